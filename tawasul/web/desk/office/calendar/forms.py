"""The forms in which a change of a calendar is written. Days are typed in either calendar; hours as "07:30-14:30"."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tawasul.calendars.labels import HOLIDAY_LABELS, WEEKDAY_LABELS
from tawasul.calendars.sayings import WEEK
from tawasul.calendars.schedule import Window
from tawasul.clocks.calendar_changes import EARLIEST, LATEST, OWN_KINDS
from tawasul.lib.digits import western
from tawasul.web.day_field import DayField

_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*(?:[-–—]|to|إلى)\s*(\d{1,2}):(\d{2})")
_BETWEEN = re.compile(r"[\s,،;؛·]*")
_HOURS = _("As 07:30-14:30; a second window after a comma. Past midnight as 21:00-02:00.")


class WindowsField(forms.CharField):
    """Working hours of a day: none, one window or several."""

    def __init__(self, **said: Any) -> None:
        widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "placeholder": "07:30-14:30"})
        super().__init__(max_length=120, widget=widget, **said)

    def clean(self, value: Any) -> list[Window]:
        """The windows as they are written. Raises ValidationError."""
        text = western(str(super().clean(value))).strip()
        windows, at = [], 0
        while at < len(text):
            found = _SPAN.match(text, at)
            if found is None:
                raise ValidationError(_("Write the hours as 07:30-14:30."))
            opens_hour, opens, closes_hour, closes = (int(part) for part in found.groups())
            windows.append(Window(_time(opens_hour, opens), _time(closes_hour, closes)))
            between = _BETWEEN.match(text, found.end())
            at = between.end() if between else found.end()
        return windows


def _time(hour: int, minute: int) -> time:
    try:
        return time(0 if (hour, minute) == (24, 0) else hour, minute)
    except ValueError as error:
        raise ValidationError(_("There is no such time of day.")) from error


class CalendarForm(forms.Form):
    """A change of one calendar, the nation's or another's."""

    def __init__(self, *args: Any, is_nation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_nation = is_nation


class Reasoned(CalendarForm):
    """Why, in both languages: it is said on every ticket whose date moves."""

    reason_ar = forms.CharField(
        label=_("Reason in Arabic"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "rtl"})
    )
    reason_en = forms.CharField(
        label=_("Reason in English"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Beneficiaries read the reason where their date moves."),
    )


class Range(CalendarForm):
    """From one day to another."""

    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Empty: one day."))

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first; left out, it is the same."""
        given = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if first and not last and "last_day" not in self.errors:
            given["last_day"] = first
        elif first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        return given


class DaysOff(Reasoned, Range):
    """A holiday or a closure."""

    kind = forms.ChoiceField(label=_("Kind of days off"))
    assumed = forms.BooleanField(
        label=_("Assumed: it was not announced yet"),
        required=False,
        help_text=_("It closes all the same, and is marked until the announced days are entered."),
    )
    field_order = ("kind", "first_day", "last_day", "reason_ar", "reason_en", "assumed")

    def __init__(self, *args: Any, is_nation: bool, **kwargs: Any) -> None:
        super().__init__(*args, is_nation=is_nation, **kwargs)
        kinds = list(HOLIDAY_LABELS) if is_nation else list(OWN_KINDS)
        for name in ("reason_ar", "reason_en"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]  # whether it is needed depends on the kind
            self.fields[
                name
            ].help_text = (
                f"{_('Needed for a closure and for any other holiday.')} {self.fields[name].help_text}".strip()
            )
        choices = [("", _("Choose what it is")), *((key, HOLIDAY_LABELS[key]) for key in kinds)]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class Announced(Range):
    """The days on which a day off really falls."""


class WeekHours(Reasoned):
    """The windows of each weekday, from a day on or for a while."""

    first_day = DayField(label=_("From"))
    last_day = DayField(label=_("Until"), required=False, help_text=_("Empty: until further notice."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in WEEK:
            self.fields[f"on_{weekday}"] = WindowsField(label=WEEKDAY_LABELS[weekday], required=False)
        self.fields[f"on_{WEEK[0]}"].help_text = str(_HOURS)
        self.order_fields(["first_day", "last_day", *(f"on_{weekday}" for weekday in WEEK), "reason_ar", "reason_en"])

    def clean(self) -> dict[str, Any]:
        """The windows together; the last day not before the first."""
        given = super().clean() or {}
        given["windows"] = {weekday: given[name] for weekday in WEEK if given.get(name := f"on_{weekday}")}
        if not given["windows"] and not self.errors:
            self.add_error(f"on_{WEEK[0]}", _("Give the working hours of the week."))
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        return given


class RamadanHours(CalendarForm):
    """The hours of one Ramadan."""

    hijri_year = forms.CharField(label=_("Hijri year"), max_length=4, widget=forms.TextInput(attrs={"dir": "ltr"}))
    windows = WindowsField(label=_("Hours of each working day"), help_text=_HOURS)
    first_day = DayField(label=_("First day"), required=False, help_text=_("Empty: as Umm al-Qura has it."))
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Empty: as Umm al-Qura has it."))

    def clean_hijri_year(self) -> int:
        """The year's number."""
        return _year(self.cleaned_data["hijri_year"], _("Write a Hijri year as 1448."))


class ExtraDay(Reasoned):
    """A day worked although it would be off."""

    day = DayField(label=_("Day"))
    windows = WindowsField(label=_("Working hours"), help_text=_HOURS)
    field_order = ("day", "windows", "reason_ar", "reason_en")


class FixedHolidays(CalendarForm):
    """The year whose fixed holidays are to be proposed."""

    year = forms.CharField(label=_("Gregorian year"), max_length=4, widget=forms.TextInput(attrs={"dir": "ltr"}))

    def clean_year(self) -> int:
        """The year's number."""
        year = _year(self.cleaned_data["year"], _("Write a year as 2028."))
        if not EARLIEST.year <= year <= LATEST.year:
            raise ValidationError(_("This day is too far away."))
        return year


def _year(text: str, problem: Any) -> int:
    plain = western(text).strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) == 4):
        raise ValidationError(problem)
    return int(plain)
