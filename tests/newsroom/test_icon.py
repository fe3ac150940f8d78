"""The icon comes with the page."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

from django.conf import settings

ICON = settings.BASE_DIR / "static" / "img" / "favicon.svg"


def test_the_page_holds_the_icon_and_its_policy_allows_it(client, db):
    response = client.get("/accounts/login/")
    address = re.search(r'<link rel="icon" href="([^"]+)"', response.content.decode())[1]
    kind, _, image = address.partition(",")
    assert kind == "data:image/svg+xml"
    assert not re.search(r"[<>#]", image)
    drawn = [ElementTree.canonicalize(each) for each in (unquote(image), ICON.read_text())]
    assert drawn[0] == drawn[1]
    assert "data:" in re.search(r"img-src ([^;]+)", response["Content-Security-Policy"])[1]
