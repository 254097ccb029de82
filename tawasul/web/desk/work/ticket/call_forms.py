"""The forms of calls to the beneficiary: the next moments at which the centre works are offered."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.tickets.calls import moments
from tawasul.tickets.labels import CALL_OUTCOME_LABELS, CALL_PURPOSE_LABELS
from tawasul.tickets.lifecycle import FINAL_STATES, State
from tawasul.web.desk.work.ticket.forms import StepForm, said_on_telephone, words

OTHER = "other"
WHOSE = [("me", _("I do")), ("anyone", _("Whoever is free"))]


def purpose_field() -> forms.ChoiceField:
    """Why they are called."""
    return forms.ChoiceField(label=_("Why they are called"), choices=list(CALL_PURPOSE_LABELS.items()))


class NextForm(StepForm):
    """When to call (again), and who does. Kept as texts, so that a receipt can hold what was asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("next_at")
        if not isinstance(field, forms.ChoiceField):
            return
        if State(self.ticket.state) in FINAL_STATES:
            for name in ("next_at", "next_other", "whose"):
                del self.fields[name]
            return
        found = moments.offered(moments.schedule_of(self.ticket), timezone.now().replace(microsecond=0))
        field.choices = [
            *([] if field.required else [("", _("No other call is planned"))]),
            *((moment.isoformat(), dual_moment(moment, get_language() or "ar")) for moment in found),
            (OTHER, _("Another moment")),
        ]
        if self.is_bound:
            self._keep_what_was_offered(field)

    def _keep_what_was_offered(self, field: forms.ChoiceField) -> None:
        """A moment that was offered when the page was drawn may be chosen still; whether it fits is the action's to say."""
        asked = str(self.data.get(self.add_prefix("next_at"), ""))
        known = {value for value, _label in field.choices}  # type: ignore[union-attr, misc]
        moment = _moment(asked)
        if asked not in known and moment is not None:
            field.choices = [*field.choices, (asked, dual_moment(moment, get_language() or "ar"))]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """Another moment is one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("next_at") == OTHER and _moment(given.get("next_other", "")) is None:
            self.add_error("next_other", _("Say on which day and at what time."))
        return given

    def planned(self) -> dict[str, Any]:
        """The action's own names."""
        chosen = self.cleaned_data.get("next_at", "")
        text = self.cleaned_data.get("next_other", "") if chosen == OTHER else chosen
        return {"next_at": _moment(text), "mine": self.cleaned_data.get("whose") != "anyone"}

    def blame(self, name: str, said: str) -> None:
        """What is wrong with another moment stands beside it."""
        if name == "next_at" and self.cleaned_data.get("next_at") == OTHER:
            name = "next_other"
        super().blame(name, said)


def _next(label: Any, *, required: bool) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required)


def _other() -> forms.CharField:
    control = forms.DateTimeInput(attrs={"type": "datetime-local", "data-call-other": ""})
    return forms.CharField(
        label=_("Another moment (choose it above first)"), required=False, widget=control, max_length=20
    )


def _whose() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Who calls then"), choices=WHOSE, initial="me", required=False, widget=forms.RadioSelect
    )


class CallBeneficiaryForm(NextForm):
    """A call that was made."""

    purpose = purpose_field()
    outcome = forms.ChoiceField(
        label=_("What it came to"), choices=list(CALL_OUTCOME_LABELS.items()), widget=forms.RadioSelect
    )
    text = said_on_telephone()
    next_at = _next(_("Next attempt"), required=False)
    next_other = _other()
    whose = _whose()

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        given = {name: self.cleaned_data[name] for name in ("purpose", "outcome", "text")}
        return {**given, **self.planned()}


class PlanCallForm(NextForm):
    """A call to be made."""

    purpose = purpose_field()
    next_at = _next(_("When"), required=True)
    next_other = _other()
    whose = _whose()

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        return {"purpose": self.cleaned_data["purpose"], **self.planned()}


class DropCallForm(StepForm):
    """Why, perhaps."""

    reason = words(_("Why"), rows=2, required=False)


class TakeBackCallForm(StepForm):
    """Which call was written down by mistake, and why."""

    number = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput)
    reason = words(_("What was wrong with it"), rows=2, hint=_("It is written into the route."))


class CorrectMobileForm(StepForm):
    """The right number, and how it became known."""

    mobile = forms.CharField(
        label=_("The right mobile"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr"})
    )
    reason = words(
        _("How it became known"), rows=2, hint=_("Say how you made sure that it is the beneficiary's: papers, a call.")
    )


class GoOnUnreachedForm(StepForm):
    """Why."""

    reason = words(_("Why it goes on without reaching them"), rows=2, hint=_("It is written into the route."))


def _moment(text: str) -> datetime | None:
    """The moment that a text names; where it says no offset, in Riyadh."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=RIYADH)
