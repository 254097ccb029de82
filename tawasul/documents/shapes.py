"""The shapes of one font of a PDF, and the names by which readers know them.

A reader turns each Arabic word round, letter by letter, to have them in order: a shape of several letters (لا, or a letter with
its vowel signs) is therefore named from its end. Where one shape stands for different letters (with a sign here, without one
there), each of these gets a number of its own, which draws the same.
"""

import re
import unicodedata
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject

MOST_NAMED = 100  # in one block: PDF 32000, 9.10.3
FIRST_OWN = 0x4000  # numbers above those of any font here
_NAMED = re.compile(r"^<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>$", re.MULTILINE)
_BLOCK = re.compile(r"^\d+ beginbfchar$.*?^endbfchar$\n", re.MULTILINE | re.DOTALL)


class Shapes:
    """What each shape of a font is named by, and how wide it is in thousandths of the size."""

    def __init__(self, font: DictionaryObject) -> None:
        self._names: Any = font["/ToUnicode"].get_object()
        inner: Any = font["/DescendantFonts"]
        self.font: Any = inner[0].get_object()
        self._widths, self._otherwise = _widths(self.font), float(self.font.get("/DW", 1000))
        self._set = {
            int(code, 16): bytes.fromhex(letters).decode("utf-16-be")
            for code, letters in _NAMED.findall(self._written())
        }
        self.named = {code: self._part(code, letters) for code, letters in self._set.items()}
        self._own: dict[tuple[int, str], int] = {}

    @property
    def has_signs(self) -> bool:
        """Whether one of them is a vowel sign, or a letter with one."""
        return any(unicodedata.category(letter) == "Mn" for letters in self._set.values() for letter in letters)

    def width(self, code: int) -> float:
        """0 for what stands above or below another."""
        return self._widths.get(code, self._otherwise)

    def read_as(self, code: int, said: str, *, signs: bool) -> int:
        """The number by which to write a shape, so that it is read as `said` ("": as it was named), with the vowel signs of
        its letter or without."""
        whole = said or self._set.get(code, "")
        part = self._part(code, whole)
        named = self.named.setdefault(code, part)
        wanted = whole if signs else part
        if not wanted or wanted == named or not self.width(code):
            return code
        number = self._own.setdefault((code, wanted), FIRST_OWN + len(self._own))
        self._widths[number] = self.width(code)
        return number

    def keep(self, writer: PdfWriter) -> None:
        """Write the names, and the numbers of their own."""
        names = self.named | {number: letters for (_code, letters), number in self._own.items()}
        rows = [
            f"<{code:04X}> <{_turned(name).encode('utf-16-be').hex().upper()}>" for code, name in names.items() if name
        ]
        blocks = [rows[first : first + MOST_NAMED] for first in range(0, len(rows), MOST_NAMED)]
        said = "".join("\n".join([f"{len(some)} beginbfchar", *some, "endbfchar", ""]) for some in blocks)
        bare = _BLOCK.sub("", self._written())
        self._names.set_data(bare.replace("endcmap", f"{said}endcmap", 1).encode("ascii"))
        if self._own:
            self._draw_own(writer)

    def _draw_own(self, writer: PdfWriter) -> None:
        drawn = {number: code for (code, _letters), number in self._own.items()}
        drawn |= {code: code for code in self._widths | self._set if code < FIRST_OWN}
        shapes = StreamObject()
        shapes.set_data(b"".join(drawn.get(code, 0).to_bytes(2, "big") for code in range(max(drawn) + 1)))
        self.font[NameObject("/CIDToGIDMap")] = writer._add_object(shapes.flate_encode())
        widths = ArrayObject(FloatObject(self.width(number)) for number in self._own.values())
        self.font["/W"].get_object().extend([NumberObject(FIRST_OWN), widths])

    def _written(self) -> str:
        return str(self._names.get_data().decode("ascii"))

    def _part(self, code: int, letters: str) -> str:
        """Of a letter and the signs that stand on it, what the shape itself is: the letter where it has room of its own."""
        marks = [unicodedata.category(letter) == "Mn" for letter in letters]
        if not any(marks) or all(marks):
            return letters
        alone = self.width(code) > 0
        return "".join(letter for letter, mark in zip(letters, marks, strict=True) if mark is not alone)


def _turned(name: str) -> str:
    """Arabic from its end."""
    kinds = {unicodedata.bidirectional(letter) for letter in name}
    return name[::-1] if "AL" in kinds and kinds <= {"AL", "NSM"} else name


def _widths(font: Any) -> dict[int, float]:
    """The width of each shape, as PDF lists them: `first [w w w]` or `first last w`."""
    found: dict[int, float] = {}
    listed = [each.get_object() for each in font.get("/W", [])]
    while listed:
        first, second = listed[0], listed[1]
        if isinstance(second, list):
            found |= {int(first) + place: float(width.get_object()) for place, width in enumerate(second)}
            listed = listed[2:]
        else:
            found |= {code: float(listed[2]) for code in range(int(first), int(second) + 1)}
            listed = listed[3:]
    return found
