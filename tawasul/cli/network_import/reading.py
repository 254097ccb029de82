"""Reading one line's cells and gathering everything that is wrong with them, so that it is mended in one go."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from tawasul.cli.network_import.faults import Fault
from tawasul.cli.network_import.files import Line
from tawasul.lib.errors import Invalid

T = TypeVar("T")


class Reading:
    """The reading of one line; `faults` is what was found."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.faults: list[Fault] = []
        self._required = {column.key for column in line.table.columns if column.required} - line.lacking

    def text(self, column: str, longest: int) -> str:
        """The cell as it is written, not too long, filled where it must be."""
        text = " ".join(self.line.values[column].split())
        if not text and column in self._required:
            self.wrong(_("“%(column)s” is empty.") % {"column": column})
        if len(text) > longest:
            self.wrong(_("“%(column)s” is longer than %(longest)d letters.") % {"column": column, "longest": longest})
        return text

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """What `reader` makes of the cell; None where it is empty or wrong."""
        text = self.text(column, 500)
        if not text:
            return None
        try:
            return reader(text)
        except Invalid as error:
            self.wrong(str(error.message))
            return None

    def wrong(self, message: str) -> None:
        """Write down a fault of this line."""
        self.faults.append(Fault(self.line.source, self.line.number, message))
