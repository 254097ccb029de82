"""A PDF of which readers take out what was written into it.

What reads a PDF from its shapes (browsers, most programs) knows each shape by its name (`shapes`). A letter with a vowel sign
on it is two shapes, of which the sign has no room of its own and would tear the word: the letter's shape is named by both, and
the sign is drawn (`signs`). In what runs from left to right readers do not turn single letters, and a name of several would be
the wrong way round: there the letter is named by itself. The tags, which screen readers read, say the whole text of each
paragraph and cell as it was written.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from tawasul.documents import words
from tawasul.documents.shapes import Shapes
from tawasul.documents.signs import WRITES, Signs, codes_of, drawn

Mark = tuple[int, int]  # a page, by its object's number, and the piece of it
Operation = tuple[Any, bytes]
SAID, _SAID = "/ActualText", b"/ActualText"


def legible(pdf: bytes, written: Mapping[str, Sequence[str]], direction: str) -> bytes:
    """The same PDF, in which each shape is read as the letters for which it stands, and the tags say the whole text.

    `written` is, by the name of a tag (`TD`, `P`), what stands in all of these, in their order; `direction` is the pages'.
    """
    writer = PdfWriter(clone_from=BytesIO(pdf))
    said = [pair for tag, texts in written.items() for pair in _tagged(writer, f"/{tag}", texts)]
    for element, text in said:
        element[NameObject(SAID)] = TextStringObject(text)
    from_left = {
        mark for element, text in said if words.direction(text, direction) == "ltr" for mark in _marks(element)
    }
    known: dict[int, Shapes] = {}
    pages = [_Page(page, writer, known) for page in writer.pages]
    for page in pages:
        page.name(from_left, signs=direction == "rtl")
    for shapes in known.values():
        shapes.keep(writer)
    signs = {id(shapes): Signs(shapes) for shapes in known.values()}
    for page in pages:
        page.draw(signs)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


class _Page:
    """What is written on a page, by the fonts of which Arabic is set."""

    def __init__(self, page: PageObject, writer: PdfWriter, known: dict[int, Shapes]) -> None:
        reference: Any = page.indirect_reference
        self._number: int = reference.idnum
        content: Any = page["/Contents"].get_object()
        self._content = content
        resources: Any = page["/Resources"]
        fonts = {name: kept.get_object() for name, kept in resources.get_object().get("/Font", {}).items()}
        for font in fonts.values():
            if id(font) not in known and "/DescendantFonts" in font and "/ToUnicode" in font:
                known[id(font)] = Shapes(font)
        self._fonts = {name: known[id(font)] for name, font in fonts.items() if id(font) in known}
        needed = _SAID in content.get_data() or any(shapes.has_signs for shapes in self._fonts.values())
        self._read: Any = ContentStream(self._content, writer) if needed else None

    def name(self, from_left: set[Mark], *, signs: bool) -> None:
        """Write each shape by the number whose name is what it stands for: with its vowel signs, if `signs` and its piece is
        none of those that run from the left."""
        if self._read is None:
            return
        font: Shapes | None = None
        inside: list[Any] = []
        made: list[Operation] = []
        for operands, operator in self._read.operations:
            if operator == b"Tf":
                font = self._fonts.get(operands[0])
            elif operator in (b"BMC", b"BDC"):
                given = operands[1] if operator == b"BDC" and isinstance(operands[1], dict) else {}
                inside.append(given)
                if SAID in given:  # what it is said to be is its name from now on
                    made.append(([NameObject("/Span")], b"BMC"))
                    continue
            elif operator == b"EMC":
                inside.pop()
            elif operator in WRITES and font is not None:
                piece = next((each["/MCID"] for each in reversed(inside) if "/MCID" in each), None)
                said = next((str(each[SAID]) for each in reversed(inside) if SAID in each), "")
                with_signs = signs and (self._number, piece) not in from_left
                made.append(([_by_name(operands[0], said, font, signs=with_signs)], b"TJ"))
                continue
            made.append((operands, operator))
        self._read.operations = made

    def draw(self, signs: Mapping[int, Signs]) -> None:
        """Draw the signs, and put what is written in place of what was."""
        if self._read is None:
            return
        fonts = {name: signs[id(shapes)] for name, shapes in self._fonts.items()}
        self._read.operations = drawn(self._read.operations, fonts)
        self._content.set_data(self._read.get_data())


def _by_name(operand: Any, said: str, font: Shapes, *, signs: bool) -> ArrayObject:
    parts: list[Any] = [
        codes_of(part) if isinstance(part, str | bytes) else part
        for part in (operand if isinstance(operand, list) else [operand])
    ]
    if said and sum(bool(font.width(code)) for part in parts if isinstance(part, list) for code in part) > 1:
        said = ""  # of several letters; each has its name
    return ArrayObject(
        ByteStringObject(b"".join(font.read_as(code, said, signs=signs).to_bytes(2, "big") for code in part))
        if isinstance(part, list)
        else part
        for part in parts
    )


def _tagged(writer: PdfWriter, tag: str, texts: Sequence[str]) -> list[tuple[DictionaryObject, str]]:
    root: Any = writer.root_object["/StructTreeRoot"]
    elements = [element for element in _elements(root["/K"]) if str(element["/S"]) == tag]
    return list(zip(elements, texts, strict=True))


def _elements(kept: Any) -> Iterator[DictionaryObject]:
    kept = kept.get_object()
    if isinstance(kept, ArrayObject):
        for each in kept:
            yield from _elements(each)
    elif isinstance(kept, DictionaryObject) and "/S" in kept:
        yield kept
        if "/K" in kept:
            yield from _elements(kept["/K"])


def _marks(part: Any, page: int = 0) -> Iterator[Mark]:
    """The pieces of pages of which an element is made."""
    kept: Any = part.get_object()
    if isinstance(kept, ArrayObject):
        for each in kept:
            yield from _marks(each, page)
    elif isinstance(kept, DictionaryObject):
        page = kept.raw_get("/Pg").idnum if "/Pg" in kept else page
        if "/MCID" in kept:
            piece: Any = kept["/MCID"]
            yield page, int(piece)
        elif "/K" in kept:
            yield from _marks(kept["/K"], page)
    else:
        yield page, int(kept)
