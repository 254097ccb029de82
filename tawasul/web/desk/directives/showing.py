"""How a directive is shown: in a row of a list, at its head, and on the ticket that it is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from tawasul.calendars.queries import schedule_for
from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.queries import scopes_of
from tawasul.centres.roles import Power
from tawasul.directives.actions import TICKET
from tawasul.directives.events import BY_KEY
from tawasul.directives.labels import LAST_LABELS, STATE_LABELS, STATE_TONES, UNANSWERED
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken
from tawasul.directives.queries import is_late, of_subject
from tawasul.directives.titles import title_of
from tawasul.lib.hijri import RIYADH, dual_date, short_dual
from tawasul.tickets.models import Ticket
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_short

EXCERPT, SHORT = 140, 60
SAID_IN = ("text", "reasons", "outcome", "reason")  # where an event keeps what somebody wrote


def directive_url(directive: Directive) -> str:
    """Where it is read."""
    return reverse("desk:directive", args=[directive.number])


def today() -> date:
    """The day in Riyadh."""
    return timezone.now().astimezone(RIYADH).date()


def head_of(directive: Directive) -> dict[str, Any]:
    """What is said of a directive wherever it stands."""
    day, late = today(), is_late(directive, today())
    return {
        "url": directive_url(directive),
        "number": directive.number,
        "spoken": spoken(directive.number),
        "line": excerpt(directive.text),
        "state": directive.state,
        "label": STATE_LABELS[directive.state],
        "tone": STATE_TONES[directive.state],
        "official": title_of(directive.official),
        "acting": directive.acting.name,
        "due": said_day(directive.due_on),
        "late": late,
        "when": said_when(directive, day),
        "confidential": directive.confidential,
        "unanswered": UNANSWERED if directive.unanswered else "",
    }


def shown_on_ticket(actor: Actor, ticket: Ticket) -> dict[str, Any]:
    """The directives about a ticket that its reader sees, and whether they record one."""
    return {
        "directives": [head_of(row) for row in of_subject(actor, TICKET, ticket.pk)],
        "may_direct": actor.can(Power.ISSUE_DIRECTIVES),
    }


def row_of(directive: Directive, last: Mapping[int, Event]) -> dict[str, Any]:
    """A row of a list, with the last action taken."""
    return head_of(directive) | {"last": said_last(last.get(directive.pk))}


def said_last(event: Event | None) -> dict[str, Any]:
    """The last action: what was done, in short, the beginning of what was written, and when."""
    if event is None:
        return {"said": "", "text": "", "when": ""}
    written = next((str(event.data[name]) for name in SAID_IN if event.kind != "issued" and event.data.get(name)), "")
    return {"said": LAST_LABELS[event.kind], "text": excerpt(written, SHORT), "when": said_short(event.at)}


def sentence_of(event: Event) -> str:
    """An event as a sentence."""
    english = get_language() == "en"
    return say(BY_KEY[event.kind].sentence, event.data, actor=event.actor_name_en if english else event.actor_name_ar)


def said_day(day: date) -> str:
    """A day in figures, in both calendars."""
    return short_dual(day, get_language() or "ar")


def said_when(directive: Directive, day: date) -> str:
    """How far the day is that counts: of what is open alone."""
    if directive.state != "open":
        return ""
    days = (directive.due_on - day).days
    if days < 0:
        return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}
    if days == 0:
        return pgettext("directive", "Due today")
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


def say_if_nobody_works(request: DeskRequest, acting_id: int, day: date) -> None:
    """A day on which those who must act do not work is no mistake; but whoever chose it should know."""
    if not schedule_for(scopes_of(centres.place(acting_id).path)).on(day).spans:
        said = _("%(day)s is no working day of those who must act. You may set another day.")
        messages.warning(request, said % {"day": dual_date(day, get_language() or "ar")})


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def breadcrumbs(last: str = "") -> list[tuple[Any, str]]:
    """The way here."""
    way: list[tuple[Any, str]] = [
        (_("My work"), reverse("desk:home")),
        (_("Directives"), reverse("desk:directives") if last else ""),
    ]
    return [*way, (last, "")] if last else way
