"""What is added to a ticket without moving it: notes, files, and looks at what is masked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.attachments.models import Attachment
from tawasul.centres.actor import Actor, ActorKind
from tawasul.lib.errors import Invalid, NotAllowed, NotFound
from tawasul.people import actions as people
from tawasul.tickets import policies
from tawasul.tickets.actions.changing import LONGEST_TEXT, begin, finish, given, record
from tawasul.tickets.actions.enclosing import enclose, told_of
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Note, Ticket
from tawasul.tickets.queries import SUBJECT_KIND, tickets_visible_to
from tawasul.tickets.saying import both

MASKED_FIELDS = {"identity": _("identity"), "mobile": _("mobile"), "email": _("e-mail address")}


@transaction.atomic
def add_note(*, actor: Actor, ticket_id: int, text: str, at: datetime, seen: int | None = None) -> Note:
    """Write a word that only staff read."""
    ticket, step, at = begin(actor, ticket_id, Action.ADD_NOTE, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person writes a note."))
    note = Note.objects.create(ticket=ticket, author_id=actor.user_id, text=text, at=at)
    finish(actor, ticket, step, at=at, kind="note_added", data={"note": note.pk})
    return note


@transaction.atomic
def add_files(
    *,
    actor: Actor,
    ticket_id: int,
    uploads: Iterable["UploadedFile[Any]"],
    at: datetime,
    for_beneficiary: bool = False,
    seen: int | None = None,
) -> list[Attachment]:
    """Enclose files with a ticket: all of them, or none (Invalid by file).

    What staff enclose is for staff alone, unless it is `for_beneficiary` too. What beneficiaries enclose is theirs.
    """
    ticket, step, at = begin(actor, ticket_id, Action.ADD_FILES, seen=seen, at=at)
    theirs = for_beneficiary or actor.kind is ActorKind.BENEFICIARY
    added = enclose(actor, ticket, uploads, at, for_beneficiary=theirs)
    if not added:
        said = _("Choose at least one file.")
        raise Invalid(said, fields={"files": [said]})
    finish(actor, ticket, step, at=at, kind="files_added" if theirs else "files_kept", data=told_of(added))
    return added


@transaction.atomic
def unmask(*, actor: Actor, ticket_id: int, field: str, reason: str, at: datetime) -> str:
    """Show the beneficiary's identity, mobile or e-mail address, and write down who looked and why. Returns what was masked."""
    rows = tickets_visible_to(actor).select_related("beneficiary").select_for_update(of=("self",))
    ticket = rows.filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound(_("There is no such ticket, or you may not see it."))
    if actor.kind is not ActorKind.STAFF or not policies.may_unmask(actor, ticket):
        raise NotAllowed(_("Your role does not allow this on this ticket."))
    if field not in MASKED_FIELDS or (field == "email" and not ticket.email):
        raise NotFound(field)
    reason = given("reason", reason, longest=200)
    _write_down(actor, ticket, field, reason, at)
    record(actor, ticket, kind="unmasked", data={**both("field", MASKED_FIELDS[field]), "reason": reason}, at=at)
    return {"identity": ticket.beneficiary.identity_number, "mobile": ticket.mobile, "email": ticket.email}[field]


def _write_down(actor: Actor, ticket: Ticket, field: str, reason: str, at: datetime) -> None:
    if actor.user_id is None or actor.membership_id is None:
        raise NotAllowed(_("Only a person looks."))
    people.record_unmasking(
        beneficiary_id=ticket.beneficiary_id,
        field=field,
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        subject_kind=SUBJECT_KIND,
        subject_id=ticket.pk,
        reason=reason,
        at=at,
    )
