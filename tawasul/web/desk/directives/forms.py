"""The forms of directives: each gives the arguments of its act."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.directives.actions import LONGEST_TEXT, VERBS
from tawasul.directives.labels import ACT_DONE, ACT_EXPLANATIONS, ACT_LABELS
from tawasul.directives.lifecycle import Act, State
from tawasul.directives.models import Directive
from tawasul.lib.reference import InvalidReference, parse_reference
from tawasul.web.day_field import DayField
from tawasul.web.desk import errand
from tawasul.web.desk.work.ticket.forms import words
from tawasul.web.typed_choice import typed

DUE = _("In either calendar. Reminders go three days before and on the day; afterwards it climbs.")


class RecordForm(forms.Form):
    """What was directed, to whom, and by when."""

    text = words(_("What was directed, as it was said"), rows=6, longest=LONGEST_TEXT)
    acting = forms.IntegerField(required=False, widget=forms.HiddenInput)
    acting_text = typed(_("Who must act"), id="acting_text")
    due_on = DayField(label=_("To be done by"), help_text=DUE)
    given_on = DayField(label=_("Said on"), required=False, help_text=_("Left empty: today."))
    ticket = forms.CharField(
        label=_("About the ticket"),
        required=False,
        max_length=40,
        help_text=_("Its number, where the directive is about one."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric"}),
    )
    confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_(
            "Only the official's office, the follow-up officers and those who must act see it. This stays as it is."
        ),
    )

    def clean_ticket(self) -> str:
        """The number as it is kept."""
        text = str(self.cleaned_data["ticket"]).strip()
        try:
            return parse_reference(text) if text else ""
        except InvalidReference as error:
            raise forms.ValidationError(error.message) from None

    def clean(self) -> dict[str, Any]:
        """Somebody must act."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("acting"):
            self.add_error("acting_text", _("Choose who must act from the list."))
        return cleaned

    def blame(self, name: str, said: str) -> None:
        """Put what the action refused beside the field that stands for it."""
        home = {"acting": "acting_text", "about": "ticket"}.get(name, name)
        self.add_error(home if home in self.fields else None, said)


class ActForm(forms.Form):
    """What every act has: nothing but its fields, which are the arguments by name."""

    def blame(self, name: str, said: str) -> None:
        """Put what the action refused of an argument beside its field."""
        self.add_error(name if name in self.fields else None, said)


class WordForm(ActForm):
    """A word on the way, or to those who must act."""

    text = words(_("Your words"), rows=3)


class AnswerForm(ActForm):
    """What was done; papers come beside it."""

    text = words(_("What you did"), rows=6, longest=LONGEST_TEXT)


class ReasonsForm(ActForm):
    """Why an answer goes back."""

    reasons = words(_("What is missing"))


class OutcomeForm(ActForm):
    """What came of it."""

    outcome = words(_("What came of it"), longest=LONGEST_TEXT)
    unanswered = forms.BooleanField(
        label=_("The directive ends without an answer"),
        required=False,
        help_text=_("The official's page says that it ended without an answer."),
    )


class DayForm(ActForm):
    """Another day, and why."""

    due_on = DayField(label=_("To be done by"), help_text=DUE)
    reason = words(_("Reason"), rows=2)


class ReasonForm(ActForm):
    """Why."""

    reason = words(_("Reason"), rows=2)


@dataclass(frozen=True, kw_only=True)
class Errand(errand.Errand[Act, ActForm]):
    """What the page offers for each row of the lifecycle. `papers`: files come along."""

    labels = ACT_LABELS
    explanations = ACT_EXPLANATIONS
    verbs = VERBS

    papers: bool = False


ERRANDS: dict[Act, Errand] = {
    row.act: row
    for row in (
        Errand(act=Act.ANSWER, icon="send", form=AnswerForm, done=ACT_DONE[Act.ANSWER.value], main=True, papers=True),
        Errand(act=Act.REPORT, icon="chat-left-text", form=WordForm, done=ACT_DONE[Act.REPORT.value]),
        Errand(act=Act.FINISH, icon="check2-circle", form=OutcomeForm, done=ACT_DONE[Act.FINISH.value], main=True),
        Errand(act=Act.SEND_BACK, icon="arrow-return-left", form=ReasonsForm, done=ACT_DONE[Act.SEND_BACK.value]),
        Errand(act=Act.REMIND, icon="bell", form=WordForm, done=ACT_DONE[Act.REMIND.value]),
        Errand(act=Act.POSTPONE, icon="calendar-plus", form=DayForm, done=ACT_DONE[Act.POSTPONE.value]),
        Errand(
            act=Act.WITHDRAW,
            icon="x-circle",
            form=ReasonForm,
            done=ACT_DONE[Act.WITHDRAW.value],
            question=_("Withdraw this directive?"),
        ),
        Errand(act=Act.REOPEN, icon="arrow-counterclockwise", form=DayForm, done=ACT_DONE[Act.REOPEN.value]),
    )
}


def form_for(errand: Errand, directive: Directive, *args: Any, **kwargs: Any) -> ActForm:
    """The form of an act on this directive: that no answer came is asked only where none did."""
    form = errand.form(*args, **kwargs)
    if "unanswered" in form.fields and directive.state != State.OPEN.value:
        del form.fields["unanswered"]
    return form


def initial_for(due_on: date, day: date) -> dict[str, Any]:
    """What a form of another day begins with: the day as it is, while it is still to come."""
    return {"due_on": due_on.isoformat()} if due_on >= day else {}
