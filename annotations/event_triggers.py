"""Triggers that refuse to change or remove an event, on SQLite and PostgreSQL."""

TABLE = "annotations_annotationevent"
MESSAGE = "annotation events are append-only"

# name: (table, statement)
SQLITE = {
    f"annotation_event_no_{operation.lower()}": (
        TABLE,
        f"CREATE TRIGGER IF NOT EXISTS annotation_event_no_{operation.lower()} BEFORE {operation} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    )
    for operation in ("UPDATE", "DELETE")
}
# INSERT OR REPLACE removes the old row without firing its DELETE trigger (sqlite.org/lang_conflict.html).
SQLITE["annotation_event_no_replace"] = (
    TABLE,
    f"CREATE TRIGGER IF NOT EXISTS annotation_event_no_replace BEFORE INSERT ON {TABLE} "
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
)

POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION annotation_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)
POSTGRESQL = {
    f"annotation_event_no_{operation.lower()}": (
        TABLE,
        f"CREATE OR REPLACE TRIGGER annotation_event_no_{operation.lower()} BEFORE {operation} ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION annotation_event_refuse()",
    )
    for operation in ("UPDATE", "DELETE", "TRUNCATE")
}
