"""Vowel signs, drawn and not written: a sign that stands above or below its letter is a shape without room of its own, which
readers of a PDF take for a word or a line of its own and which tears the word that it stands in. Drawn as an outline in the
same place it looks the same, and the word is one."""

import unicodedata
from typing import Any

from pypdf.generic import ArrayObject, ByteStringObject, FloatObject, TextStringObject

from tawasul.documents.outlines import Outlines
from tawasul.documents.shapes import Shapes

WRITES = (b"Tj", b"TJ")


class Signs:
    """The shapes of one font that are signs alone, and how they are drawn."""

    def __init__(self, shapes: Shapes) -> None:
        self.width = shapes.width
        self.codes = {code for code, said in shapes.named.items() if _is_sign(said) and not shapes.width(code)}
        file = shapes.font["/FontDescriptor"].get_object().get("/FontFile2")
        self.outlines = Outlines(file.get_object().get_data()) if file is not None and self.codes else None


def drawn(operations: list[Any], fonts: dict[str, Signs]) -> list[Any]:
    """What writes a page, with the signs drawn in place of written."""
    made: list[Any] = []
    outlines: list[str] = []
    font, size, origin = None, 0.0, (0.0, 0.0)
    for operands, operator in operations:
        if operator == b"Tf":
            font, size = fonts.get(str(operands[0])), float(operands[1])
        elif operator == b"Tm":
            origin = (float(operands[4]), float(operands[5]))
        if operator in WRITES:
            kept = _written(operands[0], font, size, origin, outlines)
            if any(isinstance(each, ByteStringObject) for each in kept):
                made.append(([ArrayObject(kept)], b"TJ"))
            continue
        made.append((operands, operator))
        if operator == b"ET" and outlines:
            made.append(([], "\n".join(outlines).encode("ascii")))
            outlines.clear()
    return made


def _written(
    operand: Any, font: Signs | None, size: float, origin: tuple[float, float], outlines: list[str]
) -> list[Any]:
    """What is left to write, with the room between; the signs go to `outlines`."""
    kept: list[Any] = []
    cursor = gap = 0.0
    run = b""

    def close() -> None:
        nonlocal run, gap
        if run:
            kept.append(ByteStringObject(run))
        run = b""

    for each in operand if isinstance(operand, list) else [operand]:
        if not isinstance(each, str | bytes):
            cursor -= float(each)
            gap += float(each)
            continue
        for code in codes_of(each):
            if font is not None and font.outlines is not None and code in font.codes:
                x = origin[0] + cursor / 1000 * size
                if drawn := font.outlines.drawn(code, x=x, y=origin[1], size=size):
                    outlines.append(drawn)
                continue
            if abs(gap) > 0.5:
                close()
                kept.append(FloatObject(round(gap, 2)))
            gap = 0.0
            run += code.to_bytes(2, "big")
            cursor += font.width(code) if font is not None else 0
    close()
    return kept


def codes_of(operand: Any) -> list[int]:
    """The shapes that an operand of Tj or TJ writes, in their order: two bytes each."""
    parts = operand if isinstance(operand, list) else [operand]
    texts: list[bytes] = [
        each.original_bytes if isinstance(each, TextStringObject) else each
        for each in parts
        if isinstance(each, TextStringObject | bytes)
    ]
    return [int.from_bytes(text[place : place + 2], "big") for text in texts for place in range(0, len(text), 2)]


def _is_sign(said: str) -> bool:
    return bool(said) and all(unicodedata.category(letter) == "Mn" for letter in said)
