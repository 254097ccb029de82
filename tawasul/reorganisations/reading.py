"""A plan as a file: a line for each place, with its successor. CSV with a header, in Arabic or in English."""

import csv
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tawasul.centres.labels import PLACE_KIND_LABELS
from tawasul.reorganisations.tree import Line, StepKind

LARGEST = 1_000_000  # bytes
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


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What is wrong with a line of the file (0: with the file)."""

    line: int
    why: str


def read(data: bytes) -> tuple[list[Line], list[Wrong]]:
    """All lines of a file, or what is wrong with them. `Line.number` is where each stands in the file."""
    if len(data) > LARGEST:
        return [], [Wrong(line=0, why=_("The file is too large for a plan."))]
    text = next((text for encoding in _ENCODINGS if (text := _decoded(data, encoding)) is not None), None)
    if text is None or "\x00" in text:
        return [], [Wrong(line=0, why=_("this is no text in UTF-8 or in the Arabic of Windows."))]
    first = next((line for line in text.splitlines() if line.strip()), "")
    try:
        reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count), strict=True)
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error:
        return [], [Wrong(line=0, why=_("A quotation mark is not closed, or stands where none may."))]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if len(rows) < 2:
        return [], [Wrong(line=0, why=_("The file holds no lines."))]
    header, wrong = _header(rows[0][1])
    if wrong:
        return [], wrong
    read_lines = [_line(number, dict(zip(header, cells, strict=False))) for number, cells in rows[1:]]
    lines = [each for each in read_lines if isinstance(each, Line)]
    return lines, [each for each in read_lines if isinstance(each, Wrong)]


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
    step = _STEPS.get(said.get("step", "").casefold())
    if step is None:
        return Wrong(line=number, why=_("“%(step)s” is none of: open, merge, move, rename.") % {"step": said["step"]})
    if not said.get("code"):
        return Wrong(line=number, why=_("The code is missing."))
    other = said.get("successor" if step is StepKind.MERGE else "parent", "")
    if not other and step is not StepKind.RENAME:
        return Wrong(line=number, why=_("It is not said which place takes over, or under which it is to stand."))
    kind = said.get("kind", "")
    return Line(
        number=number,
        step=step,
        code=said["code"][:40],
        other=other[:40],
        kind=_KINDS.get(kind, kind if kind in PLACE_KIND_LABELS else ""),
        name_ar=said.get("name_ar", "")[:200],
        name_en=said.get("name_en", "")[:200],
        function=said.get("function", "")[:40],
    )
