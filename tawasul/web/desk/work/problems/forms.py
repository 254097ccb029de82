"""The forms of problems: each gives the arguments of its act."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tawasul.tickets.actions.changing import LONGEST_REASON, LONGEST_TEXT
from tawasul.tickets.actions.problems import LONGEST_BODY, LONGEST_TITLE, VERBS
from tawasul.tickets.models import Problem
from tawasul.tickets.problems.filling import FILLED_IN
from tawasul.tickets.problems.labels import ACT_EXPLANATIONS, ACT_LABELS
from tawasul.tickets.problems.lifecycle import Act
from tawasul.tickets.problems.queries import owners_for
from tawasul.web.day_field import DayField
from tawasul.web.desk import errand
from tawasul.web.desk.work.ticket.forms import words
from tawasul.web.typed_choice import typed

NO_NAMES = _("Name no beneficiary here: every centre that has a ticket reads it.")
DUE = _("The day by which the remedy is promised, in either calendar.")


class ActForm(forms.Form):
    """What every act has: nothing but its fields, which are the arguments by name."""

    def __init__(self, *args: Any, problem: Problem, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problem, self.today = problem, today
        self.prepare()

    def prepare(self) -> None:
        """Fill in what is known already."""

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of the action."""
        return dict(self.cleaned_data)

    def blame(self, name: str, said: str) -> None:
        """Put what the action refused of an argument beside the field that stands for it."""
        home = f"{name}_text" if f"{name}_text" in self.fields else name
        self.add_error(home if home in self.fields else None, said)


class OpenForm(forms.Form):
    """What has happened, in a line; and the cause and the day promised, where they are known already."""

    title = forms.CharField(label=_("What is the problem?"), min_length=3, max_length=LONGEST_TITLE, help_text=NO_NAMES)
    cause = words(_("Its cause, if it is known"), longest=LONGEST_TEXT, required=False)
    due_on = DayField(label=_("To be remedied by"), required=False, help_text=DUE)


class CauseForm(ActForm):
    """Why it happened."""

    cause = words(_("The cause"), longest=LONGEST_TEXT, hint=NO_NAMES)

    def prepare(self) -> None:
        """As it reads now."""
        self.fields["cause"].initial = self.problem.cause


class RaiseForm(ActForm):
    """To a department or centre by typing, or to another body by its name."""

    place = forms.IntegerField(required=False, widget=forms.HiddenInput)
    place_text = typed(_("Department or centre"), id="place_text")
    body = forms.CharField(
        label=_("Or another body, by its name"),
        required=False,
        max_length=LONGEST_BODY,
        help_text=_("A company or an authority without an account here: tell them by letter."),
    )
    reason = words(_("What is asked of them"), longest=LONGEST_REASON)
    due_on = DayField(label=_("To be remedied by"), required=False, help_text=DUE)

    def prepare(self) -> None:
        """The day promised so far."""
        self.fields["due_on"].initial = _still_to_come(self.problem, self.today)

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        chosen = self.cleaned_data
        return {"place_id": chosen["place"], **{name: chosen[name] for name in ("body", "reason", "due_on")}}


class RemedyForm(ActForm):
    """What is being done, and by when."""

    remedy = words(_("What is being done"), longest=LONGEST_TEXT, hint=NO_NAMES)
    due_on = DayField(label=_("To be remedied by"), required=False, help_text=DUE)

    def prepare(self) -> None:
        """As they read now."""
        self.fields["remedy"].initial = self.problem.remedy
        self.fields["due_on"].initial = _still_to_come(self.problem, self.today)


class AnswerForm(ActForm):
    """The one text for all."""

    text = words(
        _("The answer to all"),
        rows=10,
        longest=LONGEST_TEXT,
    )

    def prepare(self) -> None:
        """What was sent back is written on."""
        name, number = FILLED_IN[2:] if get_language() == "en" else FILLED_IN[:2]
        said = gettext("%(name)s and %(number)s are filled in for each beneficiary and ticket.")
        self.fields["text"].help_text = said % {"name": name, "number": number}
        last = self.problem.answers.order_by("-round").first()
        self.fields["text"].initial = last.text if last else ""


class SendBackForm(ActForm):
    """Why the author writes again."""

    reasons = words(_("Reasons"))


class ChangeForm(ActForm):
    """A clearer title, and the day promised."""

    title = forms.CharField(label=_("Title"), min_length=3, max_length=LONGEST_TITLE, help_text=NO_NAMES)
    due_on = DayField(label=_("To be remedied by"), required=False, help_text=DUE)

    def prepare(self) -> None:
        """As they read now."""
        self.fields["title"].initial = self.problem.title
        self.fields["due_on"].initial = self.problem.due_on.isoformat() if self.problem.due_on else ""


class PassOnForm(ActForm):
    """Who answers for it from now on."""

    person = forms.TypedChoiceField(label=_("The new owner"), coerce=int)

    def prepare(self) -> None:
        """Those of its place, and above it."""
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            rows = owners_for(self.problem, self.today)
            field.choices = [(str(row.pk), f"{row.user.name} — {row.place.name}") for row in rows]

    def arguments(self) -> dict[str, Any]:
        """The action's own name."""
        return {"membership_id": self.cleaned_data["person"]}


class ReasonForm(ActForm):
    """Why."""

    reason = words(_("Reason"), rows=2)


def _still_to_come(problem: Problem, today: date) -> str:
    return problem.due_on.isoformat() if problem.due_on and problem.due_on >= today else ""


@dataclass(frozen=True, kw_only=True)
class Errand(errand.Errand[Act, ActForm]):
    """What the page offers for each row of the lifecycle."""

    labels = ACT_LABELS
    explanations = ACT_EXPLANATIONS
    verbs = VERBS

    form: type[ActForm] = ActForm


ERRANDS: dict[Act, Errand] = {
    row.act: row
    for row in (
        Errand(act=Act.SAY_CAUSE, icon="search", form=CauseForm, done=_("The cause is stated.")),
        Errand(
            act=Act.RAISE,
            icon="arrow-up-circle",
            form=RaiseForm,
            done=_("The problem is raised, and those concerned are told."),
        ),
        Errand(act=Act.SAY_REMEDY, icon="tools", form=RemedyForm, done=_("The remedy is stated.")),
        Errand(
            act=Act.WRITE_ANSWER,
            icon="pencil",
            form=AnswerForm,
            done=_("The answer awaits the approval of another person."),
        ),
        Errand(
            act=Act.SEND_BACK_ANSWER,
            icon="arrow-return-left",
            form=SendBackForm,
            done=_("The answer is back with its author, with your reasons."),
        ),
        Errand(
            act=Act.APPROVE_ANSWER,
            icon="check-circle",
            main=True,
            question=_("Approve this answer for all tickets that wait?"),
            done=_("The answer is being given to the tickets that wait; each is reviewed in its own centre."),
        ),
        Errand(act=Act.GIVE_AGAIN, icon="arrow-repeat", done=_("The answer is being given again.")),
        Errand(act=Act.CHANGE, icon="tag", form=ChangeForm, done=_("The title and the date are set.")),
        Errand(act=Act.PASS_ON, icon="person-up", form=PassOnForm, done=_("The problem has another owner.")),
        Errand(act=Act.CLOSE, icon="check2-circle", form=ReasonForm, main=True, done=_("The problem is closed.")),
        Errand(
            act=Act.REOPEN,
            icon="arrow-counterclockwise",
            form=ReasonForm,
            done=_("The problem is open again."),
        ),
    )
}
