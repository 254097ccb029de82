"""Schedules, instants and amounts at random, around the ends of months and years of both calendars."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from tawasul.calendars.holidays import ramadan
from tawasul.calendars.schedule import DayOff, ExtraDay, Hours, Schedule, Window, same_hours, week
from tawasul.calendars.working_time import RoundTheClock, WorkingDays
from tawasul.lib.hijri import RIYADH, gregorian
from tests.calendars.schedules import words

MINUTE = timedelta(minutes=1)
# A common year's end, a leap day, a Hijri year's end, and Ramadan with the Eid after it: one of them for each example.
TURNS = (date(2026, 12, 31), date(2028, 2, 29), gregorian(1449, 1, 1), ramadan(1448)[0], gregorian(1448, 10, 1))
origins = st.shared(st.sampled_from([turn - timedelta(days=12) for turn in TURNS]), key="origin")


def after_origin(number: st.SearchStrategy[int], unit: timedelta) -> st.SearchStrategy[datetime]:
    """So many units after the example's origin."""
    return st.builds(lambda origin, n: datetime.combine(origin, time.min, RIYADH) + n * unit, origins, number)


def drawn_days(first: int, last: int) -> st.SearchStrategy[date]:
    return after_origin(st.integers(first, last), timedelta(days=1)).map(datetime.date)


half_hours = st.integers(0, 47).map(lambda n: time(n // 2, n % 2 * 30))
windows = st.builds(Window, half_hours, half_hours)
weeks = st.dictionaries(st.integers(0, 6), st.lists(windows, min_size=1, max_size=3), min_size=1).map(week)
days = drawn_days(0, 60)
ranges = st.tuples(days, st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
offs = ranges.map(lambda pair: DayOff(*pair, words("off")))
extras = st.builds(lambda day, hours: ExtraDay(day, tuple(hours), words("extra")), days, st.lists(windows, max_size=2))
specials = st.builds(lambda hours, pair: Hours(hours, *pair, words("special")), weeks, ranges)
RAMADANS = tuple(Hours(same_hours("10:00-15:00"), *ramadan(year), words("Ramadan")) for year in range(1447, 1451))
schedules = st.builds(
    lambda common, special, ramadans, exceptions: Schedule((*special, *ramadans, Hours(common)), tuple(exceptions)),
    weeks,
    st.lists(specials, max_size=2),
    st.sampled_from([(), RAMADANS]),
    st.lists(st.one_of(offs, extras), max_size=3),
)
instants = after_origin(st.integers(0, 40 * 24 * 60), MINUTE)
lengths = st.integers(1, 60 * 60).map(lambda n: n * MINUTE)
counts = st.integers(1, 20).map(WorkingDays)
amounts = st.one_of(lengths, counts, lengths.map(RoundTheClock))
holds = st.lists(st.tuples(instants, instants).map(lambda pair: tuple(sorted(pair))), max_size=3)
