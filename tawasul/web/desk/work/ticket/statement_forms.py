"""The forms of asking others for a statement: several entities at once, each a row of its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.centres import queries as centres
from tawasul.centres.models import Place
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.tickets.actions.changing import LONGEST_TEXT
from tawasul.tickets.labels import ENTITY_LABELS
from tawasul.tickets.models import Statement
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.statements import timekeeping
from tawasul.tickets.statements.entities import LONGEST_NAME, LONGEST_QUESTION, OUTSIDE, Asking
from tawasul.tickets.statements.naming import name_of
from tawasul.web.desk.work.showing import above
from tawasul.web.desk.work.ticket.forms import StepForm, words
from tawasul.web.typed_choice import typed

ROWS = 5
Choice = tuple[str, Any]


class EntityForm(forms.Form):
    """One entity: a place of the network by typing, or one without an account by name and address."""

    place = forms.IntegerField(required=False, widget=forms.HiddenInput)
    place_text = typed(_("Department or centre"))
    kind = forms.ChoiceField(
        label=_("Kind of entity"),
        choices=[(kind, label) for kind, label in ENTITY_LABELS.items() if kind in OUTSIDE],
        required=False,
        widget=forms.RadioSelect,
        initial="body",
    )
    name = forms.CharField(label=_("Its name"), max_length=LONGEST_NAME, required=False)
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, widget=forms.EmailInput(attrs={"dir": "ltr"})
    )
    mobile = forms.CharField(label=_("Mobile"), max_length=40, required=False)
    question = words(
        _("Its own question, instead of the common one"),
        longest=LONGEST_QUESTION,
        required=False,
        hint=_(
            "It takes the place of the common question for this one, which does not see that: write all that you ask."
        ),
    )
    within = forms.TypedChoiceField(label=_("Due"), coerce=int, empty_value=None, required=False)
    papers = forms.TypedMultipleChoiceField(
        label=_("What it may see of the files"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )

    matches: list[tuple[Place, str]] = []

    def __init__(
        self, *args: Any, papers: Sequence[Choice], within: Sequence[Choice], near: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.near = near
        for name, choices in (("papers", papers), ("within", within)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField) and choices:
                field.choices = list(choices)
            else:
                del self.fields[name]
        if within:
            self.fields["within"].initial = within[-1][0]

    @property
    def chosen(self) -> bool:
        """Whether this row names anybody."""
        names = ("place", "place_text", "name", "email", "mobile")
        return any(self.data.get(self.add_prefix(name), "").strip() for name in names)

    @property
    def outside(self) -> bool:
        """Whether this row names, or tries to name, one without an account."""
        names = ("name", "email", "mobile")
        return any(self.data.get(self.add_prefix(name), "").strip() or self.errors.get(name) for name in names)

    def clean(self) -> dict[str, Any]:
        """Take the one place that the words mean; offer the matches where they mean several."""
        given = self.cleaned_data
        text = str(given.get("place_text") or "")
        if not given.get("place") and text:
            today = timezone.now().astimezone(RIYADH).date()
            found = centres.suggest_to_ask(text, today, near=self.near)
            if len(found) == 1:
                given["place"] = found[0].pk
            else:
                self.matches = [(place, above(place)) for place in found]
                several = _("Several match: choose one of them.")
                self.add_error("place_text", several if found else _("No department or centre matches."))
        if (given.get("place") or text) and given.get("name"):
            self.add_error("name", _("Either a place of the network or one without an account: not both in one."))
        return given

    @property
    def asking(self) -> Asking:
        """What the action takes."""
        given = self.cleaned_data
        outside = not given.get("place")
        return Asking(
            place=given.get("place"),
            kind=given.get("kind", "") if outside else "",
            name=given.get("name", "") if outside else "",
            email=given.get("email", "") if outside else "",
            mobile=given.get("mobile", "") if outside else "",
            question=given.get("question", ""),
            papers=tuple(given.get("papers", ())),
            within=given.get("within"),
        )


class AskForm(StepForm):
    """Whom to ask, and what: one question for all; whoever is asked another is asked that one instead."""

    question = words(
        _("What you ask"),
        rows=4,
        longest=LONGEST_QUESTION,
        required=False,
        hint=_("They see this, the files that you choose, and nothing else of the ticket: write what they must know."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = paper_choices(self.ticket.pk)
        within = within_choices(timekeeping.choices(self.ticket, timezone.now()))
        data = self.data if self.is_bound else None
        self.rows = [
            EntityForm(
                data,
                prefix=f"entity-{number}",
                auto_id="ask_%s",
                papers=papers,
                within=within,
                near=self.ticket.centre_id,
            )
            for number in range(ROWS)
        ]

    def clean(self) -> dict[str, Any]:
        """The rows that name somebody; the first one where none does."""
        chosen = [row for row in self.rows if row.chosen]
        if not chosen:
            self.rows[0].full_clean()
            self.rows[0].add_error("place_text", _("Choose whom to ask."))
        valid = [row for row in chosen if row.is_valid()]
        if len(valid) < len(chosen) or not chosen:
            self.add_error(None, _("Look at whom you ask, below."))
        asks = self.cleaned_data.get("question") or all(
            row.cleaned_data.get("question") for row in chosen or self.rows[:1]
        )
        if not asks and "question" not in self.errors:
            self.add_error("question", _("Write what you ask, in at least ten letters."))
        self.asked = chosen
        self.cleaned_data["entities"] = [row.asking for row in valid]
        return self.cleaned_data

    def blame(self, name: str, said: str) -> None:
        """What the action refused of an entity is said in its row."""
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == "entities" and int(parts[1]) < len(self.asked):
            row = self.asked[int(parts[1])]
            field = "place_text" if parts[2] == "place" else parts[2]
            if field == "question" and not row.cleaned_data.get("question"):
                super().blame("question", said)
            else:
                row.add_error(field if field in row.fields else None, said)
                self.add_error(None, _("Look at whom you ask, below."))
        else:
            super().blame(name, said)


class AnswerBackForm(StepForm):
    """What those asked need to know, perhaps with more files."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    text = words(_("Your answer to them"), longest=LONGEST_TEXT)
    papers = forms.TypedMultipleChoiceField(
        label=_("More files that they may see"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: list[Choice] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = paper_choices(self.ticket.pk) if offered is None else offered
        field = self.fields["papers"]
        if self.offered and isinstance(field, forms.ChoiceField):
            field.choices = self.offered
        else:
            del self.fields["papers"]


class RemindStatementForm(StepForm):
    """Which."""

    number = forms.IntegerField(widget=forms.HiddenInput)


class GoOnForm(StepForm):
    """Without which, and why."""

    numbers = forms.TypedMultipleChoiceField(
        label=_("Whose statements you wait for no longer"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = words(_("Reason"), rows=2, hint=_("It is written into the route."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        related = ("ticket", "sector", "centre", "department")
        awaited = self.ticket.statements.filter(ended_at=None).select_related(*related).order_by("number")
        field = self.fields["numbers"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(row.number), _awaited(row)) for row in awaited]
            field.initial = [value for value, _label in field.choices]


def _awaited(statement: Statement) -> str:
    return f"{statement.number} · {name_of(statement)}"


def paper_choices(ticket_id: int) -> list[Choice]:
    """The files of the ticket, each of which may be shown to those asked."""
    return [(str(row.pk), row.name) for row in attachments.for_subject(SUBJECT_KIND, ticket_id)]


def within_choices(found: Sequence[tuple[int, datetime]]) -> list[Choice]:
    """By when: each date said, the promised one marked."""
    language = get_language() or "ar"
    said = [(str(number), dual_moment(due, language)) for number, due in found]
    if said:
        said[-1] = (said[-1][0], gettext("%(moment)s — as promised") % {"moment": said[-1][1]})
    return said
