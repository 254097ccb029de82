"""Recordings of voice, and films."""

from typing import BinaryIO

from tawasul.attachments.contents import boxes
from tawasul.attachments.contents.damage import require

MP4_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
OGG_SOUNDS = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s of MPEG 1 layer III
RATES_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # of MPEG 2 and 2.5
SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # Hz, by version bits


def mp3(head: bytes) -> bool:
    """A tag, or a frame."""
    return head.startswith(b"ID3") or frame_length(head[:4]) > 0


def frame_length(header: bytes) -> int:
    """The bytes of the layer III frame that begins with these four; 0 where none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, rate, sample = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate in {0, 15} or sample == 3:
        return 0
    kilobits = (RATES if version == 3 else RATES_LOW)[rate]
    return (144 if version == 3 else 72) * kilobits * 1000 // SAMPLES[version][sample] + (header[2] >> 1 & 1)


def prove_mp3(file: BinaryIO, size: int) -> None:
    """After the tag, two whole frames in a row: one alone could be chance."""
    file.seek(0)
    head = file.read(10)
    at = 0
    if head.startswith(b"ID3"):
        require(len(head) == 10)
        at = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        file.seek(at)
        padding = file.read(4096)
        at += len(padding) - len(padding.lstrip(b"\0"))
    for _frame in range(2):
        file.seek(at)
        length = frame_length(file.read(4))
        require(length > 4 and at + length <= size)
        at += length


def ogg(head: bytes) -> bool:
    """A first page."""
    return head.startswith(b"OggS")


def prove_ogg(file: BinaryIO, size: int) -> None:
    """The first page begins a sound of a known kind, and whole pages follow to the end."""
    at, pages = 0, 0
    while at < size:
        file.seek(at)
        header = file.read(27)
        require(len(header) == 27 and header.startswith(b"OggS"))
        lengths = file.read(header[26])
        require(len(lengths) == header[26])
        if not pages:
            require(file.read(8).startswith(OGG_SOUNDS), "other-kind")
        at += 27 + len(lengths) + sum(lengths)
        require(at <= size)
        pages += 1
    require(pages > 1)


def m4a(head: bytes) -> bool:
    """The brand of sound alone."""
    return boxes.major_brand(head) in {b"M4A ", b"M4B "}


def mp4(head: bytes) -> bool:
    """One of the brands that players know."""
    return boxes.major_brand(head) in MP4_BRANDS


def prove_mp4(file: BinaryIO, size: int) -> None:
    """Whole boxes, with the description of what plays and its data."""
    found = boxes.named(file, size)
    require(b"moov" in found and bool(found & {b"mdat", b"moof"}))
