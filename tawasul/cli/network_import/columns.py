"""The two tables that a file may hold, and by what headers their columns are known, in Arabic or English."""

from collections.abc import Sequence
from dataclasses import dataclass

from tawasul.lib.arabic import fold


@dataclass(frozen=True)
class Column:
    """A column: its key, the headers it may bear besides, and whether each line must fill it."""

    key: str
    headers: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True)
class Table:
    """A kind of table. It is known by its two `marks`, which no other table has together."""

    key: str
    marks: frozenset[str]
    columns: tuple[Column, ...]

    def column(self, header: str) -> Column | None:
        """The column that a header names, in whatever spelling."""
        wanted = fold(header.replace("_", " "))
        return next((column for column in self.columns if wanted in _spellings(column)), None)


def _spellings(column: Column) -> set[str]:
    return {fold(text.replace("_", " ")) for text in (column.key, *column.headers)}


PLACES = Table(
    "places",
    frozenset({"code", "kind"}),
    (
        Column("code", ("الرمز", "رمز الجهة")),
        Column("parent", ("الجهة الأعلى", "رمز الجهة الأعلى", "parent code"), required=False),
        Column("kind", ("النوع", "نوع الجهة")),
        Column("name_ar", ("الاسم بالعربية", "الاسم", "arabic name")),
        Column("name_en", ("الاسم بالإنجليزية", "english name")),
        Column("function", ("الوظيفة", "وظيفة الوحدة"), required=False),
        Column("opened_on", ("تاريخ الافتتاح", "opened"), required=False),
    ),
)
STAFF = Table(
    "staff",
    frozenset({"email", "role"}),
    (
        Column("email", ("البريد الإلكتروني", "البريد", "e-mail")),
        Column("user_number", ("رقم المستخدم", "الرقم الوظيفي", "number")),
        Column("name_ar", ("الاسم بالعربية", "الاسم", "arabic name")),
        Column("name_en", ("الاسم بالإنجليزية", "english name")),
        Column("mobile", ("الجوال", "رقم الجوال"), required=False),
        Column("role", ("الدور", "الصفة")),
        Column("place", ("الجهة", "رمز الجهة", "place code")),
        Column("begins_on", ("من تاريخ", "from"), required=False),
        Column("ends_on", ("إلى تاريخ", "until"), required=False),
    ),
)
TABLES = (PLACES, STAFF)


def table_meant(cells: Sequence[str]) -> Table | None:
    """The table whose header row these cells seem to be, though a mark of it is missing: most of them name its columns."""
    found = [(sum(table.column(cell) is not None for cell in cells if cell), table) for table in TABLES]
    named, table = max(found, key=lambda pair: pair[0])
    return table if named * 2 > sum(map(bool, cells)) else None


def table_headed(cells: Sequence[str]) -> Table | None:
    """The table of which these cells are the header row, if they are one."""
    for table in TABLES:
        named = {column.key for cell in cells if cell and (column := table.column(cell))}
        if table.marks <= named:
            return table
    return None
