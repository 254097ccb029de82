"""The folder of files: FILES/aa/bb/<sha256>, outside the web root; each file is there whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

INCOMING = "incoming"
FOLDERS = 256
PRIVATE = 0o750
READABLE = 0o640


class TooLarge(Exception):
    """More came than was allowed."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """Bytes on disk under a passing name: hashed, not kept yet."""

    path: Path
    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    """Where the bytes of this hash are, or would be."""
    return Path(settings.FILES) / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def incoming(chunks: Iterable[bytes], *, most: int) -> Iterator[tuple[Incoming, BinaryIO]]:
    """Write and hash the chunks, and give them for reading; what is not kept by the end is removed.

    Raises TooLarge after `most` bytes.
    """
    folder = Path(settings.FILES) / INCOMING
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(number, "w+b") as file:
            digest, size = hashlib.sha256(), 0
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise TooLarge
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            yield Incoming(path=path, sha256=digest.hexdigest(), size=size), file
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def keep(file: Incoming) -> None:
    """Move the bytes to their place, in one step that survives a loss of power.

    The same bytes may be there already: they are replaced, which makes them young again in the eyes of the sweep.
    """
    place = path_of(file.sha256)
    place.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    file.path.chmod(READABLE)
    file.path.replace(place)
    for folder in (place.parent, place.parent.parent, place.parent.parent.parent):
        _synchronised(folder)


def _synchronised(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def old_files(folder: int, *, before: float) -> Iterator[Path]:
    """The files kept in one of the FOLDERS outer folders, unchanged since `before` (seconds since 1970)."""
    yield from _older((Path(settings.FILES) / f"{folder:02x}").glob("*/*"), before)


def old_incoming(*, before: float) -> Iterator[Path]:
    """Uploads that were cut off before this time."""
    yield from _older((Path(settings.FILES) / INCOMING).glob("*"), before)


def _older(paths: Iterable[Path], before: float) -> Iterator[Path]:
    for path in paths:
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                yield path
