"""What kind of day a day is in a schedule: common, weekend, off, closure, special, extra."""

from datetime import date

from tawasul.calendars.holidays import Holiday
from tawasul.calendars.schedule import DayOff, ExtraDay, Schedule


def kind_of(schedule: Schedule, day: date) -> str:
    """`closure` where a place closes on its own, `off` on any other holiday; `special` in hours other than the week's."""
    rule = schedule.rule_of(day)
    if isinstance(rule, DayOff):
        return "closure" if rule.kind == Holiday.CLOSURE.value else "off"
    if isinstance(rule, ExtraDay):
        return "extra"
    if rule is None or not schedule.on(day).spans:
        return "weekend"
    return "common" if rule.last is None else "special"
