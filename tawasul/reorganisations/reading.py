"""A plan as a file: a line for each place, with its successor. CSV or Excel, with a header in Arabic or in English."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tawasul.centres.labels import PLACE_KIND_LABELS
from tawasul.reorganisations.tree import Line, StepKind

LARGEST = 1_000_000  # bytes
LARGEST_UNPACKED = 20_000_000  # bytes of all that a workbook holds
MOST_ROWS, MOST_CELLS = 2_000, 40  # of a sheet that are looked at
_WORKBOOK = b"PK\x03\x04"
# UTF-8 with or without a mark; what older Arabic spreadsheets save.
_ENCODINGS = ("utf-8-sig", "cp1256")
# Each column's names, the first that of the file that we give.
COLUMNS: dict[str, tuple[str, ...]] = {
    "step": ("step", "الإجراء"),
    "code": ("code", "الرمز"),
    "successor": ("successor", "الجهة البديلة"),
    "parent": ("parent", "الجهة الأعلى"),
    "kind": ("kind", "النوع"),
    "name_ar": ("name_ar", "الاسم"),
    "name_en": ("name_en", "الاسم بالإنجليزية"),
    "function": ("function", "المهمة"),
}
_STEPS: dict[str, StepKind] = {
    "": StepKind.MERGE,
    **{kind.value: kind for kind in StepKind},
    "دمج": StepKind.MERGE,
    "فتح": StepKind.OPEN,
    "نقل": StepKind.MOVE,
    "تسمية": StepKind.RENAME,
}
_KINDS = {
    "جامعة": "university", "إدارة تعليم": "education_department", "مركز": "centre", "وحدة": "unit", "إدارة": "department",
}  # fmt: skip


Row = tuple[int, list[str]]


class Unreadable(Exception):
    """The file cannot be read: why, in the active language."""


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What is wrong with a line of the file (0: with the file), and the code that it names, where it does."""

    line: int
    why: str
    code: str = ""


def read(data: bytes) -> tuple[list[Line], list[Wrong]]:
    """All lines of a file, or what is wrong with them. `Line.number` is where each stands in the file."""
    if len(data) > LARGEST:
        return [], [Wrong(line=0, why=_("The file is too large for a plan."))]
    try:
        rows = _of_workbook(data) if data.startswith(_WORKBOOK) else _of_text(data)
    except Unreadable as error:
        return [], [Wrong(line=0, why=str(error))]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if len(rows) < 2:
        return [], [Wrong(line=0, why=_("The file holds no lines."))]
    header, wrong = _header(rows[0][1])
    if wrong:
        return [], wrong
    read_lines = [_line(number, dict(zip(header, cells, strict=False))) for number, cells in rows[1:]]
    lines = [each for each in read_lines if isinstance(each, Line)]
    return lines, [each for each in read_lines if isinstance(each, Wrong)]


def _of_text(data: bytes) -> list[Row]:
    text = next((text for encoding in _ENCODINGS if (text := _decoded(data, encoding)) is not None), None)
    if text is None or "\x00" in text:
        raise Unreadable(_("this is no text in UTF-8 or in the Arabic of Windows."))
    first = next((line for line in text.splitlines() if line.strip()), "")
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count), strict=True)
        return [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error:
        raise Unreadable(_("A quotation mark is not closed, or stands where none may.")) from None


def _of_workbook(data: bytes) -> list[Row]:
    """The one sheet that holds lines. What would grow beyond all measure when it is unpacked is not unpacked."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
                raise Unreadable(_("The file is too large for a plan."))
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheets = [rows for sheet in book.worksheets if (rows := _of_sheet(sheet.values))]
        book.close()
    except (OSError, ValueError, KeyError, TypeError, EOFError, SyntaxError, BadZipFile, InvalidFileException):
        raise Unreadable(_("this is no Excel workbook, or it is damaged.")) from None
    if len(sheets) > 1:
        raise Unreadable(_("More than one sheet holds lines: leave one."))
    return sheets[0] if sheets else []


def _of_sheet(values: Iterable[Iterable[object]]) -> list[Row]:
    rows = [
        (number, [_cell(value) for value in islice(row, MOST_CELLS)])
        for number, row in enumerate(islice(values, MOST_ROWS + 1), 1)
    ]
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("The file is too large for a plan."))
    return rows if any(any(cells) for _number, cells in rows) else []


def _cell(value: object) -> str:
    """As it is read in the sheet; a code that is a number has no fraction."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _header(cells: list[str]) -> tuple[list[str], list[Wrong]]:
    known = {name.casefold(): key for key, names in COLUMNS.items() for name in names}
    header = [known.get(cell.casefold(), "") for cell in cells]
    wrong = [
        Wrong(line=1, why=_("No column is called “%(name)s”.") % {"name": cell})
        for cell, key in zip(cells, header, strict=True)
        if cell and not key
    ]
    if "code" not in header:
        wrong.append(Wrong(line=1, why=_("The column “%(name)s” is missing.") % {"name": "code"}))
    return header, wrong


def _line(number: int, said: dict[str, str]) -> Line | Wrong:
    code = said.get("code", "")[:40]
    step = _STEPS.get(said.get("step", "").casefold())
    if step is None:
        return Wrong(
            line=number, why=_("“%(step)s” is none of: open, merge, move, rename.") % {"step": said["step"]}, code=code
        )
    if not code:
        return Wrong(line=number, why=_("The code is missing."))
    other = said.get("successor" if step is StepKind.MERGE else "parent", "")
    if not other and step is not StepKind.RENAME:
        why = _("It is not said which place takes over, or under which it is to stand.")
        return Wrong(line=number, why=why, code=code)
    kind = said.get("kind", "")
    return Line(
        number=number,
        step=step,
        code=code,
        other=other[:40],
        kind=_KINDS.get(kind, kind if kind in PLACE_KIND_LABELS else ""),
        name_ar=said.get("name_ar", "")[:200],
        name_en=said.get("name_en", "")[:200],
        function=said.get("function", "")[:40],
    )
