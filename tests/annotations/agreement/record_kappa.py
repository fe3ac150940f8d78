"""Record Cohen's kappa as scikit-learn computes it, for ``test_nominal``: tests/cases/kappa.json.

scikit-learn with numpy and scipy is 300 MB and half a minute of every first test run, for one function; its figures
are kept instead.  To make them again, where scikit-learn is installed (any other virtual environment)::

    pip install scikit-learn && python -m tests.annotations.agreement.record_kappa
"""

import json
from pathlib import Path
from random import Random

PATH = Path(__file__).parents[2] / "cases" / "kappa.json"
CASES = 24


def labels_of(length: int, spans: list[list[int]]) -> list[int]:
    """Return for each code point whether it is in a span: what the site never spells out."""
    return [int(any(start <= point < end for start, end in spans)) for point in range(length)]


def random_spans(random: Random, length: int) -> list[list[int]]:
    starts = (random.randrange(length) for _ in range(random.randint(1, 9)))
    return sorted([start, min(length, start + random.randint(1, 40))] for start in starts)


def main() -> None:
    import sklearn  # noqa: PLC0415 - absent where the tests run
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415

    random = Random(1960)
    cases = []
    for _ in range(CASES):
        length = random.randint(40, 300)
        first = random_spans(random, length)
        # Every other annotator starts from what the first one did, as two who agree do.
        second = random_spans(random, length) if random.random() < 0.5 else [*first[1:], [0, random.randint(1, 20)]]
        kappa = cohen_kappa_score(labels_of(length, first), labels_of(length, second))
        cases.append({"length": length, "first": first, "second": sorted(second), "kappa": float(kappa)})
    lines = ",\n".join(f"    {json.dumps(case)}" for case in cases)
    made_by = f"scikit-learn {sklearn.__version__}, sklearn.metrics.cohen_kappa_score"
    PATH.write_text(f'{{\n  "made_by": "{made_by}",\n  "cases": [\n{lines}\n  ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
