"""The field that asks how many people a request to meet the official concerns."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.meetings.actions.filing import MOST_CONCERNED
from tawasul.web.number_field import NumberField

WRONG = _("Write a number in figures: 1 where it concerns one person alone.")


def concerned_field(label: Any, **how: Any) -> NumberField:
    """From one person to as many as the action takes, its errors in sentences that say what to write."""
    said = {"required": WRONG, "invalid": WRONG, "min_value": WRONG}
    return NumberField(label=label, min_value=1, max_value=MOST_CONCERNED, error_messages=said, **how)
