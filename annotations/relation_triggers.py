"""Triggers that refuse relations which make no quote, on SQLite and PostgreSQL.

The same rules as :mod:`annotations.fitting`, which says them to people before
the database has to.  Apart from the article, a rule binds live relations only:
a deleted end hides its relations, and nobody has to clear up behind it.  Each
rule can be broken from either side, so each is asked again when a relation
comes, when an end changes its tag or kind, and when one is restored.
"""

RELATION = "annotations_relation"
ANNOTATION = "annotations_annotation"
TAG = "annotations_tag"

_LIVE = "s.deleted_at IS NULL AND t.deleted_at IS NULL"
_ENDS = f"JOIN {ANNOTATION} s ON s.id = r.source_id JOIN {ANNOTATION} t ON t.id = r.target_id"
_OTHER = (
    f"SELECT 1 FROM {RELATION} o JOIN {ANNOTATION} os ON os.id = o.source_id JOIN {ANNOTATION} ot "
    "ON ot.id = o.target_id WHERE os.deleted_at IS NULL AND ot.deleted_at IS NULL AND"
)

# message: what a relation r from s to t must not be
RULES = {
    "a relation stays inside one article": "r.article_id <> s.article_id OR r.article_id <> t.article_id",
    "the ends of a relation need the tags of its role": (
        f"{_LIVE} AND (NOT EXISTS (SELECT 1 FROM {TAG} WHERE id = s.tag_id AND slug = 'quote') "
        f"OR NOT EXISTS (SELECT 1 FROM {TAG} WHERE id = t.tag_id AND slug = "
        "CASE r.role WHEN 'speaker' THEN 'actor' WHEN 'cue' THEN 'cue' ELSE 'quote' END))"
    ),
    "a part of a quote continues its head": (
        f"{_LIVE} AND r.role = 'continues' "
        f"AND EXISTS ({_OTHER} o.role = 'continues' AND (o.source_id = t.id OR o.target_id = s.id))"
    ),
    "speaker, cue and kind belong to the head of a quote": (
        f"{_LIVE} AND r.role = 'continues' AND (s.kind <> '' OR s.speaker_unnamed "
        f"OR EXISTS ({_OTHER} o.role <> 'continues' AND o.source_id = s.id))"
    ),
    "a speaker that is marked is not unnamed": f"{_LIVE} AND r.role = 'speaker' AND s.speaker_unnamed",
}
KIND_MESSAGE = "only a quote has a kind or an unnamed source"
# What a condition looks at, by the table that changes.
_TOUCHED = {
    RELATION: "(r.source_id IN (NEW.source_id, NEW.target_id) OR r.target_id IN (NEW.source_id, NEW.target_id))",
    ANNOTATION: "(r.source_id = NEW.id OR r.target_id = NEW.id)",
}
_IS_OF_NO_QUOTE = (
    "(NEW.kind <> '' OR NEW.speaker_unnamed) "
    f"AND NOT EXISTS (SELECT 1 FROM {TAG} WHERE id = NEW.tag_id AND slug = 'quote')"
)
_WATCHED = ("article_id", "tag_id", "kind", "speaker_unnamed", "deleted_at")


def find_misfits() -> dict[str, str]:
    """Return by message the query for what breaks its rule; each row ends with the ids of two annotations."""
    queries = {
        message: f"SELECT r.id, r.source_id, r.target_id FROM {RELATION} r {_ENDS} WHERE {rule}"  # noqa: S608
        for message, rule in RULES.items()
    }
    of_no_quote = _IS_OF_NO_QUOTE.replace("NEW.", "a.")
    return queries | {KIND_MESSAGE: f"SELECT a.id, a.id, a.id FROM {ANNOTATION} a WHERE {of_no_quote}"}  # noqa: S608


def _conditions(table: str) -> dict[str, str]:
    """Return by message what must not be after a row of ``table`` changed."""
    broken = {
        message: f"EXISTS (SELECT 1 FROM {RELATION} r {_ENDS} WHERE {_TOUCHED[table]} AND ({rule}))"
        for message, rule in RULES.items()
    }
    return broken | ({KIND_MESSAGE: _IS_OF_NO_QUOTE} if table == ANNOTATION else {})


def _sqlite(name: str, table: str, event: str, when: str = "") -> tuple[str, str]:
    body = " ".join(
        f"SELECT RAISE(ABORT, '{message}') WHERE {condition};" for message, condition in _conditions(table).items()
    )
    return table, f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} {when} BEGIN {body} END"


def _postgresql(name: str, table: str, event: str, when: str = "") -> tuple[str, str]:
    return table, (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION {_function(table)}()"
    )


def _function(table: str) -> str:
    return f"{table}_check_relations"


def _postgresql_function(table: str) -> str:
    checks = " ".join(
        f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        for message, condition in _conditions(table).items()
    )
    # Two transactions, each right by itself, must not make a chain together; curation has this lock already.
    lock = "PERFORM 1 FROM newsroom_article WHERE id = NEW.article_id FOR UPDATE;"
    # A database that was filled just now has no statistics: the planner takes its tables for empty and may begin with
    # all pairs of annotations, which made one INSERT take a second, or minutes.  The joins stand in the right order, and
    # each of their steps has an index; to compile them takes longer than to run them.
    planning = "SET join_collapse_limit = 1 SET enable_seqscan = off SET jit = off"
    return (
        f"CREATE OR REPLACE FUNCTION {_function(table)}() RETURNS trigger LANGUAGE plpgsql {planning} AS "
        f"$$ BEGIN {lock} {checks} RETURN NULL; END $$"
    )


def _changed(differs: str) -> str:
    return "WHEN (" + " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in _WATCHED) + ")"


# SQLite's INSERT OR REPLACE may change a row without an UPDATE: there a new annotation is looked at in full.
_EVENTS = {
    "relation_fits_when_made": (RELATION, "INSERT", "", ""),
    "relation_fits_when_changed": (RELATION, "UPDATE", "", ""),
    "annotation_fits_when_made": (ANNOTATION, "INSERT", "", "WHEN (NEW.kind <> '' OR NEW.speaker_unnamed)"),
    "annotation_fits_when_changed": (ANNOTATION, "UPDATE", _changed("IS NOT"), _changed("IS DISTINCT FROM")),
}
SQLITE = {name: _sqlite(name, table, event, when) for name, (table, event, when, _) in _EVENTS.items()}
POSTGRESQL = {name: _postgresql(name, table, event, when) for name, (table, event, _, when) in _EVENTS.items()}
POSTGRESQL_FUNCTIONS = [_postgresql_function(table) for table in (RELATION, ANNOTATION)]
