"""Takes text back out of a PDF: as a screen reader has it from the tags, and as a browser has it from the shapes."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

_NAMES = re.compile(r"^<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>$", re.MULTILINE)
BLOCKS = {"/TD", "/TH", "/H1", "/P", "/Span"}


def plain(text: str) -> str:
    """Text as it is compared: one space between words, no sign that is not seen, each ligature as its letters."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).split())


def told(pdf: bytes) -> list[tuple[str, str]]:
    """What the tags tell, in their order: what each is (`TD`, `H1`, …) and its text as it was written."""
    reader = PdfReader(BytesIO(pdf))
    marked = {}
    for page in reader.pages:
        for place, text in _marked(page, reader).items():
            marked[page.indirect_reference.idnum, place] = text
    return list(_walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], None, marked))


def cells(pdf: bytes) -> list[list[str]]:
    """The rows of a table's body."""
    reader = PdfReader(BytesIO(pdf))
    width = len([1 for name, _text in told(pdf) if name == "TH"])
    texts = [text for name, text in told(pdf) if name == "TD"]
    assert reader.pages
    return [texts[first : first + width] for first in range(0, len(texts), width)]


def seen_in_browser(pdf: bytes) -> list[str]:
    """Each page's text as Chromium's own reader of PDF has it."""
    return [plain(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


def _walk(node: Any, page: int | None, marked: dict[tuple[int, int], str]) -> Iterator[tuple[str, str]]:
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from _walk(each, page, marked)
        return
    if "/S" in node and node["/S"] in BLOCKS:
        said = node["/ActualText"] if "/ActualText" in node else "".join(_texts(node, page, marked))
        yield node["/S"][1:], plain(said)
    elif "/K" in node:
        yield from _walk(node["/K"], _page(node, page), marked)


def _texts(node: Any, page: int | None, marked: dict[tuple[int, int], str]) -> Iterator[str]:
    node = node.get_object()
    if isinstance(node, int):
        yield marked.get((page, node), "")
    elif isinstance(node, list):
        for each in node:
            yield from _texts(each, page, marked)
    elif "/MCID" in node:
        yield marked.get((_page(node, page), node["/MCID"]), "")
    elif "/K" in node:
        yield from _texts(node["/K"], _page(node, page), marked)


def _page(node: Any, page: int | None) -> int | None:
    return node.raw_get("/Pg").idnum if "/Pg" in node else page


def _marked(page: PageObject, reader: PdfReader) -> dict[int, str]:
    """The text of each marked piece of a page.

    Pieces of Arabic have their words from left to right, each reversed (PDF 32000, 14.8.2.3.3).
    """
    names = {key: _names(font.get_object()) for key, font in page["/Resources"].get("/Font", {}).items()}
    pieces: dict[int, list[tuple[bool, str]]] = defaultdict(list)
    inside: list[tuple[str, Any]] = []
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            font = names[operands[0]]
        elif operator == b"BMC":
            inside.append((operands[0], None))
        elif operator == b"BDC":
            inside.append((operands[0], operands[1]))
        elif operator == b"EMC":
            inside.pop()
        elif operator in (b"Tj", b"TJ"):
            place = next((given["/MCID"] for _tag, given in reversed(inside) if given and "/MCID" in given), None)
            if place is None:
                continue
            said = next((given["/ActualText"] for _tag, given in inside if given and "/ActualText" in given), None)
            signs = [font.get(code, "") for text in _strings(operands[0]) for code in _codes(text)]
            turned = any(tag == "/ReversedChars" for tag, _given in inside)
            if said is not None:
                pieces[place].append((turned, str(said)))
            else:
                pieces[place].append((turned, "".join(signs)[::-1] if turned else "".join(signs)))
    return {
        place: "".join(text for _turned, text in (reversed(words) if any(turned for turned, _text in words) else words))
        for place, words in pieces.items()
    }


def _names(font: Any) -> dict[int, str]:
    cmap = font["/ToUnicode"].get_object().get_data().decode("ascii")
    return {int(code, 16): bytes.fromhex(letters).decode("utf-16-be") for code, letters in _NAMES.findall(cmap)}


def _strings(operand: Any) -> list[bytes]:
    whole = operand if isinstance(operand, list) else [operand]
    return [
        each.original_bytes if isinstance(each, str) else bytes(each) for each in whole if isinstance(each, str | bytes)
    ]


def _codes(text: bytes) -> list[int]:
    return [int.from_bytes(text[place : place + 2], "big") for place in range(0, len(text), 2)]
