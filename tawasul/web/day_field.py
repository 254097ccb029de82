"""A day typed in either calendar."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from tawasul.clocks.calendar_changes import EARLIEST, LATEST
from tawasul.lib.written_day import day_written

SHAPE = {"dir": "ltr", "autocomplete": "off", "placeholder": "2026-09-23"}
SAID_BESIDE = {
    "hx-get": reverse_lazy("desk:calendar_day"),
    "hx-trigger": "input changed delay:300ms",
    "hx-target": "next .day-said",
    "hx-swap": "innerHTML",
}


class WrittenDay(forms.CharField):
    """A day of the Gregorian calendar or of Umm al-Qura, in any digits, its month in figures or by name."""

    def __init__(self, *, shape: dict[str, Any] | None = None, **said: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs=SHAPE | (shape or {})), **said)

    def clean(self, value: Any) -> date | None:
        """The day; None where none is asked for. Raises ValidationError."""
        text = str(super().clean(value))
        if not text:
            return None
        try:
            day = day_written(text)
        except ValueError as error:
            raise ValidationError(
                _("Write a day as 2026-09-23 or 23 September 2026, or of the Hijri calendar as 1448-04-12.")
            ) from error
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(_("This day is too far away."))
        return day


class DayField(WrittenDay):
    """The other calendar's day is said beside it while one types."""

    says_day = True

    def __init__(self, **said: Any) -> None:
        super().__init__(shape=SAID_BESIDE, **said)
