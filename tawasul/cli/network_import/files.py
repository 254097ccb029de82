"""Reading a CSV file or an Excel workbook into lines that know where they stand in it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tawasul.cli.network_import.columns import Table, table_headed, table_meant
from tawasul.cli.network_import.faults import Fault

# UTF-8 with or without a mark; what older Arabic spreadsheets save.
_ENCODINGS = ("utf-8-sig", "cp1256")
Row = tuple[int, list[str]]


class TornError(ValueError):
    """A quotation mark is not closed, or stands where none may, in what begins on this line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Line:
    """A line of a table: the file (and sheet) and number where it stands, and what it says by column, "" where nothing."""

    source: str
    number: int
    table: Table
    values: dict[str, str]
    lacking: frozenset[str] = frozenset()  # columns that the header lacks, which is said once and not in each line


def read(path: Path) -> tuple[list[Line], list[Fault]]:
    """All lines of a file, and what is wrong with the file itself: unreadable, without header, columns not known."""
    lines: list[Line] = []
    faults: list[Fault] = []
    is_workbook = path.suffix.lower() in {".xlsx", ".xlsm"}
    try:
        sheets = _workbook(path) if is_workbook else [(path.name, _csv(path))]
    except TornError as error:
        return [], [Fault(path.name, error.line, _("A quotation mark is not closed, or stands where none may."))]
    except (OSError, ValueError, KeyError, BadZipFile, InvalidFileException) as error:
        said = _("The file cannot be read: %(why)s") % {"why": _why(error, is_workbook=is_workbook)}
        return [], [Fault(path.name, 0, said)]
    for source, rows in sheets:
        found, wrong = _lines(source, rows)
        lines += found
        faults += wrong
    if not lines and not faults:
        faults.append(Fault(path.name, 0, _("The file holds no lines.")))
    return lines, faults


def _why(error: Exception, *, is_workbook: bool) -> str:
    """In words for whoever gave the file, in their language."""
    match error:
        case FileNotFoundError():
            return _("there is no such file.")
        case IsADirectoryError():
            return _("this is a folder.")
        case PermissionError():
            return _("this account may not open it.")
        case OSError():
            return _("the disk did not give it.")
    if is_workbook:
        return _("this is no Excel workbook, or it is damaged.")
    return _("this is no text in UTF-8 or in the Arabic of Windows.")


def _csv(path: Path) -> list[Row]:
    data = path.read_bytes()
    text = next((text for encoding in _ENCODINGS if (text := _decoded(data, encoding)) is not None), None)
    if text is None:
        raise ValueError(path.name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            rows.append((reader.line_num, [cell.strip() for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TornError(begins) from error
    return rows


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _workbook(path: Path) -> list[tuple[str, list[Row]]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return [
            (
                f"{path.name} [{sheet.title}]",
                [(number, [_cell(cell) for cell in row]) for number, row in enumerate(sheet.values, 1)],
            )
            for sheet in book.worksheets
        ]
    finally:
        book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _lines(source: str, rows: list[Row]) -> tuple[list[Line], list[Fault]]:
    lines: list[Line] = []
    faults: list[Fault] = []
    table: Table | None = None
    header: list[str | None] = []
    for number, cells in rows:
        if not any(cells):
            continue
        if headed := table_headed(cells):
            table = headed
            header = [column.key if (column := table.column(cell)) else None for cell in cells]
            faults += _header_faults(source, number, table, cells, header)
        elif table is None and (meant := table_meant(cells)):
            header = [column.key if (column := meant.column(cell)) else None for cell in cells]
            return lines, [*faults, *_header_faults(source, number, meant, cells, header)]
        elif table is None:
            said = _("This is not a header: no column is named “code” and “kind”, or “email” and “role”.")
            return lines, [*faults, Fault(source, number, said)]
        else:
            if any(cells[len(header) :]):
                faults.append(Fault(source, number, _("This line has more cells than the header has columns.")))
            lacking = frozenset(column.key for column in table.columns) - set(header)
            lines.append(Line(source, number, table, dict(_filled(table, header, cells)), lacking))
    return lines, faults


def _filled(table: Table, header: list[str | None], cells: list[str]) -> Iterator[tuple[str, str]]:
    said = {key: cell for key, cell in zip(header, cells, strict=False) if key}
    for column in table.columns:
        yield column.key, said.get(column.key, "")


def _header_faults(
    source: str, number: int, table: Table, cells: list[str], header: list[str | None]
) -> Iterator[Fault]:
    for cell, key in zip(cells, header, strict=True):
        if cell and key is None:
            yield Fault(source, number, _("No column is called “%(name)s”.") % {"name": cell})
        elif key and header.count(key) > 1:
            yield Fault(source, number, _("The column “%(name)s” is there more than once.") % {"name": cell})
    for column in table.columns:
        if column.required and column.key not in header:
            yield Fault(source, number, _("The column “%(name)s” is missing.") % {"name": column.key})
