"""Long work in parts, each good for one transaction."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def in_chunks(items: Iterable[T], most: int, heaviest: int, weigh: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield ``items`` in lists that end at ``most`` items, or as soon as they weigh ``heaviest`` by ``weigh``."""
    chunk, weight = [], 0
    for item in items:
        chunk.append(item)
        weight += weigh(item)
        if len(chunk) >= most or weight >= heaviest:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk
