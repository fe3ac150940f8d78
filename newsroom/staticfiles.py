"""Hashed names for static files, also inside our own JavaScript modules; our style sheets joined."""

from posixpath import dirname, join

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_MODULES = "js/*.js"
OWN_SHEETS = "css/*.css"
# Stands for a template of Django's: the imported file itself.
IN_PLACE = "in place"


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Rewrite the relative imports of ``static/js`` to hashed names; resolve those of ``static/css``.

    A page's style sheets wait for each other and hold up its first paint, so
    ``@import "file.css";`` is replaced by the file, which lies in the same folder and imports nothing.

    Django's switch ``support_js_module_import_aggregation`` does it for every
    ``*.js`` and breaks on files of packages that only look like modules.  The
    patterns below are Django's own (``HashedFilesMixin``), limited to ours.
    """

    patterns = (
        # First: a pattern of Django's would rewrite the address.
        (OWN_SHEETS, ((r"""(?P<matched>@import "(?P<url>[a-z_]+\.css)";)""", IN_PLACE),)),
        *CompressedManifestStaticFilesStorage.patterns,
        (
            OWN_MODULES,
            (
                (
                    r"""(?P<matched>import(?s:(?P<import>[\s\{].*?))\s*from\s*['"](?P<url>[./].*?)["']\s*;)""",
                    """import%(import)s from "%(url)s";""",
                ),
                (
                    r"""(?P<matched>export(?s:(?P<exports>[\s\{].*?))\s*from\s*["'](?P<url>[./].*?)["']\s*;)""",
                    """export%(exports)s from "%(url)s";""",
                ),
                (r"""(?P<matched>import\s*['"](?P<url>[./].*?)["']\s*;)""", """import"%(url)s";"""),
                # Modules fetched when they are needed; not the types that comments name.
                (
                    r"""(?P<matched>(?P<before>=|await)\s+import\(["'](?P<url>[./].*?)["']\))""",
                    """%(before)s import("%(url)s")""",
                ),
            ),
        ),
    )

    def url_converter(self, name, hashed_files, template=None):
        if template != IN_PLACE:
            return super().url_converter(name, hashed_files, template)
        return lambda found: self._read(join(dirname(name), found["url"]))

    def _read(self, name: str) -> str:
        with self.open(name) as file:
            return file.read().decode().rstrip()
