"""How a problem is shown: in a row of the list, at its head, and on the tickets that wait on it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tawasul.lib.hijri import RIYADH, short_dual
from tawasul.tickets.models import Linking, Problem, Ticket
from tawasul.tickets.problems.labels import GIVING_LABELS, LEAVING_LABELS, STATE_LABELS
from tawasul.tickets.problems.lifecycle import ACTIVE, State
from tawasul.tickets.problems.number import spoken
from tawasul.tickets.problems.queries import without_answer
from tawasul.web.desk.work.showing import row_of, said_short, sector_name

TONES = {
    "open": "information",
    "cause_known": "review",
    "raised": "travel",
    "answered": "success",
    "closed": "neutral",
}
GIVING_TONES = {"": "neutral", "waiting": "information", "given": "review", "refused": "warning"}


def problem_url(problem: Problem) -> str:
    """Where it is read."""
    return reverse("desk:problem", args=[problem.number])


def head_of(problem: Problem, without: int = 0) -> dict[str, Any]:
    """What is said of a problem wherever it stands; `without`: how many tickets have not taken its answer yet."""
    today = timezone.now().astimezone(RIYADH).date()
    return {
        "url": problem_url(problem),
        "number": problem.number,
        "spoken": spoken(problem.number),
        "title": problem.title,
        "state": problem.state,
        "label": STATE_LABELS[problem.state],
        "tone": "information" if without else TONES[problem.state],
        "without": _("Tickets without the answer yet: %(count)d") % {"count": without} if without else "",
        "late": is_late(problem, today),
        "due": said_day(problem.due_on) if problem.due_on else "",
        "raised_to": raised_to(problem),
    }


def row_in_list(problem: Problem, counts: Mapping[int, tuple[int, int]], without: Mapping[int, int]) -> dict[str, Any]:
    """A row: with whose it is, how many wait on it (`counts`: all, and those of the reader), and how many of them without its
    answer though it is given."""
    waiting, own = counts.get(problem.pk, (0, 0))
    return head_of(problem, without.get(problem.pk, 0)) | {
        "place": said_scope(problem),
        "owner": problem.owner.name,
        "since": said_short(problem.state_since),
        "at": problem.state_since,
        "waiting": waiting,
        "own": own,
    }


def is_late(problem: Problem, today: date) -> bool:
    """The day promised has passed, and it is not answered."""
    return State(problem.state) in ACTIVE and problem.due_on is not None and problem.due_on < today


def said_day(day: date) -> str:
    """A day in figures, in both calendars."""
    return short_dual(day, get_language() or "ar")


def said_scope(problem: Problem) -> str:
    """The lowest place over all of it; a centre by the sector that it serves."""
    if problem.centre is not None:
        return sector_name(problem.centre)
    return problem.sector.name if problem.sector is not None else _("Several sectors")


def raised_to(problem: Problem) -> str:
    """The department or the body to which it was raised."""
    return problem.raised_to.name if problem.raised_to is not None else problem.raised_to_name


def shown_linking(row: Linking) -> dict[str, Any]:
    """A ticket on the problem's page, with how far the answer is there."""
    english = get_language() == "en"
    return {
        "ticket": row_of(row.ticket),
        "centre": sector_name(row.ticket.centre),
        "giving": GIVING_LABELS[row.giving],
        "tone": GIVING_TONES[row.giving],
        "why": row.why_en if english else row.why_ar,
        "linked": said_short(row.at),
        "by": row.by.name if row.by else "",
        "left": LEAVING_LABELS[row.left] if row.left else "",
        "left_when": said_short(row.left_at) if row.left_at else "",
        "left_reason": row.left_reason,
    }


def shown_problem(ticket: Ticket) -> dict[str, Any] | None:
    """The problem on which a ticket waits; None where on none. Its own state, and what it promises."""
    problem = ticket.problem
    if problem is None:
        return None
    return head_of(problem, without_answer([problem]).get(problem.pk, 0)) | {
        "cause": problem.cause,
        "remedy": problem.remedy,
    }


def breadcrumbs(last: str = "") -> list[tuple[Any, str]]:
    """The way here."""
    way: list[tuple[Any, str]] = [
        (_("My work"), reverse("desk:home")),
        (_("Problems"), reverse("desk:problems") if last else ""),
    ]
    return [*way, (last, "")] if last else way
