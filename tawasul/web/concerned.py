"""The field that asks how many people a request to meet the official concerns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.meetings.actions.filing import MOST_CONCERNED

WRONG = _("Write a number in figures: 1 where it concerns one person alone.")
TOO_MANY = _("Write a number of at most %(limit_value)s.")


def concerned_field(label: Any, **how: Any) -> forms.IntegerField:
    """From one person to as many as the action takes, its errors in sentences that say what to write."""
    said = {"required": WRONG, "invalid": WRONG, "min_value": WRONG, "max_value": TOO_MANY}
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_CONCERNED, error_messages=said, **how)
