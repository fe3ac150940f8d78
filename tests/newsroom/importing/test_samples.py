"""The samples are stored as the manifest lists them, once."""

import datetime
import json

from newsroom.importing.samples import FOLDER, load_samples, read_samples
from newsroom.importing.store import Status
from newsroom.models import Article, Source

MANIFEST = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))


def test_stores_every_sample_with_its_details(db):
    outcomes = load_samples()
    assert {outcome.status for outcome in outcomes} == {Status.IMPORTED}
    for outcome, item in zip(outcomes, MANIFEST, strict=True):
        article = Article.objects.get(pk=outcome.article_id)
        assert article.text == (FOLDER / item["file"]).read_text(encoding="utf-8")
        assert (article.source.name, article.link, article.language) == (item["source"], item["link"], item["language"])
        assert article.published_at == datetime.datetime.fromisoformat(item["published_at"])


def test_loading_again_changes_nothing(db):
    first = load_samples()
    second = load_samples()
    assert {outcome.status for outcome in second} == {Status.DUPLICATE}
    assert [outcome.article_id for outcome in second] == [outcome.article_id for outcome in first]
    assert (Article.objects.count(), Source.objects.count()) == (len(MANIFEST), len({x["source"] for x in MANIFEST}))


def test_every_file_of_the_folder_is_listed():
    assert sorted(path.name for path in FOLDER.glob("*.txt")) == sorted(item["file"] for item in MANIFEST)


def test_every_mark_is_in_its_text():
    for sample in read_samples():
        for mark in sample.marks:
            assert sample.text.count(mark["exact"]) >= mark["occurrence"]
