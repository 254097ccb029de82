"""Small real files for demonstration tickets: photographs (PNG) and scanned forms (PDF), drawn, the same each time."""

import struct
import zlib
from random import Random

VARIANTS = 6
_WIDTH, _HEIGHT = 320, 240
_PDF_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"


def enclosure(kind: str, variant: int) -> tuple[str, bytes]:
    """The name and the bytes of a "photo" or a "document"; `variant` chooses among a few."""
    number = variant % VARIANTS
    if kind == "photo":
        return f"صورة {number + 1}.png", _photo(number)
    return f"مستند {number + 1}.pdf", _form(number)


def _photo(number: int) -> bytes:
    """A wall, a floor, and something on it that should not be so: told from the others by colour and place."""
    rng = Random(number)  # noqa: S311 - a drawing
    sky, floor, spot = (tuple(rng.randrange(low, low + 90) for _ in range(3)) for low in (150, 90, 20))
    left, top, size = rng.randrange(40, 200), rng.randrange(40, 130), rng.randrange(40, 90)
    rows = []
    for y in range(_HEIGHT):
        base = bytes(sky if y < _HEIGHT * 2 // 3 else floor)
        row = bytearray(base * _WIDTH)
        if top <= y < top + size:
            row[left * 3 : (left + size) * 3] = bytes(spot) * size
        rows.append(b"\0" + bytes(row))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _form(number: int) -> bytes:
    """An A4 page with a ruled form, a number and a round stamp."""
    lines = [f"60 {y} m 535 {y} l S" for y in range(420, 760, 34)]
    digits = f"BT /F1 18 Tf 70 785 Td ({1448_0100 + number}) Tj ET"
    drawing = "\n".join(["0.3 w", *lines, digits, _circle(430, 250, 60), _circle(430, 250, 46)]).encode()
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def _circle(x: int, y: int, radius: int) -> str:
    # Four Bézier curves; 0.5523 is how far their handles stand off for a circle.
    k = radius * 0.5523
    return (
        f"{x + radius} {y} m "
        f"{x + radius} {y + k} {x + k} {y + radius} {x} {y + radius} c "
        f"{x - k} {y + radius} {x - radius} {y + k} {x - radius} {y} c "
        f"{x - radius} {y - k} {x - k} {y - radius} {x} {y - radius} c "
        f"{x + k} {y - radius} {x + radius} {y - k} {x + radius} {y} c S"
    )


def _pdf(*objects: bytes) -> bytes:
    body, places = _PDF_HEAD, []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )
