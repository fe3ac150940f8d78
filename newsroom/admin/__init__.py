"""The admin's looks, its lists of large tables, and the pages of articles, sources and collections."""

from newsroom.admin import articles, site

__all__ = ["articles", "site"]
