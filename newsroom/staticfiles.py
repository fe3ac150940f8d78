"""Hashed names for static files, also inside our own JavaScript modules; our style sheets joined."""

import re
from fnmatch import fnmatch
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_MODULES = "js/*.js"
OWN_STYLES = "css/*.css"
IMPORT = re.compile(r"""^@import "(?P<name>[\w.-]+)";\n""", re.MULTILINE)


def join_styles(path: Path) -> str:
    """Return a style sheet with what it imports, from its own folder, in the place of each ``@import``."""
    return IMPORT.sub(lambda found: join_styles(path.with_name(found["name"])), path.read_text(encoding="utf-8"))


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Rewrite the relative imports of ``static/js`` to hashed names.

    Django's switch ``support_js_module_import_aggregation`` does it for every
    ``*.js`` and breaks on files of packages that only look like modules.  The
    patterns below are Django's own (``HashedFilesMixin``), limited to ours.

    Style sheets are joined: a browser that asks for seven, or finds imports in one, shows the page later.
    """

    patterns = (
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
            ),
        ),
    )

    def post_process(self, paths, dry_run=False, **options):
        """Join our style sheets, then hash and compress every file."""
        own = [] if dry_run else [name for name in paths if fnmatch(name, OWN_STYLES)]
        for name in own:
            path = Path(self.path(name))
            path.write_text(join_styles(path), encoding="utf-8")
        # Hashing reads from where a file comes from: the joined ones come from here.
        yield from super().post_process({**paths, **{name: (self, name) for name in own}}, dry_run=dry_run, **options)
