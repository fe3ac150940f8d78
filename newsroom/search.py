"""The search over articles: the one file that will know what each database offers."""

from newsroom.arabic.folding import fold_text

# A longer search text finds nothing more and costs the database more.
QUERY_LIMIT = 200


def matching(articles, query: str):
    """Keep the ``articles`` whose folded text contains the folded ``query``: أحمد finds احمد and أَحْمَد."""
    folded = fold_text(query).strip()
    return articles.filter(folded_text__contains=folded) if folded else articles
