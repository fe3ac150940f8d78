"""The whole site in one file, portable between SQLite and PostgreSQL: written, kept in copies, restored."""
