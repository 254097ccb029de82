"""The filters of a list: what may be chosen follows from where the reader's powers reach."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.lib.errors import Invalid
from tawasul.lib.hijri import RIYADH, dual_date
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.tickets.labels import CHANNEL_LABELS, STATE_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import State
from tawasul.tickets.problems.number import parse_number
from tawasul.tickets.worklists import Filters, Worklist, orders_of
from tawasul.web.desk.day_field import WrittenDay
from tawasul.web.desk.work.showing import sector_name

ANY = [("", _("All"))]
EITHER = {"placeholder": "2026-09-23 / 1448-04-12"}
EVERYTHING = Worklist(key="search", title=_("Search"), empty="", states=tuple(State))


class ProblemNumber(forms.CharField):
    """The number of a problem, in whatever digits."""

    widget = forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """The digits; "" where none are asked for. Raises ValidationError."""
        text = str(super().clean(value))
        try:
            return parse_number(text) if text else ""
        except Invalid as error:
            raise ValidationError(str(error.message)) from error


class FilterForm(forms.Form):
    """What narrows and sorts a list. A field with nothing to choose between is left out."""

    type = forms.ChoiceField(label=_("Type"), required=False, choices=[*ANY, *TYPE_LABELS.items()])
    state = forms.ChoiceField(label=_("State"), required=False)
    centre = forms.ChoiceField(label=_("Centre"), required=False)
    department = forms.ChoiceField(label=pgettext_lazy("field", "Department"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[*ANY, *CHANNEL_LABELS.items()])
    category = forms.ChoiceField(label=_("Beneficiary"), required=False, choices=[*ANY, *CATEGORY_LABELS.items()])
    problem = ProblemNumber(label=_("Number of the problem"), required=False, max_length=20)
    filed_from = WrittenDay(label=_("Filed from"), required=False, shape=EITHER)
    filed_to = WrittenDay(label=_("Filed until"), required=False, shape=EITHER)

    FURTHER: tuple[str, ...] = ("channel", "category", "problem", "filed_from", "filed_to")

    def __init__(self, given: QueryDict, *, actor: Actor, row: Worklist, today: date) -> None:
        super().__init__(given, auto_id="filter_%s")
        states = [(state.value, STATE_LABELS[state.value]) for state in row.states]
        self._offer("state", [*ANY, *states] if len(states) > 1 else [])
        self._offer("order", [(each.key, each.title) for each in orders_of(row)] if len(orders_of(row)) > 1 else [])
        within = _centres_in_reach(actor, today)
        self._offer(
            "centre", [*ANY, *((str(place.pk), sector_name(place)) for place in within)] if len(within) > 1 else []
        )
        departments = _departments_in_reach(actor, str(given.get("centre", "")), within, today)
        self._offer(
            "department", [*ANY, *((str(place.pk), place.name) for place in departments)] if departments else []
        )
        self._offer_more(given, actor, today)
        self.is_valid()  # what is not understood narrows nothing

    def _offer_more(self, given: QueryDict, actor: Actor, today: date) -> None:
        """For forms with further fields, whose choices follow from what is given."""

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            del self.fields[name]

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields that are always seen."""
        return [field for field in self.visible_fields() if field.name not in self.FURTHER]

    @property
    def further(self) -> list[forms.BoundField]:
        """The fields that are opened when wanted."""
        return [field for field in self.visible_fields() if field.name in self.FURTHER]

    @property
    def further_in_use(self) -> bool:
        """Whether one of them narrows the list."""
        return any(self.cleaned_data.get(name) for name in self.FURTHER)

    @property
    def order_key(self) -> str:
        """The order chosen, or "" for the usual one."""
        return str(self.cleaned_data.get("order") or "")

    @property
    def hijri(self) -> str:
        """The chosen days said in both calendars."""
        days = (self.cleaned_data.get("filed_from"), self.cleaned_data.get("filed_to"))
        return " — ".join(dual_date(day, get_language() or "ar") for day in days if day)

    def filters(self) -> Filters:
        """What narrows the list, as the list's own query takes it."""
        chosen = self.cleaned_data
        return Filters(
            type=chosen.get("type") or "",
            state=chosen.get("state") or "",
            centre_id=int(chosen["centre"]) if chosen.get("centre") else None,
            department_id=int(chosen["department"]) if chosen.get("department") else None,
            channel=chosen.get("channel") or "",
            category=chosen.get("category") or "",
            problem=chosen.get("problem") or "",
            filed_from=_midnight(chosen.get("filed_from")),
            filed_before=_midnight(chosen.get("filed_to"), days=1),
        )

    def kept(self) -> dict[str, str]:
        """What was chosen, as an address or a saved choice carries it."""
        return {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in self.cleaned_data.items()
            if value
        }

    def said(self) -> list[tuple[str, str]]:
        """Each filter in force in words: (name of the field, what it narrows to). The order is none."""
        words = []
        for name, value in self.kept().items():
            if name == "order":
                continue
            field = self.fields[name]
            choices = dict(field.choices) if isinstance(field, forms.ChoiceField) else {}  # type: ignore[arg-type]
            chosen = choices.get(value) or f"{field.label} {value}"
            words.append((name, str(chosen)))
        return words


class SearchFilterForm(FilterForm):
    """What narrows a search: the filters of a list, and in whose hands a ticket is. A search has its own order."""

    holder = forms.ChoiceField(label=_("In the hands of"), required=False)

    FURTHER = (*FilterForm.FURTHER, "holder")

    def __init__(self, given: QueryDict, *, actor: Actor, today: date) -> None:
        super().__init__(given, actor=actor, row=EVERYTHING, today=today)

    def _offer_more(self, given: QueryDict, actor: Actor, today: date) -> None:
        self._offer("order", [])
        chosen = str(given.get("department", "")) or str(given.get("centre", ""))
        root = _place_in_reach(actor, chosen)
        people = centres.people_within(root, today) if root else []
        self._offer("holder", [*ANY, *((str(person.pk), person.name) for person in people)] if people else [])

    def filters(self) -> Filters:
        """With the holder."""
        holder = self.cleaned_data.get("holder")
        return replace(super().filters(), holder_id=int(holder) if holder else None)


def _place_in_reach(actor: Actor, chosen: str) -> Place | None:
    """The department or centre chosen, or else the actor's own; None for whoever has many and chose none.

    One's own place and what lies in it needs no power over the network: whoever works there knows their colleagues.
    """
    pk = actor.place_id if actor.place_kind is PlaceKind.DEPARTMENT else actor.centre_id
    own = centres.place(pk) if pk is not None else None
    if not chosen.isdecimal():
        return own
    below = centres.within(own) if own is not None else centres.places_visible_to(actor)
    return below.filter(pk=int(chosen)).first()


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    return datetime.combine(day + timedelta(days=days), time(), RIYADH) if day else None


def _centres_in_reach(actor: Actor, today: date) -> list[Place]:
    if actor.reach is None or actor.centre_id is not None:
        return []
    found = centres.centres(today).select_related("parent__parent")
    if actor.place_kind is not PlaceKind.MINISTRY:
        found = found.filter(parent_id=actor.place_id)
    return list(found.order_by("order_key"))


def _departments_in_reach(actor: Actor, chosen: str, within: list[Place], today: date) -> list[Place]:
    if actor.place_kind is PlaceKind.DEPARTMENT:
        return []
    if actor.centre_id is not None:
        return centres.departments_of(actor.centre_id, today)
    centre = next((place for place in within if str(place.pk) == chosen), within[0] if len(within) == 1 else None)
    return centres.departments_of(centre.pk, today) if centre else []
