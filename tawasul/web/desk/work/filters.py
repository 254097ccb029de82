"""The filters of a list: what may be chosen follows from where the reader's powers reach."""

from collections.abc import Iterator
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
from tawasul.tickets.lifecycle import FINAL_STATES, State
from tawasul.tickets.problems.number import parse_number
from tawasul.tickets.worklists import Filters, Worklist, orders_of
from tawasul.web.day_field import WrittenDay
from tawasul.web.desk.work.places_offered import (
    Asked,
    centres_offered,
    department_name,
    departments_offered,
    is_open,
    number_of,
    said_choices,
)
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


class Chosen(forms.ChoiceField):
    """One of what is offered. Whatever else an address asks for is refused, never taken for "all"."""

    default_error_messages = {
        "invalid_choice": _("There is nothing of this kind to be listed here. Choose another, or all.")
    }


class OrderField(forms.ChoiceField):
    """How a list is sorted. It narrows nothing, so what is not understood is the usual order."""

    def clean(self, value: Any) -> str:
        """The order's key, or ""."""
        return str(value) if value and self.valid_value(value) else ""


class FilterForm(forms.Form):
    """What narrows and sorts a list. A field with nothing to choose between is left out, unless it is asked for."""

    type = Chosen(label=_("Type"), required=False, choices=[*ANY, *TYPE_LABELS.items()])
    state = Chosen(label=_("State"), required=False)
    centre = Chosen(label=_("Centre"), required=False, widget=forms.Select(attrs={"data-empties": "department holder"}))
    department = Chosen(
        label=pgettext_lazy("field", "Department"),
        required=False,
        widget=forms.Select(attrs={"data-empties": "holder"}),
    )
    order = OrderField(label=_("Order"), required=False)
    channel = Chosen(label=_("Channel"), required=False, choices=[*ANY, *CHANNEL_LABELS.items()])
    category = Chosen(label=_("Beneficiary"), required=False, choices=[*ANY, *CATEGORY_LABELS.items()])
    problem = ProblemNumber(label=_("Number of the problem"), required=False, max_length=20)
    filed_from = WrittenDay(label=_("Filed from"), required=False, shape=EITHER)
    filed_to = WrittenDay(label=_("Filed until"), required=False, shape=EITHER)

    FURTHER: tuple[str, ...] = ("channel", "category", "problem", "filed_from", "filed_to")
    OWN_ALONE = True  # where no place is chosen, the reader's own place is listed, without what its predecessors ended

    def __init__(self, given: QueryDict, *, actor: Actor, row: Worklist, today: date) -> None:
        super().__init__(given, auto_id="filter_%s")
        states = [(state.value, STATE_LABELS[state.value]) for state in row.states]
        self._offer("state", [*ANY, *states], several=len(states) > 1)
        orders = [(each.key, each.title) for each in orders_of(row)]
        self._offer("order", orders, several=len(orders) > 1)
        asked = Asked(
            actor=actor,
            centre=number_of(given.get("centre")),
            department=number_of(given.get("department")),
            ended=not FINAL_STATES.isdisjoint(row.states),
            today=today,
        )
        within = centres_offered(asked)
        self._offer(
            "centre",
            [*self._blank(actor, within, actor.centre_id), *said_choices(within, sector_name, today)],
            several=len(within) > 1,
        )
        departments = departments_offered(asked, within)
        own = actor.place_id if actor.place_kind is PlaceKind.DEPARTMENT else None
        self._offer(
            "department",
            [*self._blank(actor, departments, own), *said_choices(departments, department_name, today)],
            several=bool(departments),
        )
        self._offer_more(asked, [*within, *departments])
        self.is_valid()

    def _blank(self, actor: Actor, offered: list[Place], own: int | None) -> list[Any]:
        """What stands for "none chosen": all, but for whoever chooses between their own place and what it took over from."""
        if not self.OWN_ALONE or own is None or actor.reach is None or not actor.reach.former:
            return ANY
        return [
            ("", sector_name(place) if place.pk == actor.centre_id else place.name)
            for place in offered
            if place.pk == own
        ] or ANY

    def _offer_more(self, asked: Asked, places: list[Place]) -> None:
        """For forms with further fields, whose choices follow from what is asked."""

    def _offer(self, name: str, choices: list[Any], *, several: bool) -> None:
        """Choices where there are several; where there are not, the field stays for an address that asks for something."""
        field = self.fields[name]
        if (several or self.data.get(name)) and isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("filed_from"), given.get("filed_to")
        if first and last and last < first:
            self.add_error("filed_to", _("The last day is before the first."))
        return given

    @property
    def refused(self) -> bool:
        """Whether something asked for is not understood: then nothing is listed until it is mended."""
        return bool(self.errors)

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
        """Whether one of them narrows the list, or is to be mended."""
        return any(self.cleaned_data.get(name) or name in self.errors for name in self.FURTHER)

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

    def asked(self) -> dict[str, str]:
        """What was chosen and what was refused, as it was asked for."""
        return self.kept() | {name: str(self.data.get(name, "")) for name in self.errors if name in self.fields}

    def said(self) -> list[tuple[str, str]]:
        """Each filter in force in words: (name of the field, what it narrows to). The order is none."""
        words = []
        for name, value in self.kept().items():
            if name == "order":
                continue
            field = self.fields[name]
            choices = dict(_flat(field.choices)) if isinstance(field, forms.ChoiceField) else {}
            chosen = choices.get(value) or f"{field.label} {value}"
            words.append((name, str(chosen)))
        return words


class SearchFilterForm(FilterForm):
    """What narrows a search: the filters of a list, and in whose hands a ticket is. A search has its own order."""

    holder = Chosen(label=_("In the hands of"), required=False)

    FURTHER = (*FilterForm.FURTHER, "holder")
    OWN_ALONE = False

    def __init__(self, given: QueryDict, *, actor: Actor, today: date) -> None:
        super().__init__(given, actor=actor, row=EVERYTHING, today=today)

    def _offer_more(self, asked: Asked, places: list[Place]) -> None:
        del self.fields["order"]
        root = _root(asked, places)
        day = (
            asked.today if root is None or is_open(root, asked.today) else root.closed_on
        )  # who worked there to the last
        people = centres.people_within(root, day) if root and day else []
        self._offer("holder", [*ANY, *((str(person.pk), person.name) for person in people)], several=bool(people))

    def filters(self) -> Filters:
        """With the holder."""
        holder = self.cleaned_data.get("holder")
        return replace(super().filters(), holder_id=int(holder) if holder else None)


def _root(asked: Asked, places: list[Place]) -> Place | None:
    """The department or centre chosen, or else the reader's own; None for whoever has many and chose none."""
    chosen = asked.department if asked.department is not None else asked.centre
    if chosen is not None:
        return next((place for place in places if place.pk == chosen), None)
    actor = asked.actor
    pk = actor.place_id if actor.place_kind is PlaceKind.DEPARTMENT else actor.centre_id
    return centres.place(pk) if pk is not None else None


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    """The choices of a field without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    return datetime.combine(day + timedelta(days=days), time(), RIYADH) if day else None
