"""Dates in both calendars, in the language of the page: `{% load dates %}`."""

from datetime import date, datetime, timedelta

from django import template
from django.utils.translation import get_language

from tawasul.lib import hijri
from tawasul.lib.written_day import day_written

register = template.Library()


@register.filter
def dual(moment: date | datetime) -> str:
    """A day in full, in both calendars."""
    return hijri.dual_date(moment, get_language() or "ar")


@register.filter
def dual_moment(moment: datetime) -> str:
    """A day in full and the time of day in Riyadh."""
    return hijri.dual_moment(moment, get_language() or "ar")


@register.filter
def short_dual(moment: date | datetime) -> str:
    """A day in figures, in both calendars."""
    return hijri.short_dual(moment, get_language() or "ar")


@register.filter
def day_said(text: object) -> str:
    """What was typed for a day, said in both calendars; nothing where it is none."""
    try:
        return hijri.dual_date(day_written(str(text or "")), get_language() or "ar")
    except ValueError:
        return ""


@register.filter
def clock(moment: datetime) -> str:
    """The time of day in Riyadh, by 24 hours."""
    return hijri.clock(moment)


@register.filter
def day_after(day: date) -> date:
    """The next day: on which something whose last day this was no longer holds."""
    return day + timedelta(days=1)
