"""The names that a PDF gives to its Arabic shapes, so that what is copied or searched for is what was written.

What reads a PDF from its shapes (browsers, most programs) has two troubles with Arabic as it is set.

A ligature such as that of lam and alef is one shape for two letters. A reader turns each word round to have its letters in
order; of a ligature named by two letters it turns these too, and finds them the wrong way round. Unicode has a sign of its own
for most of these shapes: named by that, nothing is turned, and every reader knows which two letters it stands for. The few that
have none are named from their end, so that turned they are right.

A letter with a vowel sign above it is two shapes, each of which is named by both: read, the letter stands there twice. Here the
letter's shape, which has no name at all where it never stands without a sign, is named by the letter alone, and the sign is
drawn (`signs`). The tags, which screen readers read, say the whole text of each paragraph and cell as it was written; what is
copied from the shapes or searched for in them has no vowel signs.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject, TextStringObject

from tawasul.documents.signs import Signs, codes_of, draw

_NAMED = re.compile(r"^<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>$", re.MULTILINE)
# What a shape is said to be in place of its name, where it has several: not needed once each has its own.
_SAID = re.compile(rb"/Span<</ActualText<FEFF((?:06[0-9A-F]{2})+)>>>BDC")
_FORMS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))  # the two blocks of Arabic presentation forms


MOST_NAMED = 100  # in one block: PDF 32000, 9.10.3


def _blocks(rows: list[str], size: int) -> list[list[str]]:
    """The rows in blocks."""
    return [rows[first : first + size] for first in range(0, len(rows), size)]


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
    nameless = _nameless(writer)
    for kept in writer._objects:
        if isinstance(kept, DictionaryObject) and "/ToUnicode" in kept:
            _name(kept, nameless.get(id(kept), {}))
    fonts: dict[int, Signs] = {}
    for page in writer.pages:
        content = page["/Contents"].get_object()
        if isinstance(content, StreamObject):
            content.set_data(_SAID.sub(rb"/Span BMC", content.get_data()))
        draw(page, writer, _fonts_of(page, fonts))
    for tag, texts in written.items():
        _say(writer, f"/{tag}", texts)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _say(writer: PdfWriter, tag: str, texts: Sequence[str]) -> None:
    root: Any = writer.root_object["/StructTreeRoot"]
    elements = [element for element in _elements(root["/K"]) if str(element["/S"]) == tag]
    for element, text in zip(elements, texts, strict=True):
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


def _nameless(writer: PdfWriter) -> dict[int, dict[int, str]]:
    """By font, what the shapes are that stand in pieces which are said to be something: letters with their signs."""
    found: dict[int, dict[int, str]] = {}
    for page in writer.pages:
        content = page["/Contents"].get_object()
        if not isinstance(content, StreamObject) or not _SAID.search(content.get_data()):
            continue
        resources: Any = page["/Resources"]
        fonts = resources.get_object()["/Font"]
        font, said = 0, ""
        for operands, operator in ContentStream(content, writer).operations:
            if operator == b"Tf":
                font = id(fonts[operands[0]].get_object())
            elif operator == b"BDC" and isinstance(operands[1], DictionaryObject) and "/ActualText" in operands[1]:
                said = str(operands[1]["/ActualText"])
            elif operator == b"EMC":
                said = ""
            elif said and operator in (b"Tj", b"TJ"):
                for code in codes_of(operands[0]):
                    found.setdefault(font, {})[code] = said
    return found


def _name(font: DictionaryObject, nameless: Mapping[int, str]) -> None:
    names = font["/ToUnicode"].get_object()
    if not isinstance(names, StreamObject):
        return
    shapes: Any = font["/DescendantFonts"]
    widths, otherwise = _widths(shapes[0].get_object()), float(shapes[0].get_object().get("/DW", 1000))

    def named(name: re.Match[str]) -> str:
        letters = bytes.fromhex(name[2]).decode("utf-16-be")
        bare = _own(letters, alone=widths.get(int(name[1], 16), otherwise) > 0)
        own = SIGNS.get(bare) or (bare[::-1] if _is_shape_of_several(bare) else bare)
        return f"<{name[1]}> <{own.encode('utf-16-be').hex().upper()}>"

    written = names.get_data().decode("ascii")
    known = {int(code, 16) for code, _letters in _NAMED.findall(written)}
    more = [
        f"<{code:04X}> <{said.encode('utf-16-be').hex().upper()}>"
        for code, said in nameless.items()
        if code not in known
    ]
    for some in _blocks(more, MOST_NAMED):
        block = "\n".join([f"{len(some)} beginbfchar", *some, "endbfchar", "endcmap"])
        written = written.replace("endcmap", block, 1)
    names.set_data(_NAMED.sub(named, written).encode("ascii"))


def _is_shape_of_several(letters: str) -> bool:
    return len(letters) > 1 and all(unicodedata.bidirectional(letter) == "AL" for letter in letters)


def _own(letters: str, *, alone: bool) -> str:
    """Of letters and signs that stand on each other, those that are this shape's: `alone` has room of its own."""
    marks = [unicodedata.category(letter) == "Mn" for letter in letters]
    if not any(marks) or all(marks):
        return letters
    return "".join(letter for letter, mark in zip(letters, marks, strict=True) if mark is not alone)


def _fonts_of(page: PageObject, known: dict[int, Signs]) -> dict[str, Signs]:
    """The fonts of a page by the name that they have there; each is read once."""
    found = {}
    resources: Any = page["/Resources"]
    for name, kept in resources.get_object().get("/Font", {}).items():
        font = kept.get_object()
        if "/DescendantFonts" not in font or "/ToUnicode" not in font:
            continue
        if id(font) not in known:
            shapes = font["/DescendantFonts"][0].get_object()
            said = font["/ToUnicode"].get_object().get_data().decode("ascii")
            names = {int(code, 16): bytes.fromhex(each).decode("utf-16-be") for code, each in _NAMED.findall(said)}
            known[id(font)] = Signs(shapes, names, _widths(shapes), float(shapes.get("/DW", 1000)))
        found[name] = known[id(font)]
    return found


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
