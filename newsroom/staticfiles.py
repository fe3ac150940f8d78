"""Hashed names for static files, also inside our own JavaScript modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_MODULES = "js/*.js"


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Rewrite the relative imports of ``static/js`` to hashed names.

    Django's switch ``support_js_module_import_aggregation`` does it for every
    ``*.js`` and breaks on files of packages that only look like modules.  The
    patterns below are Django's own (``HashedFilesMixin``), limited to ours.
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
                (r"""(?P<matched>import\(["'](?P<url>.*?)["']\))""", """import("%(url)s")"""),
            ),
        ),
    )
