"""PDF, and office documents of the open kind."""

import zipfile
import zlib
from typing import BinaryIO

from tawasul.attachments.contents.damage import Damaged, require

TAIL = 64 * 1024  # a scanner's padding may follow the end
TYPES = "[Content_Types].xml"
MOST_PARTS = 5000
LARGEST_UNPACKED = 300 * 1024 * 1024  # bytes: more than any honest document of the size accepted
LARGEST_TYPES = 1024 * 1024
ENCRYPTED = 0x1
ACTIVE = ("vbaproject.bin", "vbadata.xml", "/activex/")


def pdf(head: bytes) -> bool:
    """The header, at the beginning but for white space."""
    return head.lstrip(b"\xef\xbb\xbf\r\n\t \0").startswith(b"%PDF-")


def prove_pdf(file: BinaryIO, size: int) -> None:
    """It has its end."""
    file.seek(max(0, size - TAIL))
    end = file.read()
    require(b"%%EOF" in end and b"startxref" in end)


def zipped(head: bytes) -> bool:
    """A zip with something in it."""
    return head.startswith(b"PK\x03\x04")


def prove_office(file: BinaryIO, _size: int, main: str) -> None:
    """The document has its main part, no macros or active controls, and unpacks to a size that can be."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            _prove_parts(parts, main)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        raise Damaged("damaged") from error


def _prove_parts(parts: zipfile.ZipFile, main: str) -> None:
    inside = parts.infolist()
    names = {part.filename.lower() for part in inside}
    require(main in names and TYPES.lower() in names, "other-kind")
    require(len(inside) <= MOST_PARTS and sum(part.file_size for part in inside) <= LARGEST_UNPACKED)
    require(not any(part.flag_bits & ENCRYPTED for part in inside))
    require(not any(mark in f"/{name}" for name in names for mark in ACTIVE), "macros")
    with parts.open(TYPES) as types:
        said = types.read(LARGEST_TYPES).lower()
    require(b"macroenabled" not in said and b"vbaproject" not in said, "macros")
    with parts.open(main) as document:  # its checksum is compared on the way
        while document.read(1024 * 1024):
            pass
