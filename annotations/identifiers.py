"""UUID version 7 (RFC 9562, section 5.7): sorts by the time it was made."""

import secrets
import time
import uuid


def new_uuid7() -> uuid.UUID:
    """Return a new UUIDv7: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    # RFC 9562: version in bits 48-51, variant in bits 64-65.
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
