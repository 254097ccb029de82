"""The outlines of a TrueType font's glyphs, as PDF draws them: https://learn.microsoft.com/typography/opentype/spec/glyf."""

from collections.abc import Iterator
from struct import unpack_from

Point = tuple[float, float, bool]  # x, y in the font's units; whether it lies on the outline
_DEPTH = 5  # composites of composites, and no further


class Outlines:
    """The glyphs of one font file, by their number."""

    def __init__(self, font: bytes) -> None:
        count = unpack_from(">H", font, 4)[0]
        found = {}
        for row in range(count):
            tag, _check, offset, length = unpack_from(">4sLLL", font, 12 + 16 * row)
            found[tag] = font[offset : offset + length]
        self.units: int = unpack_from(">H", found[b"head"], 18)[0]
        long = unpack_from(">h", found[b"head"], 50)[0]
        loca = found[b"loca"]
        size = len(loca) // (4 if long else 2)
        places = unpack_from(f">{size}{'L' if long else 'H'}", loca)
        self._loca = places if long else tuple(place * 2 for place in places)
        self._glyf = found[b"glyf"]

    def drawn(self, glyph: int, *, x: float, y: float, size: float) -> str:
        """The glyph as PDF's path operators, filled; `size` of the letters, its origin at (x, y) in a space whose y points
        down. "" for one without an outline."""
        scale = size / self.units
        said = [
            part
            for contour in self._contours(glyph, _DEPTH)
            for part in _path([(x + px * scale, y - py * scale, on) for px, py, on in contour])
        ]
        return " ".join([*said, "f"]) if said else ""

    def _contours(self, glyph: int, depth: int) -> list[list[Point]]:
        if glyph + 1 >= len(self._loca) or self._loca[glyph] == self._loca[glyph + 1] or not depth:
            return []
        data = self._glyf[self._loca[glyph] : self._loca[glyph + 1]]
        (count,) = unpack_from(">h", data)
        return self._composed(data, depth) if count < 0 else _simple(data, count)

    def _composed(self, data: bytes, depth: int) -> list[list[Point]]:
        found: list[list[Point]] = []
        place, more = 10, True
        while more:
            flags, part = unpack_from(">HH", data, place)
            place += 4
            dx, dy = unpack_from(">hh" if flags & 1 else ">bb", data, place)
            place += 4 if flags & 1 else 2
            a, b, c, d = 1.0, 0.0, 0.0, 1.0
            if flags & 0x08:
                a = d = unpack_from(">h", data, place)[0] / 16384
                place += 2
            elif flags & 0x40:
                a, d = (each / 16384 for each in unpack_from(">hh", data, place))
                place += 4
            elif flags & 0x80:
                a, b, c, d = (each / 16384 for each in unpack_from(">hhhh", data, place))
                place += 8
            if not flags & 0x02:  # placed by points, which no sign of this font is
                dx = dy = 0
            for contour in self._contours(part, depth - 1):
                found.append([(a * px + c * py + dx, b * px + d * py + dy, on) for px, py, on in contour])
            more = bool(flags & 0x20)
        return found


def _simple(data: bytes, count: int) -> list[list[Point]]:
    ends = unpack_from(f">{count}H", data, 10)
    place = 10 + 2 * count
    place += 2 + unpack_from(">H", data, place)[0]
    total = ends[-1] + 1 if ends else 0
    flags: list[int] = []
    while len(flags) < total:
        flag = data[place]
        place += 1
        again = 1
        if flag & 0x08:
            again += data[place]
            place += 1
        flags += [flag] * again
    xs, place = _coordinates(data, place, flags, short=0x02, same=0x10)
    ys, _place = _coordinates(data, place, flags, short=0x04, same=0x20)
    points = [(float(px), float(py), bool(flag & 1)) for px, py, flag in zip(xs, ys, flags, strict=True)]
    starts = [0, *(end + 1 for end in ends)]
    return [points[first : end + 1] for first, end in zip(starts, ends, strict=False)]


def _coordinates(data: bytes, place: int, flags: list[int], *, short: int, same: int) -> tuple[list[int], int]:
    found, value = [], 0
    for flag in flags:
        if flag & short:
            value += data[place] if flag & same else -data[place]
            place += 1
        elif not flag & same:
            value += unpack_from(">h", data, place)[0]
            place += 2
        found.append(value)
    return found, place


def _path(contour: list[Point]) -> Iterator[str]:
    """One closed outline: lines, and quadratic curves as PDF's cubic ones. Between two points beside it lies one upon it."""
    whole: list[Point] = []
    for point, following in zip(contour, [*contour[1:], contour[0]], strict=True):
        whole.append(point)
        if not point[2] and not following[2]:
            whole.append(((point[0] + following[0]) / 2, (point[1] + following[1]) / 2, True))
    first = next((place for place, point in enumerate(whole) if point[2]), None)
    if first is None:
        return
    whole = [*whole[first:], *whole[:first], whole[first]]
    x, y, _on = whole[0]
    yield f"{x:.4f} {y:.4f} m"
    beside: Point | None = None
    for point in whole[1:]:
        if not point[2]:
            beside = point
        elif beside is None:
            x, y, _on = point
            yield f"{x:.4f} {y:.4f} l"
        else:
            bx, by, _off = beside
            nx, ny, _on = point
            curve = (x + 2 / 3 * (bx - x), y + 2 / 3 * (by - y), nx + 2 / 3 * (bx - nx), ny + 2 / 3 * (by - ny), nx, ny)
            yield " ".join(f"{each:.4f}" for each in curve) + " c"
            x, y, beside = nx, ny, None
    yield "h"
