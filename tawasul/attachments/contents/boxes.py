"""The boxes of the ISO media format, of which MP4, M4A and HEIC are made."""

from typing import BinaryIO

from tawasul.attachments.contents.damage import require

REST, LARGE = 0, 1  # special lengths: to the end of the file; in the eight bytes that follow


def major_brand(head: bytes) -> bytes:
    """The brand that the first box names, or nothing where the file is none of this format."""
    return head[8:12] if head[4:8] == b"ftyp" else b""


def named(file: BinaryIO, size: int) -> set[bytes]:
    """The names of the outermost boxes. Raises Damaged where one reaches past the end."""
    at, names = 0, set()
    while at < size:
        file.seek(at)
        header = file.read(16)
        require(len(header) >= 8)
        length = int.from_bytes(header[:4])
        if length == LARGE:
            length = int.from_bytes(header[8:16])
        elif length == REST:
            length = size - at
        require(length >= 8 and at + length <= size)
        names.add(header[4:8])
        at += length
    return names
