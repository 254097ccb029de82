"""Pictures: each is followed through its own structure to its end, so one cut off on the way is found."""

from typing import BinaryIO

from tawasul.attachments.contents import boxes
from tawasul.attachments.contents.damage import require

PNG = b"\x89PNG\r\n\x1a\n"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
SCAN, END = 0xDA, 0xD9
ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def png(head: bytes) -> bool:
    """The signature."""
    return head.startswith(PNG)


def prove_png(file: BinaryIO, size: int) -> None:
    """IHDR first, a picture of some size, data, IEND; every chunk whole."""
    at = len(PNG)
    seen: list[bytes] = []
    while not seen or seen[-1] != b"IEND":
        file.seek(at)
        header = file.read(8)
        require(len(header) == 8)
        length = int.from_bytes(header[:4])
        at += 12 + length
        require(at <= size)
        seen.append(header[4:])
        if len(seen) == 1:
            require(header[4:] == b"IHDR" and length == 13)
            shape = file.read(8)
            require(shape[:4] != bytes(4) and shape[4:] != bytes(4))
    require(b"IDAT" in seen)


def jpeg(head: bytes) -> bool:
    """The start marker and another."""
    return head.startswith(b"\xff\xd8\xff")


def prove_jpeg(file: BinaryIO, size: int) -> None:
    """Segments up to the scan, with a frame of some size, and an end marker after it (cameras add to that)."""
    file.seek(0)
    data = file.read()
    at, framed = 2, False
    while True:
        require(at + 4 <= size and data[at] == 0xFF)
        marker = data[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4])
        require(length >= 2 and at + 2 + length <= size)
        if marker in FRAMES:
            require(length >= 8 and data[at + 7 : at + 9] != b"\0\0")
            framed = True
        at += 2 + length
        if marker == SCAN:
            break
    require(framed and data.find(bytes([0xFF, END]), at) >= 0)


def webp(head: bytes) -> bool:
    """A RIFF of pictures."""
    return head.startswith(b"RIFF") and head[8:16] in {b"WEBPVP8 ", b"WEBPVP8L", b"WEBPVP8X"}


def prove_webp(file: BinaryIO, size: int) -> None:
    """As long as it says."""
    file.seek(4)
    said = int.from_bytes(file.read(4), "little")
    require(24 <= said + 8 <= size)


def heic(head: bytes) -> bool:
    """The brand of pictures."""
    return boxes.major_brand(head) in HEIC_BRANDS


def prove_heic(file: BinaryIO, size: int) -> None:
    """Whole boxes, the description of a picture among them, and its data."""
    found = boxes.named(file, size)
    require({b"meta", b"mdat"} <= found or {b"moov", b"mdat"} <= found)
