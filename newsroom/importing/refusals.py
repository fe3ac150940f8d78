"""Why a file or a text is not imported.  The sentences for people are in ``report``."""

from enum import Enum, auto


class Reason(Enum):
    """One reason each; what a sentence needs besides is named here."""

    NO_SUCH_PATH = auto()
    NOT_A_FILE = auto()
    UNREADABLE = auto()  # error: what the operating system says
    TOO_LARGE = auto()  # limit: MiB
    NO_TEXT_FILES = auto()
    OTHER_ENDING = auto()
    FOLDER_AGAIN = auto()
    EMPTY = auto()
    BINARY = auto()
    KNOWN_FORMAT = auto()  # format: its name
    TRUNCATED = auto()  # encoding, offset in bytes
    BROKEN = auto()  # encoding, offset in bytes
    UNKNOWN_ENCODING = auto()  # offset in bytes of what is not UTF-8
    FORBIDDEN = auto()  # character: its name, offset in code points
    INVALID = auto()  # error: what the model says
    WITHDRAWN = auto()  # id of the article that held it
    DATABASE = auto()  # error: what the database says


# A folder may hold other things than articles.
_HARMLESS = frozenset({Reason.OTHER_ENDING, Reason.FOLDER_AGAIN})


class Refused(Exception):
    """This is not imported.  Offsets in ``details`` count from 0."""

    def __init__(self, reason: Reason, **details) -> None:
        super().__init__(reason.name, details)
        self.reason = reason
        self.details = details

    @property
    def is_harmless(self) -> bool:
        """Tell whether nothing is wrong: the file was not meant."""
        return self.reason in _HARMLESS
