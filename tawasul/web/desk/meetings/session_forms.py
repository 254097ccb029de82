"""The forms of sessions and of the official's times."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import Refused
from tawasul.lib.reference import parse_reference
from tawasul.meetings.actions.arranging import LONGEST_ROOM, LONGEST_TURN, MOST_PLACES
from tawasul.meetings.actions.seating import LONGEST_WHY
from tawasul.meetings.labels import EVERY
from tawasul.meetings.models import Cause
from tawasul.web.day_field import DayField
from tawasul.web.desk.work.ticket.forms import words
from tawasul.web.number_field import NumberField


def _hour(label: Any, initial: str) -> forms.TimeField:
    return forms.TimeField(label=label, initial=initial, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _room() -> forms.CharField:
    return forms.CharField(
        label=_("Where"),
        max_length=LONGEST_ROOM,
        help_text=_("Building, floor and room, as it stands in the invitation."),
    )


class TimesForm(forms.Form):
    """A fixed time of the week."""

    weekday = forms.TypedChoiceField(
        label=_("Every"), coerce=int, choices=[(str(key), day) for key, day in EVERY.items()]
    )
    opens = _hour(_("From"), "10:00")
    closes = _hour(_("To"), "12:00")
    places = NumberField(label=_("Seats"), min_value=1, max_value=MOST_PLACES, initial=12)
    minutes = NumberField(label=_("Minutes for each"), min_value=1, max_value=LONGEST_TURN, initial=10)
    room = _room()
    first_day = DayField(label=_("From this day on"))


class DayOutForm(forms.Form):
    """A day on which the official does not receive."""

    day = DayField(label=_("Day"))
    reason = forms.CharField(
        label=_("Reason"),
        min_length=3,
        max_length=200,
        help_text=_("Those who had a place then read it word for word."),
    )


class BackForm(forms.Form):
    """A day that was left out."""

    day = forms.DateField()


class OpenForm(forms.Form):
    """A session beside the fixed times."""

    cause = forms.ChoiceField(
        label=_("For whom"), required=False, help_text=_("Those who ask about one cause are received together.")
    )
    day = DayField(label=_("Day"))
    opens = _hour(_("From"), "10:00")
    closes = _hour(_("To"), "11:00")
    places = NumberField(label=_("Seats"), min_value=1, max_value=MOST_PLACES, initial=12)
    room = _room()
    anyway = forms.BooleanField(label=_("Also where the centre does not work then"), required=False)

    def __init__(self, *args: Any, causes: Sequence[Cause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(cause.pk), cause.title) for cause in causes]
        self.fields["cause"].choices = [("", _("Single persons, by rank")), *named]  # type: ignore[attr-defined]


class BookForm(forms.Form):
    """Whom to book by hand; and why, where that passes over somebody (`asks_why`)."""

    reference = forms.CharField(
        label=_("Number of the request"), max_length=40, widget=forms.TextInput(attrs={"list": "who-waits"})
    )
    reason = words(
        _("Why before others"),
        rows=2,
        longest=LONGEST_WHY,
        required=False,
        hint=_("Your name and the reason stand in the history of the session."),
    )

    @property
    def asks_why(self) -> bool:
        """Whether the reason is asked for: it is, once the booking was refused for want of one."""
        return bool(self["reason"].errors or self["reason"].value())

    def clean_reference(self) -> str:
        """Western digits, with the right check digit."""
        try:
            return parse_reference(self.cleaned_data["reference"])
        except Refused as error:
            said = _("The number of a request has eleven digits. Check what was typed.")
            raise forms.ValidationError(said) from error


class WhyForm(forms.Form):
    """Why; those concerned read it."""

    reason = words(_("Reason"), rows=2, longest=300, hint=_("Those who had a place then read it word for word."))
