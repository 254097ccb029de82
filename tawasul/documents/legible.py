"""The names that a PDF gives to its Arabic shapes, so that what is copied or searched for is what was written.

What reads a PDF from its shapes (browsers, most programs) has two troubles with Arabic as it is set.

A ligature such as that of lam and alef is one shape for two letters. A reader turns each word round to have its letters in
order; of a ligature named by two letters it turns these too, and finds them the wrong way round. Unicode has a sign of its own
for each of these shapes: named by that, nothing is turned, and every reader knows which two letters it stands for.

A letter with a vowel sign above it is two shapes, each of which is named by both: read, the letter stands there twice. Here the
letter's shape is named by the letter, and that of the sign, which takes no room of its own, by the sign. The tags, which screen
readers read, say the whole text of such a paragraph or cell as it was written.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

_NAMED = re.compile(r"^<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>$", re.MULTILINE)
# What a shape is said to be in place of its name, where it has several: not needed once each has its own.
_SAID = re.compile(rb"/Span<</ActualText<FEFF((?:06[0-9A-F]{2})+)>>>BDC")
_FORMS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))  # the two blocks of Arabic presentation forms


def _signs() -> dict[str, str]:
    found: dict[str, str] = {}
    for block in _FORMS:
        for code in block:
            letters = unicodedata.normalize("NFKC", chr(code))
            if len(letters) in (2, 3) and all(unicodedata.category(letter) == "Lo" for letter in letters):
                found.setdefault(letters, chr(code))
    return found


SIGNS = _signs()


def legible(pdf: bytes, written: Mapping[str, Sequence[str]]) -> bytes:
    """The same PDF, in which each Arabic shape is named by its own sign, and the tags say what has vowel signs.

    `written` is, by the name of a tag (`TD`, `P`), what stands in all of these, in their order.
    """
    writer = PdfWriter(clone_from=BytesIO(pdf))
    for kept in writer._objects:
        if isinstance(kept, DictionaryObject) and "/ToUnicode" in kept:
            _name(kept)
    for page in writer.pages:
        content = page["/Contents"].get_object()
        if isinstance(content, StreamObject):
            content.set_data(_SAID.sub(rb"/Span BMC", content.get_data()))
    for tag, texts in written.items():
        if any(map(_has_signs, texts)):
            _say(writer, f"/{tag}", texts)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _has_signs(text: str) -> bool:
    return any(unicodedata.category(letter) == "Mn" for letter in text)


def _say(writer: PdfWriter, tag: str, texts: Sequence[str]) -> None:
    root: Any = writer.root_object["/StructTreeRoot"]
    elements = [element for element in _elements(root["/K"]) if str(element["/S"]) == tag]
    for element, text in zip(elements, texts, strict=True):
        if _has_signs(text):
            element[NameObject("/ActualText")] = TextStringObject(text)


def _elements(kept: Any) -> Iterator[DictionaryObject]:
    kept = kept.get_object()
    if isinstance(kept, ArrayObject):
        for each in kept:
            yield from _elements(each)
    elif isinstance(kept, DictionaryObject) and "/S" in kept:
        yield kept
        if "/K" in kept:
            yield from _elements(kept["/K"])


def _name(font: DictionaryObject) -> None:
    names = font["/ToUnicode"].get_object()
    if not isinstance(names, StreamObject):
        return
    shapes: Any = font["/DescendantFonts"]
    widths, otherwise = _widths(shapes[0].get_object()), float(shapes[0].get_object().get("/DW", 1000))

    def named(name: re.Match[str]) -> str:
        letters = bytes.fromhex(name[2]).decode("utf-16-be")
        own = SIGNS.get(bare := _own(letters, alone=widths.get(int(name[1], 16), otherwise) > 0), bare)
        return f"<{name[1]}> <{own.encode('utf-16-be').hex().upper()}>"

    names.set_data(_NAMED.sub(named, names.get_data().decode("ascii")).encode("ascii"))


def _own(letters: str, *, alone: bool) -> str:
    """Of letters and signs that stand on each other, those that are this shape's: `alone` has room of its own."""
    marks = [unicodedata.category(letter) == "Mn" for letter in letters]
    if not any(marks) or all(marks):
        return letters
    return "".join(letter for letter, mark in zip(letters, marks, strict=True) if mark is not alone)


def _widths(font: Any) -> dict[int, float]:
    """The width of each shape of a font, as PDF lists them: `first [w w w]` or `first last w`."""
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
