"""The file of a backup: a zip with one member of JSON lines for each table, and a manifest with their checksums.

The manifest comes last, so that a file that was cut off has none.
"""

import contextlib
import hashlib
import json
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

APPLICATION = "hawashi"
FORMAT = 1
MANIFEST = "manifest.json"
# A manifest names some dozen tables; what is larger is none of ours and is not read into memory.
MANIFEST_LIMIT = 1024 * 1024
_PIECE = 1024 * 1024
# A changed byte may make zipfile see another compression, a password or a place that is none.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, KeyError, OverflowError,
    RuntimeError,
)  # fmt: skip


class Damaged(Exception):
    """The file is not what was written; the argument names the part of it."""


class NotABackup(Exception):
    """The file is another kind of file, or of a format that this version does not know."""


@dataclass(frozen=True)
class Member:
    """One table in the file: its columns in the order of each line, how many lines, and their SHA-256."""

    table: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass
class Manifest:
    """What the file holds and what made it."""

    version: str
    migrations: list[list[str]]
    made_at: str
    application: str = APPLICATION
    format: int = FORMAT
    members: list[Member] = field(default_factory=list)


class Writer:
    """Writes tables one after the other into an open zip, line by line."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive, self.manifest = archive, manifest

    def write(self, table: str, columns: list[str], rows: Iterable[list]) -> None:
        """Add a member with ``rows``, each a list of JSON-ready values in the order of ``columns``."""
        digest, number = hashlib.sha256(), 0
        with self._archive.open(_name_of(table), "w", force_zip64=True) as file:
            for row in rows:
                # PostgreSQL keeps the keys of an object in an order of its own; the same data gives the same bytes.
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
                digest.update(line)
                file.write(line)
                number += 1
        self.manifest.members.append(Member(table, columns, number, digest.hexdigest()))


@contextlib.contextmanager
def writing(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """Give a :class:`Writer`; ``path`` is there, whole, only when all went well.  Raises ``OSError``.

    Nobody else may read the file: it holds the hashes of passwords.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Writer(archive, manifest)
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_manifest(path: Path) -> Manifest:
    """Return what the file says it holds; raise ``NotABackup``, ``Damaged`` or ``OSError``."""
    if not zipfile.is_zipfile(path):
        raise _refusal_of_no_zip(path)
    with _reading(path, MANIFEST) as archive:
        if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > MANIFEST_LIMIT:
            raise NotABackup()
        said = json.loads(archive.read(MANIFEST))
        if not isinstance(said, dict) or said.get("application") != APPLICATION or said.get("format") != FORMAT:
            raise NotABackup()
        try:
            return Manifest(**said | {"members": [Member(**member) for member in said["members"]]})
        except TypeError as error:
            raise Damaged(MANIFEST) from error


def verify(path: Path, manifest: Manifest) -> None:
    """Read every member once and compare it with the manifest; raise ``Damaged`` or ``OSError``."""
    for member in manifest.members:
        digest = hashlib.sha256()
        with _reading(path, member.table) as archive, archive.open(_name_of(member.table)) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
        if digest.hexdigest() != member.sha256:
            raise Damaged(member.table)


def read_lines(path: Path, member: Member) -> Iterator[bytes]:
    """Give the lines of a member; raise ``Damaged`` if their number is another one, or ``OSError``."""
    number = 0
    with _reading(path, member.table) as archive, archive.open(_name_of(member.table)) as file:
        for line in file:
            yield line
            number += 1
    if number != member.rows:
        raise Damaged(member.table)


def _name_of(table: str) -> str:
    return f"{table}.jsonl"


def _refusal_of_no_zip(path: Path) -> Exception:
    with path.open("rb") as file:
        # A zip that was cut off lacks its directory, which stands at its end.
        return Damaged(path.name) if file.read(4) == b"PK\x03\x04" else NotABackup()


@contextlib.contextmanager
def _reading(path: Path, part: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except _BROKEN as error:
        raise Damaged(part) from error
