"""The place in the log that an open page has read up to, as the page is told it.

It is the id of an event.  Ids are counted over the whole site, so two of them tell how
much others did in between: nothing that a person in a blind collection may learn.  They
get it encrypted under a key of their own, by a Feistel network of four rounds (Luby and
Rackoff, 1988, who show that four make a strong pseudorandom permutation).
"""

import hashlib
import re

from django.utils.crypto import salted_hmac

WRITTEN = re.compile(r"\A([0-9]{1,18}|x[0-9a-f]{16})\Z", re.ASCII)
ROUNDS = range(4)
HALF = 32
MASK = 2**HALF - 1
# Of a database's 64-bit key; what another key decrypts to lies beyond it half of the time.
LARGEST = 2**63 - 1


def seal(event_id: int, user, article_id: int) -> str:
    """Return ``event_id`` as only this site can read it back, for this person in this article."""
    left, right = event_id >> HALF, event_id & MASK
    key = _key(user, article_id)
    for number in ROUNDS:
        left, right = right, left ^ _mixed(key, number, right)
    return f"x{left << HALF | right:016x}"


def unseal(cursor: str, user, article_id: int) -> int:
    """Return the id of the event that ``cursor`` names; 0, the beginning, for one of another person's or article's.

    A plain number stands for itself.  Raises ``ValueError`` for what is no cursor.
    """
    if not WRITTEN.match(cursor):
        raise ValueError("no cursor")
    if cursor[0] != "x":
        return int(cursor)
    sealed, key = int(cursor[1:], 16), _key(user, article_id)
    left, right = sealed >> HALF, sealed & MASK
    for number in reversed(ROUNDS):
        left, right = right ^ _mixed(key, number, left), left
    event_id = left << HALF | right
    return event_id if event_id <= LARGEST else 0


def _key(user, article_id: int) -> bytes:
    return salted_hmac("annotations.cursors", f"{user.pk}.{article_id}", algorithm="sha256").digest()


def _mixed(key: bytes, number: int, half: int) -> int:
    written = bytes([number]) + half.to_bytes(HALF // 8)
    return int.from_bytes(hashlib.blake2b(written, key=key, digest_size=HALF // 8).digest())
