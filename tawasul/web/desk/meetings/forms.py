"""The forms of a request to meet the official: each gives the arguments of its act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.arabic import isolate
from tawasul.lib.hijri import dual_moment
from tawasul.meetings.actions import VERBS
from tawasul.meetings.actions.holding import LONGEST_OWNER
from tawasul.meetings.actions.sorting import LONGEST_CAUSE, LONGEST_ENTITY, LONGEST_SUMMARY
from tawasul.meetings.calling import schedule_of
from tawasul.meetings.followed import FOLLOWED, begun_by
from tawasul.meetings.labels import (
    ACT_EXPLANATIONS,
    ACT_LABELS,
    CALL_PURPOSES,
    CRITERION_EXPLANATIONS,
    HARM_LABELS,
    KIND_LABELS,
    NEED_LABELS,
    TRIED_LABELS,
)
from tawasul.meetings.lifecycle import Act
from tawasul.meetings.models import Decision, MeetingRequest
from tawasul.meetings.queries import decisions_of, notes_of
from tawasul.meetings.ranking import HARM_DAYS, NEED_DAYS, TRIED_DAYS, Criterion
from tawasul.tickets.actions.changing import LONGEST_TEXT
from tawasul.tickets.calls.moments import offered
from tawasul.tickets.labels import CALL_OUTCOME_LABELS, TYPE_LABELS
from tawasul.web.concerned import concerned_field
from tawasul.web.day_field import DayField
from tawasul.web.desk import errand
from tawasul.web.desk.work.filing.forms import FilingForm
from tawasul.web.desk.work.ticket.forms import said_on_telephone, words
from tawasul.web.number_field import NumberField
from tawasul.web.typed_choice import blame_unknown, typed


class MeetingFilingForm(FilingForm):
    """A filing at the counter or on the telephone that asks to meet the official."""

    concerned = concerned_field(_("How many people it concerns"), initial=1)
    need = forms.ChoiceField(
        label=_("Special need"),
        choices=list(NEED_LABELS.items()),
        widget=forms.RadioSelect,
        initial="none",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("type", "incident_place"):
            del self.fields[name]
        self.fields["text"].label = _("What they would like to put before the official")
        self.fields["other_contact"].help_text = _(
            "A landline, a companion's number, or where they are to be found: needed where there is no mobile."
        )
        for field in self.fields.values():
            field.widget.attrs.pop("data-needed-instead", None)


class ActForm(forms.Form):
    """What every act has: nothing but its fields, which are the arguments by name."""

    def __init__(self, *args: Any, meeting: MeetingRequest, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.actor = meeting, actor
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


class ReturnForm(ActForm):
    """What is missing."""

    missing = words(_("What is missing"), hint=_("The beneficiary reads this word for word."))


class GivenForm(ActForm):
    """What the beneficiary gave or said."""

    text = words(_("What they said"), rows=4, longest=LONGEST_TEXT)


class SortForm(ActForm):
    """What it is, and what weighs."""

    kind = forms.ChoiceField(label=_("Kind of request"), choices=[("", _("Choose")), *KIND_LABELS.items()])
    summary = words(
        _("Summary of the subject"),
        rows=2,
        longest=LONGEST_SUMMARY,
        hint=_("A line or two: it stands in the session's statement."),
    )
    entity = forms.IntegerField(required=False, widget=forms.HiddenInput)
    entity_text = typed(_("Entity concerned"), id="entity_text")
    entity_name = forms.CharField(label=_("Or another body, by its name"), required=False, max_length=LONGEST_ENTITY)
    harm = forms.ChoiceField(label=_("Harm if it waits"), choices=list(HARM_LABELS.items()), widget=forms.RadioSelect)
    tried = forms.ChoiceField(
        label=_("Whether they asked elsewhere before"), choices=list(TRIED_LABELS.items()), widget=forms.RadioSelect
    )
    concerned = concerned_field(
        _("How many people it concerns"), help_text=CRITERION_EXPLANATIONS[Criterion.CONCERNED.value]
    )
    need = forms.ChoiceField(label=_("Special need"), choices=list(NEED_LABELS.items()))
    by_criteria = forms.BooleanField(label=_("Put what the criteria give in force again"), required=False)

    def prepare(self) -> None:
        """As it is sorted now; each choice with what it weighs. What nobody has said yet is not chosen beforehand."""
        asked = self.meeting
        said_before = ("kind", "harm", "tried") if asked.kind else ()
        for name in (*said_before, "concerned", "need", "entity_name"):
            self.fields[name].initial = getattr(asked, name)
        for name, days in WEIGHTS.items():
            field: Any = self.fields[name]
            field.choices = [(key, _weighing(label, days[key])) for key, label in field.choices]
        if asked.rank_reason:
            self.fields["by_criteria"].help_text = ngettext(
                "The rank stays as it was set by hand, %(count)d day ahead, unless this is ticked.",
                "The rank stays as it was set by hand, %(count)d days ahead, unless this is ticked.",
                asked.days,
            ) % {"count": asked.days}
        else:
            del self.fields["by_criteria"]
        self.fields["summary"].initial = asked.summary or asked.subject
        if asked.entity is not None:
            self.fields["entity"].initial = asked.entity_id
            self.fields["entity_text"].initial = asked.entity.name

    def clean(self) -> dict[str, Any]:
        """What was typed is on the list, or named."""
        blame_unknown(self, "entity")
        return self.cleaned_data

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"entity", "entity_text"}}
        return given | {"entity_id": self.cleaned_data["entity"]}


class ReasonForm(ActForm):
    """Why."""

    reason = words(_("Reason"), rows=3, hint=_("The beneficiary reads this word for word."))


class PostponeForm(ActForm):
    """Why they cannot come then, and from when they can."""

    reason = words(_("Why not then, and when they can"), rows=2, longest=300)
    not_before = DayField(
        label=_("Not before"), required=False, help_text=_("No session before this day is drawn up with them.")
    )


class RankForm(ActForm):
    """By hand, with a reason."""

    days = NumberField(label=_("Days before others"))  # the action says between which
    reason = words(_("Reason"), rows=2, longest=LONGEST_SUMMARY)

    def prepare(self) -> None:
        """As it stands now."""
        self.fields["days"].initial = self.meeting.days


class CauseForm(ActForm):
    """What others ask about too: one of those named before, or a new one."""

    title = forms.CharField(
        label=_("What they all ask about"),
        max_length=LONGEST_CAUSE,
        required=False,
        widget=forms.TextInput(attrs={"list": "meeting-causes", "autocomplete": "off"}),
        help_text=_(
            "Choose one that stands in the list, or write a new one. Left empty, the request stands by itself."
        ),
    )

    def prepare(self) -> None:
        """As it stands now."""
        self.fields["title"].initial = self.meeting.cause.title if self.meeting.cause else ""


class CallForm(ActForm):
    """A call that was made."""

    purpose = forms.ChoiceField(label=_("Why they were called"), choices=list(CALL_PURPOSES.items()))
    outcome = forms.ChoiceField(
        label=_("What it came to"), choices=list(CALL_OUTCOME_LABELS.items()), widget=forms.RadioSelect
    )
    text = said_on_telephone()
    next_at = forms.ChoiceField(label=pgettext_lazy("telephone", "Call again"), required=False)

    def prepare(self) -> None:
        """For the reason for which a call is planned; the next moments at which the centre works are offered."""
        self.fields["purpose"].initial = self.meeting.call_purpose or "other"
        moments = offered(schedule_of(self.meeting), timezone.now().replace(microsecond=0))
        choices = [(moment.isoformat(), dual_moment(moment, get_language() or "ar")) for moment in moments]
        asked = str(self.data.get(self.add_prefix("next_at"), "")) if self.is_bound else ""
        if asked and _moment(asked) is not None and asked not in dict(choices):
            choices.append((asked, asked))  # it was offered when the page was drawn
        self.fields["next_at"].choices = [("", _("As the outcome asks for")), *choices]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        return dict(self.cleaned_data) | {"next_at": _moment(self.cleaned_data["next_at"])}


class MobileForm(ActForm):
    """The number at which they are reached."""

    mobile = forms.CharField(label=_("The right mobile"), max_length=30)
    reason = words(_("How it became known"), rows=2)


class NotesForm(ActForm):
    """What was said."""

    text = words(_("Notes"), rows=6, longest=LONGEST_TEXT)

    def prepare(self) -> None:
        """As they read now."""
        seat = notes_of(self.meeting)
        self.fields["text"].initial = seat.notes if seat else ""


class DecideForm(ActForm):
    """What was decided, who carries it out, and by when."""

    text = words(_("The decision"), rows=3)
    owner = forms.IntegerField(required=False, widget=forms.HiddenInput)
    owner_text = typed(_("Who carries it out"), id="owner_text")
    owner_name = forms.CharField(label=_("Or another body, by its name"), required=False, max_length=LONGEST_OWNER)
    due_on = DayField(label=_("By"), required=False)

    def prepare(self) -> None:
        """The entity concerned carries it out, unless another is named."""
        if self.meeting.entity is not None:
            self.fields["owner"].initial = self.meeting.entity_id
            self.fields["owner_text"].initial = self.meeting.entity.name
        self.fields["owner_name"].initial = self.meeting.entity_name

    def clean(self) -> dict[str, Any]:
        """What was typed is on the list, or named."""
        blame_unknown(self, "owner")
        return self.cleaned_data

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        chosen = self.cleaned_data
        return {"owner_id": chosen["owner"], **{name: chosen[name] for name in ("text", "owner_name", "due_on")}}


class DecisionForm(ActForm):
    """Which decision, of those that have not ended. One that somebody else had carried out, or ended, meanwhile is named so."""

    decision = forms.TypedChoiceField(
        label=_("Decision"), coerce=int, error_messages={"invalid_choice": _("Choose one from the list.")}
    )
    passed_on = True  # whether those that were passed on may be chosen too

    def prepare(self) -> None:
        """The open ones."""
        every = decisions_of(self.meeting)
        rows = [row for row in every if row.ended_at is None]
        named = [
            (str(row.number), f"{row.number} · {row.text[:80]}")
            for row in rows
            if self.passed_on or row.subject_id is None
        ]
        self.fields["decision"].choices = named  # type: ignore[attr-defined]
        asked = str(self.data.get(self.add_prefix("decision"), "")) if self.is_bound else ""
        gone = next((row for row in every if str(row.number) == asked and asked not in dict(named)), None)
        if gone is not None:
            self.fields["decision"].error_messages["invalid_choice"] = _what_became_of(gone)


def _what_became_of(decision: Decision) -> Any:
    if decision.subject_id is None:
        return _("This decision has ended meanwhile.")
    followed = FOLLOWED[decision.subject_kind]
    standing = followed.standing([decision.subject_id]).get(decision.subject_id)
    return _("This decision was passed on already: %(noun)s %(number)s.") % {
        "noun": followed.noun,
        "number": isolate(standing.number if standing else ""),
    }


class PassOnForm(DecisionForm):
    """By a new ticket, by another thing that is begun with it (a directive), or by a ticket that stands already."""

    passed_on = False
    STANDING = "standing"
    by = forms.ChoiceField(label=_("Carried out by"))
    reference = forms.CharField(
        label=_("The number of the ticket, where it stands already"), required=False, max_length=40
    )
    due_on = DayField(
        label=_("Until"), required=False, help_text=_("Needed for what is begun now, where the decision names no day.")
    )
    confidential = forms.BooleanField(
        label=_("A confidential directive"),
        required=False,
        help_text=_(
            "Only the official's office, the follow-up officers and those who must act see it. This stays as it is."
        ),
    )

    def prepare(self) -> None:
        """What this actor may begin stands first."""
        super().prepare()
        begun = [(kind, each.label) for kind, each in begun_by(self.actor).items()]
        tickets = [
            (key, _("A new ticket: %(kind)s") % {"kind": label})
            for key, label in TYPE_LABELS.items()
            if key != "report"
        ]  # what a meeting decided is no emergency
        for name in ("reference", "due_on"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]  # whether it is needed depends on the choice
        choices = [("", _("Choose")), *begun, *tickets, (self.STANDING, _("A ticket that stands already"))]
        self.fields["by"].choices = choices  # type: ignore[attr-defined]
        if not begun:
            del self.fields["confidential"]

    def clean(self) -> dict[str, Any]:
        """A ticket that stands already is named by its number."""
        given = super().clean() or {}
        if given.get("by") == self.STANDING and not given.get("reference"):
            self.add_error("reference", _("Write the number of the ticket."))
        return given

    def arguments(self) -> dict[str, Any]:
        """A type of ticket, the number of one, or the kind of another thing: what was chosen counts, and nothing beside it."""
        given = dict(self.cleaned_data)
        by = given.pop("by")
        if by != self.STANDING:
            given["reference"] = ""
            given["type" if by in TYPE_LABELS else "by"] = by
        if given.get("by", "") == "":
            given.pop("confidential", None)
        return given


class DropForm(DecisionForm):
    """And why."""

    reason = words(_("Reason"), rows=2, longest=300)
    anyway = forms.BooleanField(
        label=_("What carries it out already stays open: drop the decision all the same"), required=False
    )

    def prepare(self) -> None:
        """Asked only where one of them is carried out already."""
        super().prepare()
        self.carried = [
            row for row in decisions_of(self.meeting) if row.ended_at is None and row.subject_id is not None
        ]
        if not self.carried:
            del self.fields["anyway"]
        else:
            numbers = "، ".join(str(row.number) for row in self.carried)
            self.fields["anyway"].help_text = _("Carried out already: decision %(numbers)s.") % {"numbers": numbers}


class SettleForm(ActForm):
    """What was answered."""

    text = words(_("What was answered"), rows=3)


# What each choice of a criterion weighs, in days.
WEIGHTS: dict[str, Mapping[str, int]] = {
    "harm": {key.value: days for key, days in HARM_DAYS.items()},
    "tried": {key.value: days for key, days in TRIED_DAYS.items()},
    "need": {key.value: days for key, days in NEED_DAYS.items()},
}


def _weighing(label: Any, days: int) -> str:
    if not days:
        return str(label)
    said = ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return f"{label} · {said}"


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


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
        Errand(act=Act.TAKE, icon="funnel", main=True, done=_("You are sorting this request.")),
        Errand(
            act=Act.SORT, icon="sort-down", form=SortForm, main=True, done=_("The request is sorted, and has its rank.")
        ),
        Errand(
            act=Act.RETURN,
            icon="arrow-return-left",
            form=ReturnForm,
            done=_("The beneficiary is told what is missing; the time stands still."),
        ),
        Errand(
            act=Act.COMPLETE,
            icon="check2",
            form=GivenForm,
            main=True,
            done=_("What was missing is there; the time runs again."),
        ),
        Errand(act=Act.ADD, icon="plus-circle", form=GivenForm, done=_("It was added to the request.")),
        Errand(act=Act.ATTEND, icon="person-check", done=_("They came: it is written down.")),
        Errand(
            act=Act.MISS,
            icon="person-x",
            question=_("Write down that they did not come?"),
            done=_("They did not come: it is written down. It may be corrected until the day is over."),
        ),
        Errand(act=Act.DECIDE, icon="hammer", form=DecideForm, main=True, done=_("The decision is written down.")),
        Errand(
            act=Act.PASS_ON,
            icon="signpost-2",
            form=PassOnForm,
            main=True,
            done=_("The decision is passed on, and followed to its end."),
        ),
        Errand(act=Act.WRITE_NOTES, icon="pencil", form=NotesForm, done=_("The notes are kept.")),
        Errand(act=Act.SETTLE, icon="check2-circle", form=SettleForm, done=_("The request has ended.")),
        Errand(act=Act.DROP_DECISION, icon="x-circle", form=DropForm, done=_("The decision is dropped.")),
        Errand(act=Act.CONFIRM, icon="check2-circle", main=True, done=_("They come: it is written down.")),
        Errand(
            act=Act.POSTPONE,
            icon="calendar-x",
            form=PostponeForm,
            done=_("They keep their rank for another session; the first reserve moves up."),
        ),
        Errand(act=Act.CALL, icon="telephone-outbound", form=CallForm, done=_("The call is written down.")),
        Errand(act=Act.RANK, icon="arrow-down-up", form=RankForm, done=_("Its rank is set by hand.")),
        Errand(act=Act.PUT_UNDER_CAUSE, icon="people", form=CauseForm, done=_("The cause is set.")),
        Errand(
            act=Act.CORRECT_MOBILE,
            icon="phone",
            form=MobileForm,
            done=_("The mobile is corrected, and whoever has it is told."),
        ),
        Errand(
            act=Act.DECLINE,
            icon="x-circle",
            form=ReasonForm,
            question=_("Decline this request?"),
            done=_("The request is declined, and the beneficiary is told why."),
        ),
        Errand(
            act=Act.WITHDRAW,
            icon="box-arrow-left",
            form=ReasonForm,
            question=_("Withdraw this request for the beneficiary?"),
            done=_("The request is withdrawn."),
        ),
    )
}
