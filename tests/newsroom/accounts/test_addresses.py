"""Whose failed logins are counted together."""

import pytest
from django.conf import settings as site_settings
from django.test import RequestFactory

from newsroom.accounts.addresses import client_address
from tests.newsroom.accounts.test_sessions import fail, log_in

PROXY = "10.0.0.1"


def address(forwarded: str | None, remote: str = PROXY) -> str | None:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory(headers=headers).get("/", REMOTE_ADDR=remote))


@pytest.mark.parametrize(
    ("count", "forwarded", "expected"),
    [
        pytest.param(None, None, PROXY, id="no proxy"),
        pytest.param(None, "198.51.100.7", PROXY, id="no proxy of ours, the header is invented"),
        pytest.param(1, "198.51.100.7", "198.51.100.7", id="one proxy"),
        pytest.param(1, "192.0.2.1, 198.51.100.7", "198.51.100.7", id="one proxy, an invented entry before its own"),
        pytest.param(2, "198.51.100.7, 10.0.0.2", "198.51.100.7", id="two proxies"),
        pytest.param(2, "192.0.2.1, 198.51.100.7, 10.0.0.2", "198.51.100.7", id="two proxies, an invented entry"),
        pytest.param(2, "198.51.100.7", PROXY, id="too few entries"),
        pytest.param(1, "unknown", PROXY, id="no address"),
        pytest.param(1, "", PROXY, id="empty"),
        pytest.param(1, "2001:DB8::1", "2001:db8::1", id="one way to write IPv6"),
    ],
)
def test_trusts_only_what_our_own_proxies_wrote(settings, count, forwarded, expected):
    settings.AXES_IPWARE_PROXY_COUNT = count
    assert address(forwarded) == expected


def test_unknown_over_a_unix_socket(settings):
    settings.AXES_IPWARE_PROXY_COUNT = None
    assert address(None, remote="") is None


def test_lock_out_asks_here():
    assert site_settings.AXES_CLIENT_IP_CALLABLE == "newsroom.accounts.addresses.client_address"


def test_behind_a_proxy_one_client_does_not_lock_out_the_next(client, annotator, settings):
    settings.AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.addresses.client_address"
    settings.AXES_IPWARE_PROXY_COUNT = 1
    assert fail(client, "layla", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 429
    assert log_in(client, "layla", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 302


def test_inventing_addresses_does_not_escape_the_lock_out(client, annotator, settings):
    settings.AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.addresses.client_address"
    settings.AXES_IPWARE_PROXY_COUNT = 1
    for last in range(site_settings.AXES_FAILURE_LIMIT):
        header = f"192.0.2.{last}, 198.51.100.7"
        response = fail(client, "layla", times=1, headers={"X-Forwarded-For": header})
    assert response.status_code == 429
