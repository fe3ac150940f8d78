"""What is odd about an annotation: small named functions, and what each of them says.

A check is no judgement: it shows a reviewer where to look first.  What it finds is
stored by :mod:`annotations.findings`.  A new check is a function, its place in one of
the tables below, and its words in :mod:`annotations.checks.messages`.
"""

from annotations.checks.alone import (
    across_paragraphs,
    proclitic_inside,
    quote_without_speaker,
    stray_edge,
    unbalanced_quote_marks,
)
from annotations.checks.beside import annotators_disagree, name_tagged_two_ways

# Of the mark itself, in its text.
ALONE = {
    "quote_without_speaker": quote_without_speaker,
    "unbalanced_quote_marks": unbalanced_quote_marks,
    "stray_edge": stray_edge,
    "proclitic_inside": proclitic_inside,
    "across_paragraphs": across_paragraphs,
}
# Of the mark among the others of its article.
BESIDE = {
    "name_tagged_two_ways": name_tagged_two_ways,
    "annotators_disagree": annotators_disagree,
}
# Of the names of a whole collection: by `manage.py check_annotations` only.
IN_COLLECTION = "name_in_collection"

NAMES = (*ALONE, *BESIDE, IN_COLLECTION)
