"""Working time laid out on a line, to be measured along: what `working_time.reckon` gives for time without pauses, for very
many starts. Instants and lengths are whole microseconds."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time

from tawasul.calendars.schedule import Schedule
from tawasul.calendars.working_time import NeverOpen, spans_from
from tawasul.lib.hijri import RIYADH
from tawasul.lib.microseconds import microseconds


class Ruler:
    """The working time of a schedule from a day on, laid out as far as it is asked for."""

    def __init__(self, schedule: Schedule, first: date) -> None:
        self._coming = spans_from(schedule, datetime.combine(first, time.min, RIYADH))
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []  # how much working time lies before each span
        self._through: list[int] = []  # and how much to its end

    def after(self, start: int, length: int) -> int:
        """When so much working time has passed since `start`, which is not before the ruler's first day. Raises NeverOpen."""
        if not length:
            return start
        while not self._ends or self._ends[-1] <= start:
            self._lay_out()
        here = bisect_right(self._ends, start)
        wanted = self._before[here] + max(0, start - self._begins[here]) + length
        while self._through[-1] < wanted:
            self._lay_out()
        there = bisect_left(self._through, wanted)
        return self._begins[there] + wanted - self._before[there]

    def _lay_out(self) -> None:
        span = next(self._coming, None)
        if span is None:  # it has said so before
            raise NeverOpen("no working time after the last that was laid out")
        begins, ends = microseconds(span.begins), microseconds(span.ends)
        before = self._through[-1] if self._through else 0
        self._begins.append(begins)
        self._ends.append(ends)
        self._before.append(before)
        self._through.append(before + ends - begins)
