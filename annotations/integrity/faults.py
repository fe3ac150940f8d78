"""What a check of the whole database says of one thing that is not as it must be."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """``name`` is for programs, ``message`` for people, ``ids`` say which rows."""

    name: str
    message: str
    ids: dict[str, object] = field(default_factory=dict)
