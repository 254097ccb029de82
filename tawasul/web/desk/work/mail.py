"""E-mail that came into the centres' boxes: the figures of each, what waits for somebody's decision, and the decisions."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.roles import ROLES, PlaceKind, Power
from tawasul.lib.arabic import isolate
from tawasul.lib.errors import Invalid, Refused
from tawasul.lib.masking import masked_email
from tawasul.lib.reference import spoken
from tawasul.mailboxes import actions, queries
from tawasul.mailboxes.events import EVENT_KINDS
from tawasul.mailboxes.fetching import LARGEST
from tawasul.mailboxes.found import Sender
from tawasul.mailboxes.labels import BECAME_LABELS, FAULT_LABELS, JUDGEMENT_LABELS
from tawasul.mailboxes.models import Mailbox, Message
from tawasul.mailboxes.reading import read
from tawasul.tickets.models import Ticket
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_moment, said_short, ticket_url
from tawasul.web.doors import staff_only

TONES = {"to_read": "information", "machine": "neutral", "bounce": "neutral", "no_text": "warning",
         "unreadable": "danger", "too_large": "danger"}  # fmt: skip
ICONS = {"made": "plus-circle", "joined": "intersect", "bytes_taken": "download", "set_aside": "archive",
         "waits_again": "arrow-counterclockwise"}  # fmt: skip
SENTENCES = {kind.key: kind.sentence for kind in EVENT_KINDS}
PAGE = 30


@staff_only(*queries.SEE_BOXES)
@require_safe
def mailboxes(request: DeskRequest) -> HttpResponse:
    """The boxes with their figures; below them, for whoever reads what comes, what waits or what was decided."""
    actor = request.actor
    reads = queries.may_read(actor)
    past = reads and "past" in request.GET
    context: dict[str, Any] = {
        "title": _("E-mail"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("E-mail"), "")],
        "boxes": [_box(box) for box in queries.with_figures(queries.mailboxes_visible_to(actor))],
        "may_open": actor.can(Power.MANAGE_NETWORK),
        "reads": reads,
        "past": past,
    }
    if reads:
        rows = queries.messages_visible_to(actor)
        rows = rows.order_by("-pk") if past else queries.waiting(rows)
        after = request.GET.get("after", "")
        if after.isdecimal() and len(after) < 19:
            rows = rows.filter(pk__lt=int(after))
        found = list(rows[: PAGE + 1])
        more = {"past": "1"} if past else {}
        context |= {
            "letters": [_line(row) for row in found[:PAGE]],
            "next_url": _url(after=str(found[PAGE - 1].pk), **more) if len(found) > PAGE else "",
            "first_url": _url(**more) if after else "",
        }
    return render(request, "desk/work/mail/list.html", context)


@staff_only(Power.TRIAGE, Power.FILE_FOR)
@require_safe
def letter(request: DeskRequest, message_id: int) -> HttpResponse:
    """One message: what it says, what it encloses, and what may be done with it."""
    return _shown(request, actions.message_for(request.actor, message_id))


@staff_only(Power.TRIAGE, Power.FILE_FOR)
@require_POST
def letter_join(request: DeskRequest, message_id: int) -> HttpResponse:
    """Add it to the ticket of this number; asked first where its address is not known there (`sure`: the ticket agreed to)."""
    reference = request.POST.get("reference", "")[:40]
    try:
        message, ticket = (
            actions.message_for(request.actor, message_id),
            actions.ticket_to_join(request.actor, reference),
        )
        if (
            message.waits
            and request.POST.get("sure") != ticket.reference
            and not queries.is_known_on(ticket, message.sender)
        ):
            return _shown(request, message, typed={"reference": reference}, unknown_on=ticket, status=409)
        actions.join(actor=request.actor, message_id=message_id, reference=reference, at=timezone.now())
    except Refused as refused:
        return _refused(request, message_id, refused, {"reference": reference})
    messages.success(request, gettext("It was added to the ticket, and whoever has it is told."))
    return redirect("desk:mailboxes")


@staff_only(Power.TRIAGE, Power.FILE_FOR)
@require_POST
def letter_aside(request: DeskRequest, message_id: int) -> HttpResponse:
    """Nothing comes of it."""
    reason = request.POST.get("reason", "")[:400]
    try:
        actions.set_aside(actor=request.actor, message_id=message_id, reason=reason, at=timezone.now())
    except Refused as refused:
        return _refused(request, message_id, refused, {"reason": reason})
    messages.success(request, gettext("The e-mail is set aside. It stays kept."))
    return redirect("desk:mailboxes")


@staff_only(Power.TRIAGE, Power.FILE_FOR)
@require_POST
def letter_back(request: DeskRequest, message_id: int) -> HttpResponse:
    """It was set aside, and waits again."""
    try:
        actions.take_back(actor=request.actor, message_id=message_id, at=timezone.now())
    except Refused as refused:
        return _refused(request, message_id, refused, {})
    messages.success(request, gettext("The e-mail waits for a decision again."))
    return redirect("desk:letter", message_id)


@staff_only(Power.TRIAGE, Power.FILE_FOR)
@require_POST
def letter_bytes(request: DeskRequest, message_id: int) -> HttpResponse:
    """The message as it came, byte for byte, to be saved: never shown as a page."""
    body = actions.take_bytes(actor=request.actor, message_id=message_id, at=timezone.now())
    answer = HttpResponse(body, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{message_id}.eml"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _refused(request: DeskRequest, message_id: int, refused: Refused, typed: dict[str, str]) -> HttpResponse:
    message = actions.message_for(request.actor, message_id)
    fields = refused.fields if isinstance(refused, Invalid) else {}
    problems = {name: " ".join(str(each) for each in said) for name, said in fields.items()}
    return _shown(request, message, typed=typed, problems=problems, problem=str(refused.message), status=refused.status)


def _shown(
    request: DeskRequest,
    message: Message,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
    problem: str = "",
    unknown_on: Ticket | None = None,
    status: int = 200,
) -> HttpResponse:
    body = message.body
    reading = read(body, server=message.mailbox.authserv_id) if body is not None else None
    suggested = spoken(message.ticket.reference) if message.ticket is not None and message.waits else ""
    context = {
        "title": message.subject or _("Without a subject"),
        "breadcrumbs": [
            (_("My work"), reverse("desk:home")),
            (_("E-mail"), reverse("desk:mailboxes")),
            (message.subject or _("Without a subject"), ""),
        ],
        "letter": message,
        "line": _line(message),
        "text": reading.text if reading else "",
        "enclosed": reading.enclosed if reading else (),
        "doubtful": reading is not None and reading.sender_is is Sender.DOUBTFUL,
        "large": _large(message) if message.too_large else None,
        "kept": said_moment(message.kept_at),
        "waits": message.waits,
        "may_file": request.actor.can(Power.FILE_FOR),
        "suggested": suggested,
        "typed": {"reference": suggested} | (typed or {}),
        "problems": problems or {},
        "problem": problem,
        "unknown_on": _unknown_on(message, unknown_on) if unknown_on is not None else None,
        "filers": "" if request.actor.can(Power.FILE_FOR) else _filers(),
        "aside": message.set_aside_at is not None,
        "history": [_passage(event) for event in queries.events_of(message)],
        "became": BECAME_LABELS.get(message.became, ""),
        "ticket_url": ticket_url(message.ticket.reference, "") if message.ticket is not None and message.became else "",
        "ticket_number": spoken(message.ticket.reference) if message.ticket is not None else "",
    }
    return render(request, "desk/work/mail/letter.html", context, status=status)


def _unknown_on(message: Message, ticket: Ticket) -> dict[str, Any]:
    """What is asked before a message is added to a ticket on which its address is not known."""
    return {
        "reference": ticket.reference,
        "number": isolate(spoken(ticket.reference)),
        "sender": isolate(masked_email(message.sender)) if message.sender else "",
        "beneficiary": isolate(ticket.beneficiary.name),
    }


def _filers() -> str:
    """Whoever files for others at a centre, by their roles."""
    roles = (role.key for role in ROLES if Power.FILE_FOR in role.powers and PlaceKind.CENTRE in role.held_at)
    return (", " if get_language() == "en" else "، ").join(str(ROLE_LABELS[role]) for role in roles)


def _passage(event: Event) -> dict[str, Any]:
    name = event.actor_name_en if get_language() == "en" else event.actor_name_ar
    return {
        "sentence": say(SENTENCES[event.kind], event.data, actor=name),
        "at": event.at,
        "when": said_moment(event.at),
        "icon": ICONS.get(event.kind, ""),
    }


def _large(message: Message) -> dict[str, Any]:
    """What is said of one that stayed on the server."""
    box = message.mailbox
    return {"size": message.size, "most": LARGEST, "user": box.user, "folder": box.folder, "host": box.host}


def _line(message: Message) -> dict[str, Any]:
    return {
        "url": reverse("desk:letter", args=[message.pk]),
        "subject": message.subject or _("Without a subject"),
        "sender": masked_email(message.sender) if message.sender else _("Sender not known"),
        "centre": message.mailbox.centre.name,
        "kept": said_short(message.kept_at),
        "badge": _badge(message),
        "standing": _standing(message),
        "answers": isolate(spoken(message.ticket.reference)) if message.ticket is not None and message.waits else "",
    }


def _badge(message: Message) -> tuple[str, Any]:
    """A word and its tone: what became of it, or of what kind it is while it waits."""
    if message.became:
        return "success", BECAME_LABELS[message.became]
    if message.repeats_id is not None:
        return "neutral", _("The same came before")
    if message.set_aside_at is not None:
        return "neutral", _("Set aside")
    return TONES[message.judgement], JUDGEMENT_LABELS[message.judgement]


def _standing(message: Message) -> str:
    if message.became and message.ticket is not None:
        return f"{BECAME_LABELS[message.became]} {isolate(spoken(message.ticket.reference))}"
    if message.repeats_id is not None:
        return gettext("The same came before")
    if message.set_aside_at is not None:
        return f"{gettext('Set aside')}: {message.set_aside_reason}"
    return gettext("Waits for a decision")


def _box(box: Mailbox) -> dict[str, Any]:
    names = ("fetched", "made", "joined", "waiting", "aside", "repeated")
    return {
        "user": box.user,
        "folder": box.folder,
        "centre": box.centre.name,
        "fetched_at": said_short(box.fetched_at) if box.fetched_at else "",
        "server": box.authserv_id,
        "naming": reverse("desk:mailbox_server", args=[box.pk]),
        "fault": FAULT_LABELS.get(box.fault, ""),
        **{name: getattr(box, name) for name in names},
    }


def _url(**asked: str) -> str:
    return f"{reverse('desk:mailboxes')}?{urlencode(asked)}" if asked else reverse("desk:mailboxes")
