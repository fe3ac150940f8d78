"""Tables of Arabic letters and marks for comparison and search.

Each is what ``newsroom.arabic.folding`` drops or replaces, by code point.  The names are
those of the Unicode Character Database.
"""

from newsroom.spans import BIDI_CONTROLS, WHITE_SPACE


def _characters(*ranges: tuple[int, int]) -> frozenset[str]:
    """Return the characters of the ranges, both ends included, as in the code charts."""
    return frozenset(chr(point) for first, last in ranges for point in range(first, last + 1))


# Written above or below a letter; most texts leave them out.
DIACRITICS = _characters(
    (0x0610, 0x061A),  # honorifics and small letters above: U+0610 is the sign of sallallahou alayhe wassallam
    (0x064B, 0x065F),  # tanween, fatha, damma, kasra, shadda, sukun, madda, hamza above and below, …
    (0x0670, 0x0670),  # superscript alef
)

# Pause and recitation marks of the Qur'an.  U+06DD, U+06DE and U+06E9 are signs of their own and
# stay; U+06E5 and U+06E6 (small waw and yeh) are letters.
QURANIC_MARKS = _characters((0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED))

TATWEEL = "\u0640"

# ZERO WIDTH NON-JOINER and JOINER, COMBINING GRAPHEME JOINER: part of the letter before them.
JOINERS = frozenset("\u200c\u200d\u034f")

# SOFT HYPHEN, ZERO WIDTH SPACE, WORD JOINER, ZERO WIDTH NO-BREAK SPACE (byte order mark).
ZERO_WIDTH = frozenset("\u00ad\u200b\u2060\ufeff")

# Dropped, and counted with the letter they follow.
ATTACHED = DIACRITICS | QURANIC_MARKS | JOINERS | {TATWEEL}

DROPPED = ATTACHED | ZERO_WIDTH | BIDI_CONTROLS

# Spellings of one sound that writers and keyboards do not keep apart.
UNIFIED_LETTERS = {
    "أ": "ا",  # U+0623 alef with hamza above
    "إ": "ا",  # U+0625 alef with hamza below
    "آ": "ا",  # U+0622 alef with madda above
    "ٱ": "ا",  # U+0671 alef wasla
    "ى": "ي",  # U+0649 alef maqsura
    "ة": "ه",  # U+0629 teh marbuta
    "ؤ": "و",  # U+0624 waw with hamza above
    "ئ": "ي",  # U+0626 yeh with hamza above
    "ک": "ك",  # U+06A9 Persian keheh
    "ی": "ي",  # U+06CC Farsi yeh
}

DIGITS = {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}

# All that separates words, except the line feed, which separates blocks.
SPACES = WHITE_SPACE - {"\n"}

# Arabic Presentation Forms-A and -B: one code point for a shape or a ligature (ﻻ U+FEFB).
PRESENTATION_FORMS = _characters((0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
