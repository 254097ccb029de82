"""Objections: a beneficiary objects to a reply, and somebody above those who gave it decides."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor, ActorKind
from tawasul.lib.errors import Invalid, NotAllowed
from tawasul.tickets import deciding
from tawasul.tickets.actions import expediting, joining
from tawasul.tickets.actions.changing import LONGEST_TEXT, begin, finish, given
from tawasul.tickets.actions.enclosing import enclose, say_enclosed
from tawasul.tickets.labels import OBJECTION_LABELS
from tawasul.tickets.lifecycle import Action, Step
from tawasul.tickets.models import Objection, ObjectionPaper, Reply, Ticket
from tawasul.tickets.saying import both

UPHOLDING = (Objection.UPHELD, Objection.PARTLY)


@transaction.atomic
def object_to_reply(
    *,
    actor: Actor,
    ticket_id: int,
    text: str,
    at: datetime,
    channel: str = "",
    uploads: Iterable["UploadedFile[Any]"] = (),
    draft_key: str = "",
    seen: int | None = None,
) -> Objection:
    """Write down what the beneficiary finds wrong with the reply, within the time for it; those who decide are told.

    `channel` is how they objected, where an officer writes it down for them (empty: by telephone). The papers that come with
    it (`uploads`, and those sent before under `draft_key`) are files of the ticket that are shown with the objection: all of
    it is kept, or nothing (Invalid, on `files`).
    """
    ticket, step, at = begin(actor, ticket_id, Action.OBJECT, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT, shortest=10)
    reply = Reply.objects.filter(ticket=ticket, state=Reply.APPROVED).order_by("-round").first()
    if reply is None or ticket.replied_at is None:
        raise RuntimeError("what is objected to was replied")
    ticket.objection_count += 1
    made = Objection.objects.create(
        ticket=ticket,
        number=ticket.objection_count,
        cycle=ticket.cycle,
        reply=reply,
        replied_at=ticket.replied_at,
        closed_at=ticket.ended_at,
        above=deciding.above_of(ticket),
        channel="portal" if actor.kind is ActorKind.BENEFICIARY else channel or "telephone",
        text=text,
        by_id=actor.user_id,
        at=at,
    )
    papers = enclose(actor, ticket, uploads, at, draft_key=draft_key)
    ObjectionPaper.objects.bulk_create(ObjectionPaper(objection=made, attachment=paper) for paper in papers)
    ticket.ended_at = ticket.objectable_until = None
    finish(actor, ticket, step, at=at, kind="objected", data={"number": made.number, "text": text})
    say_enclosed(actor, ticket, papers, at)
    return made


@transaction.atomic
def uphold_objection(
    *, actor: Actor, ticket_id: int, outcome: str, reasons: str, at: datetime, seen: int | None = None
) -> Objection:
    """Find the objection right ("upheld") or right in part ("partly"): the ticket is new again, in another cycle.

    The first reply, its closing and its clocks stay as they were measured.
    """
    ticket, step, at = begin(actor, ticket_id, Action.UPHOLD_OBJECTION, seen=seen, at=at)
    reasons = given("reasons", reasons, shortest=10)
    if outcome not in UPHOLDING:
        said = _("Say whether the objection is upheld, or upheld in part.")
        raise Invalid(said, fields={"outcome": [said]})
    objection = _decide(actor, ticket, outcome, reasons, at)
    ticket.cycle += 1
    ticket.replied_at = None
    ticket.department = ticket.holder = None
    _tell(actor, ticket, step, objection, at, "objection_upheld")
    return objection


@transaction.atomic
def reject_objection(*, actor: Actor, ticket_id: int, reasons: str, at: datetime, seen: int | None = None) -> Objection:
    """Find the objection wrong, with reasons that the beneficiary reads: the ticket is closed."""
    ticket, step, at = begin(actor, ticket_id, Action.REJECT_OBJECTION, seen=seen, at=at)
    reasons = given("reasons", reasons, shortest=10)
    objection = _decide(actor, ticket, Objection.REJECTED, reasons, at)
    _end(ticket, at)
    _tell(actor, ticket, step, objection, at, "objection_rejected")
    joining.close_with(actor, ticket, at=at)
    return objection


@transaction.atomic
def drop_objection(*, actor: Actor, ticket_id: int, reason: str, at: datetime, seen: int | None = None) -> Objection:
    """The beneficiary leaves it at the reply after all: the ticket is closed."""
    ticket, step, at = begin(actor, ticket_id, Action.DROP_OBJECTION, seen=seen, at=at)
    reason = given("reason", reason)
    objection = _open(ticket)
    objection.state, objection.reasons, objection.decided_at = Objection.DROPPED, reason, at
    objection.save()
    _end(ticket, at)
    finish(actor, ticket, step, at=at, kind="objection_dropped", data={"reason": reason})
    joining.close_with(actor, ticket, at=at)
    return objection


def _decide(actor: Actor, ticket: Ticket, outcome: str, reasons: str, at: datetime) -> Objection:
    if actor.user_id is None:
        raise NotAllowed(_("Only a person decides."))
    objection = _open(ticket)
    objection.state, objection.reasons = outcome, reasons
    objection.decided_by_id, objection.decided_at = actor.user_id, at
    objection.save()
    return objection


def _tell(actor: Actor, ticket: Ticket, step: Step, objection: Objection, at: datetime, kind: str) -> None:
    outcome = both("outcome", OBJECTION_LABELS[objection.state])
    data = {**outcome, "number": objection.number, "reasons": objection.reasons}
    told = {"outcome": {"ar": outcome["outcome_ar"], "en": outcome["outcome_en"]}, "reasons": objection.reasons}
    finish(actor, ticket, step, at=at, kind=kind, data=data, told=told)


def _end(ticket: Ticket, at: datetime) -> None:
    ticket.ended_at = at
    expediting.settle(ticket, at)


def _open(ticket: Ticket) -> Objection:
    return Objection.objects.select_for_update().get(ticket=ticket, state=Objection.OPEN)
