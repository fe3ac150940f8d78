"""Static files collected only when one has changed: hashing and compressing them all takes seconds."""

import hashlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Bring ``STATIC_ROOT`` up to date; return whether there was anything to do."""
    if _remembered() == _fingerprint():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    _memory().write_text(_fingerprint())
    return True


def _memory() -> Path:
    # Beside the folder: everything inside it is served.
    return Path(f"{settings.STATIC_ROOT}.fingerprint")


def _remembered() -> str | None:
    return _memory().read_text() if _memory().exists() else None


def _fingerprint() -> str:
    """Return a digest of the sources, of the code that rewrites them and of what was made of them last."""
    digest = hashlib.sha256(f"{django.__version__} {settings.STATIC_URL}".encode())
    for name, path in _sources():
        state = path.stat()
        digest.update(f"{name} {path} {state.st_size} {state.st_mtime_ns}\n".encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    digest.update(manifest.read_bytes() if manifest.exists() else b"nothing collected")
    return digest.hexdigest()


def _sources() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))
    # `staticfiles_storage` is lazy; its class says how files are rewritten.
    for kind in staticfiles_storage.__class__.__mro__[:-1]:
        yield kind.__qualname__, Path(inspect.getfile(kind))
