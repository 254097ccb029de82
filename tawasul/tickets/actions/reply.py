"""The reply: drafted by one, reviewed by another, and only then the beneficiary's."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, NotAllowed
from tawasul.tickets import timekeeping
from tawasul.tickets.actions import expediting, joining
from tawasul.tickets.actions.changing import LONGEST_TEXT, begin, finish, given
from tawasul.tickets.lifecycle import Action, State
from tawasul.tickets.models import Reply, Ticket


@transaction.atomic
def draft_reply(
    *, actor: Actor, ticket_id: int, text: str, at: datetime, revision: int | None = None, seen: int | None = None
) -> Reply:
    """Keep the reply as typed. The first save moves the ticket; later ones only the draft, so others are not disturbed.

    `revision` is the draft's revision that the author was looking at (0: there was none). When another window or person
    has saved since, Conflict (code "changed") is raised and nothing is overwritten.
    """
    ticket, step, at = begin(actor, ticket_id, Action.DRAFT_REPLY, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT, shortest=1)
    draft = _in_the_making(ticket)
    if revision is not None and revision != (draft.revision if draft else 0):
        raise Conflict(_("This reply was changed in another window or by another person."), code="changed")
    draft = _save(actor, ticket, draft, text, at)
    if ticket.state != State.REPLY_DRAFTED.value:
        finish(actor, ticket, step, at=at, kind="draft_begun", data={"round": draft.round})
    return draft


@transaction.atomic
def submit_reply(
    *, actor: Actor, ticket_id: int, text: str, at: datetime, revision: int | None = None, seen: int | None = None
) -> Reply:
    """Send the reply for review, as it reads now."""
    ticket, step, at = begin(actor, ticket_id, Action.SUBMIT_REPLY, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT, shortest=10)
    draft = _in_the_making(ticket)
    if revision is not None and revision != (draft.revision if draft else 0):
        raise Conflict(_("This reply was changed in another window or by another person."), code="changed")
    draft = _save(actor, ticket, draft, text, at)
    draft.state, draft.submitted_at = Reply.UNDER_REVIEW, at
    draft.save(update_fields=["state", "submitted_at"])
    finish(actor, ticket, step, at=at, kind="reply_submitted", data={"round": draft.round, "text": text})
    return draft


@transaction.atomic
def send_back_reply(*, actor: Actor, ticket_id: int, reasons: str, at: datetime, seen: int | None = None) -> Reply:
    """Send the reply back with reasons. What was sent back stays as it is; its text begins the next round."""
    ticket, step, at = begin(actor, ticket_id, Action.SEND_BACK_REPLY, seen=seen, at=at)
    reasons = given("reasons", reasons)
    reply = _review(actor, ticket, at)
    reply.state, reply.reasons = Reply.SENT_BACK, reasons
    reply.save()
    Reply.objects.create(
        ticket=ticket, round=reply.round + 1, state=Reply.DRAFT, text=reply.text, author=reply.author, saved_at=at
    )
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="reply_sent_back",
        data={"round": reply.round, "reasons": reasons},
        told={"reasons": reasons},
    )
    return reply


@transaction.atomic
def approve_reply(*, actor: Actor, ticket_id: int, at: datetime, seen: int | None = None) -> Reply:
    """Approve the reply: it becomes the beneficiary's, who is told."""
    ticket, step, at = begin(actor, ticket_id, Action.APPROVE_REPLY, seen=seen, at=at)
    reply = _review(actor, ticket, at)
    reply.state, reply.released_at = Reply.APPROVED, at
    reply.save()
    ticket.replied_at = at
    ticket.objectable_until = timekeeping.objectable_until(ticket, at)
    ticket.holder = None
    expediting.settle(ticket, at)
    finish(actor, ticket, step, at=at, kind="reply_approved", data={"round": reply.round, "text": reply.text})
    joining.share(actor, ticket, reply, at=at)
    return reply


def _in_the_making(ticket: Ticket) -> Reply | None:
    return Reply.objects.select_for_update().filter(ticket=ticket, state=Reply.DRAFT).first()


def _save(actor: Actor, ticket: Ticket, draft: Reply | None, text: str, at: datetime) -> Reply:
    if actor.user_id is None:
        raise NotAllowed(_("Only a person writes a reply."))
    if draft is None or draft.author_id != actor.user_id:
        return _begin(ticket, actor.user_id, draft, text, at)
    if draft.text != text:
        draft.text, draft.saved_at, draft.revision = text, at, draft.revision + 1
        draft.save(update_fields=["text", "saved_at", "revision"])
    return draft


def _begin(ticket: Ticket, author_id: int, before: Reply | None, text: str, at: datetime) -> Reply:
    """A round of this author's own. What another began (whom a deputy stands in for) is set aside, not lost, so that who
    wrote is known; and its windows are told, as the revision goes on from theirs."""
    if before is not None:
        before.state = Reply.SET_ASIDE
        before.save(update_fields=["state"])
    last = Reply.objects.filter(ticket=ticket).aggregate(last=Max("round"))["last"] or 0
    return Reply.objects.create(
        ticket=ticket,
        round=last + 1,
        state=Reply.DRAFT,
        text=text,
        revision=before.revision + 1 if before else 1,
        author_id=author_id,
        saved_at=at,
    )


def _review(actor: Actor, ticket: Ticket, at: datetime) -> Reply:
    reply = Reply.objects.select_for_update().get(ticket=ticket, state=Reply.UNDER_REVIEW)
    reply.reviewer_id, reply.reviewed_at = actor.user_id, at
    return reply
