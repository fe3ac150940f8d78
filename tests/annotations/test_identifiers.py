"""UUID version 7."""

import uuid

from annotations import identifiers
from annotations.identifiers import new_uuid7


def test_is_a_uuid_of_version_7_and_the_rfc_variant():
    made = new_uuid7()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_starts_with_the_milliseconds_since_1970(monkeypatch):
    # The time of RFC 9562, appendix A.6, in nanoseconds.
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: 0x017F22E279B0 * 1_000_000 + 999_999)
    assert str(new_uuid7()).startswith("017f22e2-79b0-7")


def test_keeps_version_and_variant_whatever_the_random_bits(monkeypatch):
    for bits in (0, (1 << 80) - 1):
        monkeypatch.setattr(identifiers.secrets, "randbits", lambda count, bits=bits: bits)
        made = new_uuid7()
        assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_a_later_one_sorts_behind(monkeypatch):
    made = []
    for milliseconds in (1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000):
        monkeypatch.setattr(identifiers.time, "time_ns", lambda now=milliseconds: now * 1_000_000)
        made.append(new_uuid7())
    assert sorted(made) == sorted(made, key=str) == made


def test_two_of_the_same_millisecond_differ(monkeypatch):
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: 0)
    assert len({new_uuid7() for _ in range(1000)}) == 1000
