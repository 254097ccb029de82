"""How a ticket is shown in a row of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tawasul.centres.labels import PLACE_KIND_LABELS
from tawasul.centres.models import Place
from tawasul.centres.roles import SECTORS, PlaceKind
from tawasul.lib.arabic import isolate
from tawasul.lib.hijri import RIYADH, clock, dual_date, dual_moment, short_dual
from tawasul.lib.reference import spoken
from tawasul.service_levels.amounts import Step
from tawasul.service_levels.labels import STEP_LABELS
from tawasul.tickets.hands import said_of
from tawasul.tickets.labels import JOINED, REPLY_SENT_BACK, SENT_FOR_STATEMENT, STATE_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import UNANSWERED_STATES, State, TicketType
from tawasul.tickets.models import Reply, Ticket
from tawasul.tickets.problems.labels import WAITING_ON
from tawasul.tickets.problems.number import spoken as said_number
from tawasul.tickets.timekeeping import step_due
from tawasul.tickets.worklists import Moment

UNANSWERED = frozenset(state.value for state in UNANSWERED_STATES)

# The column of a list is named by the moment that stands in it.
MOMENT_LABELS = {
    Moment.FILED: gettext_lazy("Filed"),
    Moment.STATE: gettext_lazy("In this state since"),
    Moment.ENDED: gettext_lazy("Ended"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a row says of a ticket, in the reader's language."""

    url: str
    reference: str
    spoken: str
    subject: str
    urgent: bool
    type_label: Any
    state: str
    state_label: Any
    beneficiary: str
    hands: str  # a person, or the reviewers, the beneficiary, the place
    where: str  # empty where the place itself has it
    at: datetime
    at_label: Any  # what the moment is of
    when: str
    due: str
    due_tone: str  # danger: late; warning: due today; else empty
    referrals: int
    expedites: int  # 0 once they are answered
    on_problem: Any  # in words, while it waits on a problem
    joined: Any  # in words, while it follows another ticket
    sent_for_statement: Any  # in words, while a statement is awaited
    sent_back: Any  # in words, while what is drafted is a reply that its reviewer sent back
    fresh: bool


def row_of(ticket: Ticket, *, worklist: str = "", since: datetime | None = None, moment: Moment = Moment.STATE) -> Row:
    """The row of a ticket; `since`: what changed later is marked as fresh; `moment`: which one of it is shown."""
    language, standing, having = get_language() or "ar", _standing(ticket, timezone.now()), said_of(ticket)
    at = getattr(ticket, moment.value)
    return Row(
        url=ticket_url(ticket.reference, worklist),
        reference=ticket.reference,
        spoken=spoken(ticket.reference),
        subject=ticket.subject,
        urgent=ticket.type == TicketType.REPORT.value,
        type_label=TYPE_LABELS[ticket.type],
        state=ticket.state,
        state_label=STATE_LABELS[ticket.state],
        beneficiary=ticket.beneficiary.name,
        hands=having.who,
        where=having.where,
        at=at,
        at_label=MOMENT_LABELS[moment],
        when=dual_moment(at, language),
        due=_due(ticket, standing, language),
        due_tone={"late": "danger", "today": "warning"}.get(standing, ""),
        referrals=ticket.referral_count,
        expedites=ticket.expedite_count if ticket.expedited_at else 0,
        on_problem=waiting_on(ticket),
        joined=JOINED if ticket.joined_to_id is not None else "",
        sent_for_statement=SENT_FOR_STATEMENT if ticket.statements_open else "",
        sent_back=REPLY_SENT_BACK if _is_sent_back(ticket) else "",
        fresh=since is not None and ticket.changed_at > since,
    )


def waiting_on(ticket: Ticket) -> Any:
    """On which problem it waits, in words; empty where on none. It comes from a query with `RELATED`."""
    return WAITING_ON % {"number": isolate(said_number(ticket.problem.number))} if ticket.problem else ""


def _is_sent_back(ticket: Ticket) -> bool:
    """Known of tickets that were read with their last reply (`queries.with_last_reply`)."""
    drafted = ticket.state == State.REPLY_DRAFTED.value
    return drafted and getattr(ticket, "last_reply", None) == Reply.SENT_BACK


def _standing(ticket: Ticket, now: datetime) -> str:
    """How it stands to the nearest instant by which somebody must act."""
    if ticket.due_at is None or ticket.state not in UNANSWERED:
        return ""
    if ticket.due_at < now:
        return "late"
    return "today" if ticket.due_at.astimezone(RIYADH).date() == now.astimezone(RIYADH).date() else ""


def _due(ticket: Ticket, standing: str, language: str) -> str:
    """What waits is told by what was promised; what is late or due today by which step it is, or whether it is the promise to
    the beneficiary itself; no date while it stands still."""
    if ticket.state not in UNANSWERED or ticket.joined_to_id is not None:
        return ""
    if ticket.due_at is None:
        return _("The time stands still")
    step = step_due(ticket)
    what = STEP_LABELS[step.value] if step else _("The step")
    if standing == "late":
        said = _("Late – %(step)s: it was due %(moment)s") % {"step": what, "moment": said_short(ticket.due_at)}
        if step in {Step.WHOLE, Step.OBJECTION} or ticket.committed_at >= timezone.now():
            return said
        return _("%(late)s. The reply promised to the beneficiary is late too") % {"late": said}
    if standing == "today":
        return _("Due today at %(hour)s: %(step)s") % {"hour": clock(ticket.due_at), "step": what}
    if step is Step.OBJECTION:  # what was promised of the reply is past: it was given
        return _("%(step)s: by %(moment)s") % {"step": what, "moment": said_short(ticket.due_at)}
    return _("Promised by %(due)s") % {"due": short_dual(ticket.committed_at, language)}


def ticket_url(reference: str, worklist: str = "") -> str:
    """Where a ticket is read, and from which list one came (so that one can go on to its next)."""
    url = reverse("desk:ticket", args=[reference])
    return f"{url}?{urlencode({'list': worklist})}" if worklist else url


def said_moment(moment: datetime) -> str:
    """A day and time in both calendars."""
    return dual_moment(moment, get_language() or "ar")


def said_short(moment: datetime) -> str:
    """A day in figures in both calendars, and the time: where there is little room."""
    return f"{short_dual(moment, get_language() or 'ar')} {clock(moment)}"


def said_date(moment: datetime) -> str:
    """A day in both calendars."""
    return dual_date(moment, get_language() or "ar")


def above(place: Place) -> str:
    """By what a place of this name is told from others: its university or education department."""
    parent = place.parent
    return sector_name(parent) if parent is not None and parent.parent is not None else place.name


def options_of(places: Iterable[Place]) -> list[dict[str, Any]]:
    """Places to choose from, each with what it is told from others by, for `parts/options.html`."""
    return [
        {
            "value": place.pk,
            "label": place.name,
            "detail": _("The whole of it, by its head") if PlaceKind(place.kind) in SECTORS else above(place),
        }
        for place in places
    ]


def place_with_above(place: Place) -> str:
    """A place by its own name and by what tells it from others of that name: the sector over it and over its centre, whose
    names alone differ. Select `parent__parent` with it."""
    parent = place.parent
    if (
        parent is None or parent.parent is None
    ):  # the ministry, and what stands right below it: their own names are enough
        return place.name
    return f"{place.name} · {sector_name(parent)}"


def kind_and_sector(place: Place) -> str:
    """Of what kind it is, and in which sector: centres and departments are called alike in all of them. Select
    `parent__parent` with it."""
    parts = [PLACE_KIND_LABELS[place.kind], sector_name(place.parent) if place.parent is not None else ""]
    return " · ".join(str(part) for part in parts if part)


def sector_name(centre: Place) -> str:
    """A centre is known by the sector it serves; the ministry's own by its own name."""
    parent = centre.parent
    return centre.name if parent is None or parent.parent_id is None else parent.name
