"""Small whole files of every accepted kind, made here byte by byte."""

import io
import struct
import zipfile
import zlib

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 1, height: int = 1) -> bytes:
    shape = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x7f" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", shape) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def jpeg() -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 1, 1, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x12\x34\xff\x00\x56"
    return (
        b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + frame + scan + b"\xff\xd9"
    )


def webp() -> bytes:
    body = b"WEBPVP8L" + struct.pack("<I", 8) + b"\x2f\0\0\0\0\0\0\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + name + data


def media(brand: bytes, *boxes: bytes) -> bytes:
    return _box(b"ftyp", brand + bytes(4) + brand) + b"".join(_box(name, bytes(32)) for name in boxes)


def mp3(frames: int = 4) -> bytes:
    return b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def ogg(codec: bytes = b"OpusHead\x01") -> bytes:
    def page(data: bytes) -> bytes:
        return b"OggS" + bytes(22) + bytes([1, len(data)]) + data

    return page(codec) + page(b"OpusTags") + page(bytes(50))


def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def office(main: str = "word/document.xml", types: str = PLAIN, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", f'<Types><Override PartName="/{main}" ContentType="{types}"/></Types>')
        made.writestr(main, "<document>نص</document>" * 20)
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


ACCEPTED: dict[str, tuple[bytes, str, str]] = {
    "pdf": (pdf(), "application/pdf", ".pdf"),
    "png": (png(), "image/png", ".png"),
    "jpeg": (jpeg(), "image/jpeg", ".jpg"),
    "webp": (webp(), "image/webp", ".webp"),
    "heic": (media(b"heic", b"meta", b"mdat"), "image/heic", ".heic"),
    "docx": (office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xlsx": (
        office("xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xlsx",
    ),
    "mp3": (mp3(), "audio/mpeg", ".mp3"),
    "m4a": (media(b"M4A ", b"moov", b"mdat"), "audio/mp4", ".m4a"),
    "ogg": (ogg(), "audio/ogg", ".ogg"),
    "mp4": (media(b"isom", b"moov", b"mdat"), "video/mp4", ".mp4"),
}
