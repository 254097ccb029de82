"""The followed request: where it stands, what is expected of its beneficiary, the reply, and what happened."""

import uuid
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.attachments.models import Attachment
from tawasul.calendars import explanation
from tawasul.clocks.explaining import explain
from tawasul.clocks.queries import running
from tawasul.lib.arabic import isolate
from tawasul.lib.errors import Refused
from tawasul.lib.hijri import dual_date, dual_moment, short_dual
from tawasul.lib.reference import spoken
from tawasul.service_levels.amounts import Step
from tawasul.tickets import policies, queries
from tawasul.tickets.actions.expediting import asked_until
from tawasul.tickets.actions.objecting import UPHOLDING
from tawasul.tickets.events import BY_KEY
from tawasul.tickets.labels import OBJECTION_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import UNANSWERED_STATES, Action, State
from tawasul.tickets.models import Objection, Reply, Ticket
from tawasul.tickets.public_words import explanation_of, label_of
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web import enclosing
from tawasul.web.accepted import ACCEPTED
from tawasul.web.portal.answering import refused
from tawasul.web.portal.filing.entity import said_of
from tawasul.web.portal.following import progress
from tawasul.web.portal.following.carrying import Carried, carried
from tawasul.web.portal.following.forms import AdditionForm, CompletionForm, ExpediteForm, ObjectionForm
from tawasul.web.portal.following.session import Standing, following
from tawasul.web.templatetags.ui import number
from tawasul.web.tones import OBJECTION_TONES

ICONS = {
    "filed": "inbox",
    "opened_for_decision": "hammer",
    "taken": "person-check",
    "returned": "arrow-return-left",
    "completed": "check2",
    "referred_to_department": "arrow-right",
    "referred_to_centre": "arrow-right",
    "reply_submitted": "pencil",
    "reply_approved": "check-circle",
    "closed": "archive",
    "withdrawn": "x-circle",
    "deadline_moved": "calendar3",
    "files_added": "paperclip",
    "words_added": "plus-circle",
    "joined": "intersect",
    "brought_over": "diagram-3",
    "brought_over_unheld": "diagram-3",
    "split": "signpost-split",
    "reply_shared": "check-circle",
    "expedited": "lightning",
    "objected": "exclamation-octagon",
    "objection_upheld": "check2-circle",
    "objection_rejected": "x-octagon",
    "objection_dropped": "x-circle",
    "expedite_answered": "chat-left-text",
    "statements_asked": "chat-square-quote",
}


@require_safe
@following
def show(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The page."""
    return page(request, standing)


def page(
    request: HttpRequest,
    standing: Standing,
    *,
    completion: Form | None = None,
    hurrying: Form | None = None,
    objecting: Form | None = None,
    adding: Form | None = None,
    error: Refused | None = None,
    kind: str = "",
) -> HttpResponse:
    """The page, with the form that was refused and what is wrong with it; what was typed stays. `kind` names the form."""
    ticket, language = standing.ticket, get_language() or "ar"
    contents = queries.public_contents_of(ticket)
    may = {step.action for step in policies.steps_open_to(standing.actor, ticket)}
    again_from = asked_until(ticket, timezone.now()) if Action.EXPEDITE in may else None
    to_complete, to_object = (carried(request, ticket, each) for each in (Action.COMPLETE, Action.OBJECT))
    context: dict[str, Any] = {
        "section": "follow",
        "ticket": ticket,
        "spoken": spoken(ticket.reference),
        "state": contents.furthest.value,
        "state_label": label_of(ticket, contents.furthest),
        "state_text": explanation_of(ticket, contents.furthest),
        "steps": progress.steps_of(ticket.cycle),
        "step": progress.reached(contents.furthest),
        "facts": _facts(ticket, language),
        "why": _why(ticket, language),
        "missing": contents.missing if Action.COMPLETE in may else "",
        "anew": _anew(ticket, contents.objections, language),
        "reply": _reply(contents),
        "replied": dual_moment(ticket.replied_at, language) if ticket.replied_at else "",
        "files": [_file(row, language) for row in queries.files_apart(contents.files, contents.objections)],
        "added": [{"text": row.text, "when": dual_moment(row.at, language)} for row in contents.added],
        "main": _main(ticket),
        "adding": adding or AdditionForm(),
        "events": [_said(event, language) for event in reversed(contents.events)],
        "may_add": Action.ADD_WORDS in may,
        "may_close": Action.CLOSE in may,
        "may_withdraw": Action.WITHDRAW in may,
        "completion": completion or CompletionForm(initial=_initial(to_complete)),
        "hurrying": hurrying or ExpediteForm(),
        "objecting": objecting or ObjectionForm(initial=_initial(to_object)),
        "carried_to_complete": to_complete,
        "carried_to_object": to_object,
        "may_object": Action.OBJECT in may,
        "may_drop": Action.DROP_OBJECTION in may,
        "object_until": dual_date(ticket.objectable_until, language) if ticket.objectable_until else "",
        "objections": [_objection(row, language) for row in contents.objections],
        "may_expedite": Action.EXPEDITE in may and again_from is None,
        "again_from": dual_moment(again_from, language) if again_from else "",
        "expedited": Action.EXPEDITE in may and ticket.expedited_at is not None,
        "once": str(uuid.uuid4()),
        "files_hint": enclosing.HINT,
        "accepted": ACCEPTED,
        "files_error": _files_error(error),
        "refused": kind,
        "problems": [("", str(error.message))] if error is not None and not _by_field(error) else [],
    }
    answer = render(request, "portal/follow/request.html", context)
    if any(form is not None and form.errors for form in (completion, hurrying, objecting, adding)):
        answer.status_code = 422
    return refused(answer, error)


def _reply(contents: queries.PublicContents) -> Reply | None:
    """The reply that stands: one that an upheld objection set aside is shown with that objection."""
    set_aside = {row.reply_id for row in contents.objections if row.state in UPHOLDING}
    return contents.reply if contents.reply is not None and contents.reply.pk not in set_aside else None


def _anew(ticket: Ticket, objections: list[Objection], language: str) -> dict[str, object] | None:
    """What is said first of a request on which work began anew, until it is answered again: what was decided, and by when."""
    upheld = [row for row in objections if row.state in UPHOLDING]
    if not upheld or ticket.replied_at is not None or State(ticket.state) not in UNANSWERED_STATES:
        return None
    whole = upheld[-1].state == Objection.UPHELD
    promised = _("We promise a new reply by %(date)s.") if _runs(ticket) else "%(date)s"
    return {
        "heading": _("Your objection was accepted") if whole else _("Your objection was accepted in part"),
        "text": "\n\n".join(
            [
                _("The earlier reply no longer stands, and work on your request has begun anew."),
                promised % {"date": _committed(ticket, language)},
                _("Why it was decided so, and the earlier reply, stand below under your objection."),
            ]
        ),
    }


def _initial(given: Carried | None) -> dict[str, str]:
    return {"text": given.text} if given is not None else {}


def _runs(ticket: Ticket) -> bool:
    """Whether a day is promised now: the time does not stand still."""
    return ticket.state != State.RETURNED.value and (ticket.due_at is not None or ticket.joined_to_id is not None)


def _facts(ticket: Ticket, language: str) -> list[tuple[str, object]]:
    return [
        (_("Type"), TYPE_LABELS[ticket.type]),
        (_("Entity"), said_of(ticket.centre)),
        (_("Decided in your meeting"), number(spoken(ticket.decided_in)) if ticket.decided_in else ""),
        (_("Refers to"), number(spoken(ticket.refers_to.reference)) if ticket.refers_to else ""),
        *((_("Taken up again in"), number(spoken(row.reference))) for row in _taking_up_again(ticket)),
        (_("Received"), dual_moment(ticket.filed_at, language)),
        _promised(ticket, language),
        (_("Our commitment to you"), _promised_under(ticket)),
        (_("Answered on"), dual_moment(ticket.replied_at, language) if ticket.replied_at else ""),
    ]


def _taking_up_again(ticket: Ticket) -> list[Ticket]:
    """Later requests that refer to it, where whoever follows it may follow them too."""
    return [row for row in queries.taking_up_again(ticket) if row.mobile == ticket.mobile]


def _main(ticket: Ticket) -> str:
    """The number of the request with which this one is answered, to whoever may follow that one too."""
    main = ticket.joined_to
    if main is None:
        return ""
    own = main.mobile == ticket.mobile and main.beneficiary_id == ticket.beneficiary_id
    return isolate(spoken(main.reference)) if own else _("another of yours")


def _promised_under(ticket: Ticket) -> SafeString:
    """The version of the commitment that the request keeps, whatever holds today."""
    number = ticket.service_level_version
    return format_html(
        '<a href="{}">{}</a>',
        reverse("portal:commitment_version", args=[number]),
        (
            _("Version %(number)d, in force when it was opened")
            if ticket.decided_in
            else _("Version %(number)d, in force when you wrote")
        )
        % {"number": number},
    )


def _promised(ticket: Ticket, language: str) -> tuple[str, str]:
    """What is promised now: the reply or, where that was objected to, the decision."""
    if ticket.state == State.OBJECTED.value:
        return _("We decide on your objection by"), dual_date(ticket.due_at, language) if ticket.due_at else ""
    return _("We promised a reply by"), _committed(ticket, language)


def _committed(ticket: Ticket, language: str) -> str:
    """The time promised; it stands still while something is waited for."""
    if State(ticket.state) not in UNANSWERED_STATES:
        return ""
    if ticket.state == State.RETURNED.value:
        return _("The time stands still until you complete what is missing.")
    if ticket.due_at is None and ticket.joined_to_id is None:
        return _("The time stands still while another entity, which we asked, owes us what it knows.")
    return (dual_moment if ticket.type == "report" else dual_date)(ticket.committed_at, language)


def _why(ticket: Ticket, language: str) -> list[explanation.Line]:
    """How the promised date was counted, day by day; nothing where no date is promised now."""
    if State(ticket.state) not in UNANSWERED_STATES or ticket.due_at is None:
        return []
    whole = next((row for row in running(queries.SUBJECT_KIND, ticket.pk) if row.step == Step.WHOLE.value), None)
    explained = explain(whole) if whole is not None else None
    return explanation.lines(explained.reckoning, language) if explained is not None and explained.agrees else []


def _objection(row: Objection, language: str) -> dict[str, object]:
    return {
        "papers": [_file(paper.attachment, language) for paper in row.papers.all()],
        "text": row.text,
        "when": dual_moment(row.at, language),
        "label": OBJECTION_LABELS[row.state],
        "tone": OBJECTION_TONES[row.state],
        "reasons": row.reasons,
        "rejected": row.state == Objection.REJECTED,
        "set_aside": row.reply.text if row.state in UPHOLDING else "",
        "replied": dual_moment(row.replied_at, language),
        "decided": dual_moment(row.decided_at, language) if row.decided_at else "",
    }


def _file(row: Attachment, language: str) -> dict[str, object]:
    return {
        "url": reverse("portal:follow_file", args=[row.pk]),
        "name": row.name,
        "size": row.file.size,
        "when": short_dual(row.at, language),
    }


def _said(event: Event, language: str) -> dict[str, object]:
    return {
        "sentence": say(BY_KEY[event.kind].public_sentence, event.data),
        "when": dual_moment(event.at, language),
        "at": event.at,
        "icon": ICONS.get(event.kind, "dot"),
    }


def _by_field(error: Refused) -> bool:
    return bool(getattr(error, "fields", {}))


def _files_error(error: Refused | None) -> str:
    texts = getattr(error, "fields", {}).get("files", []) if error is not None else []
    return " ".join(str(text) for text in texts)
