"""The forms of absences. Days are typed in either calendar; field names are the actions' arguments."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.tickets.actions.changing import LONGEST_REASON
from tawasul.web.day_field import DayField

Choice = tuple[str, Any]
NOT_CHOSEN = _("Choose the person from the list.")


class Find(forms.Form):
    """What narrows the list."""

    name = forms.CharField(label=_("Name, e-mail or number"), required=False, max_length=100)
    when = forms.CharField(required=False, widget=forms.HiddenInput)


class Days(forms.Form):
    """From one day to another, both included."""

    begins_on = DayField(label=_("First day of the absence"), help_text=_("Today at the earliest."))
    ends_on = DayField(label=_("Last day of the absence"), required=False, help_text=_("Empty: one day."))

    def clean(self) -> dict[str, Any]:
        """The last day, left out, is the first."""
        given = super().clean() or {}
        if given.get("begins_on") and not given.get("ends_on") and "ends_on" not in self.errors:
            given["ends_on"] = given["begins_on"]
        return given


class Absence(Days):
    """Somebody's absence: in which of their roles, and who stands in."""

    roles = forms.MultipleChoiceField(label=_("Roles in which they are away"), widget=forms.CheckboxSelectMultiple)
    deputy = forms.IntegerField(error_messages={"required": NOT_CHOSEN}, widget=forms.HiddenInput)
    field_order = ("roles", "begins_on", "ends_on", "deputy")

    def __init__(self, *args: Any, roles: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(roles)
        self.fields["roles"].choices = choices  # type: ignore[attr-defined]
        self.fields["roles"].initial = [key for key, _label in choices]

    def clean_roles(self) -> list[int]:
        """The memberships."""
        return [int(key) for key in self.cleaned_data["roles"]]


class OwnAbsence(Days):
    """One's own absence, in one role, with a colleague who holds the same."""

    colleague = forms.ChoiceField(label=_("Who stands in for you"))
    field_order = ("colleague", "begins_on", "ends_on")

    def __init__(self, *args: Any, colleagues: Iterable[tuple[str, list[Choice]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a colleague")), *colleagues]
        self.fields["colleague"].choices = choices  # type: ignore[attr-defined]


class LastDay(forms.Form):
    """The last day of an absence."""

    ends_on = DayField(label=_("Last day of the absence"), help_text=_("The deputy stands in on this day still."))


class HandOver(forms.Form):
    """Why the tickets pass into other hands: it is written on each one's route."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
