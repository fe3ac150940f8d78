"""From the bytes of a file to its text, or the reason why there is none.

A byte order mark decides; without one it is UTF-16 if the bytes hold NULs or control
characters and read as text that way, else UTF-8 if that is valid, else windows-1256 if the
letters say so.  Anything else is refused: a wrong guess would be stored for good.
"""

import codecs
import re
from dataclasses import dataclass

from newsroom.importing import windows1256
from newsroom.importing.refusals import Reason, Refused

UTF_8 = "utf-8"
_UTF_16 = {"utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE"}

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: UTF_8,
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}

# What people take for text files, by its first bytes.
_KNOWN_FORMATS = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP, DOCX, ODT",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "DOC, XLS",
    b"\x1f\x8b\x08": "GZIP",
    b"SQLite format 3\0": "SQLite",
}

# One in twenty: a stray form feed or escape is text; Arabic UTF-16 read as bytes has one in two.
_LARGEST_CONTROL_SHARE = 0.05
# NEL, U+0085, is the one C1 control that ends lines in real texts.
_CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_CONTROL_BYTE = re.compile(rb"[\0-\x08\x0b\x0e-\x1f\x7f]")

# What an article in Arabic or English is made of: ASCII, Latin-1, Arabic and its
# presentation forms, general punctuation.  The other byte order turns U+0627 into U+2706.
_ORDINARY = re.compile("[\t\n\r\x20-\x7e\xa0-\xff\u0600-\u06ff\u0750-\u077f\u200b-\u206f\ufb50-\ufdff\ufe70-\ufeff]")
_LEAST_ORDINARY_SHARE = 0.9
_LARGEST_RIVAL_SHARE = 0.5

_NOT_ASCII = re.compile("[^\0-\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with its byte order mark and line ends as they were, and the name of its encoding for people."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``; raise ``Refused`` if it is none or its encoding is in doubt.

    NUL and lone surrogates stay in the text: whoever stores it refuses them with their position.
    """
    for magic, name in _KNOWN_FORMATS.items():
        if data.startswith(magic):
            raise Refused(Reason.KNOWN_FORMAT, format=name)
    decoded = _decode_marked(data) or _decode_unmarked(data)
    if not decoded.text.removeprefix("\ufeff").strip():
        raise Refused(Reason.EMPTY)
    if _is_binary(decoded.text):
        raise Refused(Reason.BINARY)
    return decoded


def _decode_marked(data: bytes) -> Decoded | None:
    for mark, codec in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            name = "UTF-8 BOM" if codec == UTF_8 else _UTF_16[codec]
            return Decoded(_decode_strictly(data, codec, name), name)
    return None


def _decode_unmarked(data: bytes) -> Decoded:
    if _CONTROL_BYTE.search(data) and (codec := _utf_16_order(data)):
        return Decoded(_decode_strictly(data, codec, _UTF_16[codec]), _UTF_16[codec])
    try:
        return Decoded(_decode_strictly(data, UTF_8, "UTF-8"), "UTF-8")
    except Refused as broken:
        if b"\0" in data or len(_CONTROL_BYTE.findall(data)) > len(data) * _LARGEST_CONTROL_SHARE:
            raise Refused(Reason.BINARY) from None
        if _is_mostly_utf_8(data):
            raise
        if windows1256.is_windows_1256(data):
            return Decoded(windows1256.read(data), windows1256.NAME)
        raise Refused(Reason.UNKNOWN_ENCODING, offset=broken.details["offset"]) from None


def _decode_strictly(data: bytes, codec: str, name: str) -> str:
    """Return the text, lone surrogates included, which have a better message than "invalid byte"."""
    try:
        return data.decode(codec, "surrogatepass")
    except UnicodeDecodeError as error:
        is_cut = error.reason in ("unexpected end of data", "truncated data")
        reason = Reason.TRUNCATED if is_cut else Reason.BROKEN
        raise Refused(reason, encoding=name, offset=error.start) from None


def _utf_16_order(data: bytes) -> str | None:
    """Return the codec in which ``data`` is clearly UTF-16 without a byte order mark."""
    whole = data[: len(data) // 2 * 2]  # an odd byte is refused later, with its position
    shares = {codec: _ordinary_share(whole.decode(codec, "surrogatepass")) for codec in _UTF_16}
    best, rival = sorted(shares, key=shares.get, reverse=True)
    is_clear = shares[best] >= _LEAST_ORDINARY_SHARE and shares[rival] <= _LARGEST_RIVAL_SHARE
    return best if is_clear else None


def _ordinary_share(text: str) -> float:
    return len(_ORDINARY.findall(text)) / max(1, len(text))


def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > len(text) * _LARGEST_CONTROL_SHARE


def _is_mostly_utf_8(data: bytes) -> bool:
    """Tell whether more sequences are whole than broken; in windows-1256 hardly any is whole."""
    text = data.decode(UTF_8, "replace")
    broken = text.count("\ufffd")
    return len(_NOT_ASCII.findall(text)) - broken > broken
