"""Medians, and a small table of them."""

from collections.abc import Sequence
from statistics import median, quantiles


def p90(values: Sequence[float]) -> float:
    return quantiles(values, n=10)[-1] if len(values) > 1 else values[0]


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """Return median and 90th percentile for a cell."""
    return f"{median(values):.1f} / {p90(values):.1f} {unit}"


def print_table(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print one line a figure, the figures in one column."""
    width = max(len(name) for name, _ in rows)
    print(f"\n{title}")
    for name, figure in rows:
        print(f"  {name:<{width}}  {figure}")
