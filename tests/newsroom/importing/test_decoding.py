"""Bytes become exactly the text that was written, or are refused with the right reason."""

import codecs
import random
from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsroom.importing.decoding import decode
from newsroom.importing.refusals import Reason, Refused
from newsroom.text import normalise_line_ends

NEWS = "أعلنت وزارة النقل اليوم أن خط القطار الجديد سيفتح أمام الركاب في مطلع الشهر المقبل.\n"
MIXED = "🌾 قال مدير شركة (Green Fields): «سنزرع 25 هكتارا».\r\nالمصدر : وكالات\n"

# Without the control characters that make a file binary.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r\x85"),
    max_size=200,
)


@pytest.mark.parametrize("text", [NEWS, MIXED, "خ", "plain English\n"], ids=["news", "mixed", "one letter", "English"])
@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        pytest.param("utf-8", b"", "UTF-8", id="UTF-8"),
        pytest.param("utf-8", codecs.BOM_UTF8, "UTF-8 BOM", id="UTF-8 with mark"),
        pytest.param("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16 LE", id="UTF-16 LE with mark"),
        pytest.param("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16 BE", id="UTF-16 BE with mark"),
        pytest.param("utf-16-le", b"", "UTF-16 LE", id="UTF-16 LE without mark"),
        pytest.param("utf-16-be", b"", "UTF-16 BE", id="UTF-16 BE without mark"),
    ],
)
def test_unicode_is_read_as_written(text, codec, mark, name):
    decoded = decode(mark + text.encode(codec))
    assert decoded.text == mark.decode(codec) + text
    assert decoded.encoding == name


def test_windows_1256_is_recognised():
    decoded = decode(NEWS.encode("cp1256"))
    assert (decoded.text, decoded.encoding) == (NEWS, "windows-1256")


@settings(derandomize=True, deadline=None)
@given(text=texts, codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_comes_back_exactly(text, codec):
    # At the start of plain UTF-8 it is a byte order mark, and no part of the text.
    expected = text.removeprefix("\ufeff") if codec == "utf-8" else text
    assume(expected.strip())
    stored = normalise_line_ends(decode(text.encode(codec)).text)
    assert stored == expected.replace("\r\n", "\n").replace("\r", "\n")


@settings(derandomize=True, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_refusal(data):
    with suppress(Refused):
        assert isinstance(decode(data).text, str)


@pytest.mark.parametrize(
    ("data", "reason", "details"),
    [
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", Reason.KNOWN_FORMAT, {"format": "PDF"}, id="PDF"),
        pytest.param(b"PK\x03\x04\x14\0\x06", Reason.KNOWN_FORMAT, {"format": "ZIP, DOCX, ODT"}, id="DOCX"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Reason.KNOWN_FORMAT, {"format": "PNG"}, id="PNG"),
        pytest.param(b"{\\rtf1\\ansi}", Reason.KNOWN_FORMAT, {"format": "RTF"}, id="RTF"),
        pytest.param(b"", Reason.EMPTY, {}, id="empty"),
        pytest.param(b" \r\n\t\xc2\xa0", Reason.EMPTY, {}, id="white space"),
        pytest.param(codecs.BOM_UTF16_BE, Reason.EMPTY, {}, id="nothing but a mark"),
        pytest.param(random.Random(1).randbytes(2000), Reason.BINARY, {}, id="random bytes"),
        pytest.param(b"\0" * 100, Reason.BINARY, {}, id="NULs"),
        pytest.param(b"ok \x01\x02\x03\x04 ok", Reason.BINARY, {}, id="control characters"),
        pytest.param(NEWS.encode("cp1256") + b"\0", Reason.BINARY, {}, id="windows-1256 with NUL"),
        pytest.param(NEWS.encode()[:-3], Reason.TRUNCATED, {"encoding": "UTF-8", "offset": 148}, id="cut UTF-8"),
        pytest.param(
            codecs.BOM_UTF8 + NEWS.encode()[:9], Reason.TRUNCATED, {"encoding": "UTF-8 BOM", "offset": 11},
            id="cut UTF-8 with mark",
        ),
        pytest.param(
            NEWS.encode("utf-16")[:-1], Reason.TRUNCATED, {"encoding": "UTF-16 LE", "offset": 168}, id="cut UTF-16"
        ),
        pytest.param(
            NEWS.encode("utf-16-be")[:-1], Reason.TRUNCATED, {"encoding": "UTF-16 BE", "offset": 166},
            id="cut UTF-16 without mark",
        ),
        pytest.param(
            NEWS.encode() + b"\xff" + NEWS.encode(), Reason.BROKEN, {"encoding": "UTF-8", "offset": 152},
            id="one bad byte in UTF-8",
        ),
        pytest.param("خبر".encode("cp1256"), Reason.UNKNOWN_ENCODING, {"offset": 0}, id="too short to tell"),
        pytest.param(NEWS.encode("cp1256") + b"\x1b[0m", Reason.UNKNOWN_ENCODING, {"offset": 0}, id="escape sequence"),
    ],
)  # fmt: skip
def test_refuses(data, reason, details):
    with pytest.raises(Refused) as refused:
        decode(data)
    assert (refused.value.reason, refused.value.details) == (reason, details)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize("character", ["\0", "\ud800", "\udc00"], ids=["NUL", "high surrogate", "low surrogate"])
def test_leaves_to_the_store_what_cannot_be_stored(codec, character):
    text = NEWS + character + NEWS
    assert decode(text.encode(codec, "surrogatepass")).text.removeprefix("\ufeff") == text
