"""The only writers of mailboxes and their messages."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import actions as attachments
from tawasul.attachments import locks
from tawasul.centres import policies, queries
from tawasul.centres.actor import Actor, beneficiary_actor
from tawasul.centres.models import Place
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import parse_reference, spoken
from tawasul.lib.sizes import said_size
from tawasul.mailboxes import links
from tawasul.mailboxes.events import MAILBOX, MESSAGE
from tawasul.mailboxes.found import LONGEST_NAME, NAME, Sender
from tawasul.mailboxes.labels import NO_SUBJECT
from tawasul.mailboxes.models import Mailbox, Message, RawMessage
from tawasul.mailboxes.queries import mailboxes_visible_to, messages_visible_to, ticket_answered
from tawasul.mailboxes.reading import Judgement, Reading, enclosures, own_words, read, read_head
from tawasul.notices import actions as notices
from tawasul.notices.recipients import Recipient
from tawasul.tickets import actions as tickets
from tawasul.tickets.lifecycle import State
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import tickets_visible_to
from tawasul.tickets.saying import both
from tawasul.timeline import actions as timeline

SHORTEST_REASON = 3
MOST_A_DAY = 20  # letters that join one ticket by themselves: somebody looks at more
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_SECRET_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,39}")


@transaction.atomic
def open_mailbox(
    *,
    actor: Actor,
    centre_id: int,
    host: str,
    port: int,
    security: str,
    user: str,
    folder: str,
    secret_name: str,
    authserv_id: str = "",
    at: datetime,
) -> Mailbox:
    """Have a centre's box fetched from now on. `authserv_id` names the server that receives its mail (see `name_server`).
    Raises NotAllowed, or Invalid by field."""
    if not policies.may_manage_network(actor):
        raise NotAllowed(_("Your role does not allow this."))
    centre = queries.centres(at.date()).filter(pk=centre_id).first()
    wrong: dict[str, list[object]] = {}
    if centre is None:
        wrong["centre"] = [_("Choose one from the list.")]
    if security == "none" and host not in _HERE and not settings.DEMONSTRATION:
        wrong["security"] = [_("A password never travels in the clear: choose TLS or STARTTLS.")]
    if not _SECRET_NAME.fullmatch(secret_name):
        wrong["secret_name"] = [_("Capital Latin letters, digits and underscores, beginning with a letter.")]
    wrong |= _wrong_name(authserv_id)
    if wrong or centre is None:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    box = Mailbox(centre=centre, sector=queries.sector_of(centre), host=host, port=port, security=security, user=user)
    box.folder, box.secret_name, box.opened_at = folder, secret_name, at
    box.authserv_id = authserv_id.strip().lower()
    try:
        with transaction.atomic():
            box.save(force_insert=True)
    except IntegrityError as error:
        said = _("This box is fetched already.")
        raise Invalid(said, fields={"user": [said]}) from error
    named = {"box": user, "centre_ar": centre.name_ar, "centre_en": centre.name_en}
    timeline.record(
        actor=actor, subject_kind=MAILBOX, subject_id=box.pk, kind="box_opened", at=at, public=False, data=named
    )
    return box


@transaction.atomic
def name_server(*, actor: Actor, mailbox_id: int, authserv_id: str, at: datetime) -> Mailbox:
    """Name the server that receives a box's mail as it names itself in `Authentication-Results` (RFC 8601): of what a message
    says of its sender's proof, this server's word alone is believed from now on. Empty: none is. Raises NotAllowed, NotFound,
    or Invalid by field."""
    if not policies.may_manage_network(actor):
        raise NotAllowed(_("Your role does not allow this."))
    box = mailboxes_visible_to(actor).select_for_update(of=("self",)).filter(pk=mailbox_id).first()
    if box is None:
        raise NotFound(_("There is no such mailbox, or you may not see it."))
    if wrong := _wrong_name(authserv_id):
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    name = authserv_id.strip().lower()
    if name == box.authserv_id:
        return box
    box.authserv_id = name
    box.save(update_fields=["authserv_id"])
    timeline.record(
        actor=actor,
        subject_kind=MAILBOX,
        subject_id=box.pk,
        kind="server_named" if name else "server_unnamed",
        at=at,
        public=False,
        data={"box": box.user, "server": name},
    )
    return box


def _wrong_name(authserv_id: str) -> dict[str, list[object]]:
    name = authserv_id.strip().lower()
    if not name or (len(name) <= LONGEST_NAME and NAME.fullmatch(name)):
        return {}
    return {"authserv_id": [_("Write the name alone, such as mx.example.sa: Latin letters, digits, dots and hyphens.")]}


def keep(*, box: Mailbox, uidvalidity: int, uid: int, raw: bytes, at: datetime) -> Message:
    """Keep a message's bytes, then what was made of them, in one transaction; kept already, it is returned as it is."""
    return _keep(box=box, uidvalidity=uidvalidity, uid=uid, raw=raw, size=len(raw), reading=read(raw), at=at)


def keep_too_large(*, box: Mailbox, uidvalidity: int, uid: int, size: int, head: bytes = b"", at: datetime) -> Message:
    """Keep head and size of a message that is too large to be fetched; it stays in its box, and waits here for an officer."""
    reading = read_head(head, where=f"{box.pk}:{uidvalidity}:{uid}:{size}")
    return _keep(box=box, uidvalidity=uidvalidity, uid=uid, raw=head or None, size=size, reading=reading, at=at)


@transaction.atomic
def _keep(
    *, box: Mailbox, uidvalidity: int, uid: int, raw: bytes | None, size: int, reading: Reading, at: datetime
) -> Message:
    locks.hold(f"mailbox:{box.pk}", f"e-mail:{reading.fingerprint}")
    known = Message.objects.filter(mailbox=box, uidvalidity=uidvalidity, uid=uid).first()
    if known is not None:
        return known
    stored = None
    if raw is not None:
        stored, _made = RawMessage.objects.get_or_create(sha256=sha256(raw).hexdigest(), defaults={"body": raw})
    return Message.objects.create(
        mailbox=box,
        uidvalidity=uidvalidity,
        uid=uid,
        raw=stored,
        size=size,
        fingerprint=reading.fingerprint,
        repeats=Message.objects.filter(fingerprint=reading.fingerprint, repeats=None).first(),
        judgement=reading.judgement.value,
        message_id=reading.message_id,
        sender=reading.sender,
        subject=reading.subject,
        kept_at=at,
    )


def tried(*, box: Mailbox, fault: str, at: datetime) -> None:
    """Note how it went: `fault` is a key of FAULT_LABELS, or empty."""
    went = {"tried_at": at, "fault": fault} | ({} if fault else {"fetched_at": at})
    Mailbox.objects.filter(pk=box.pk).update(**went)


def look_at(*, message_id: int, at: datetime) -> Message:
    """See once whether a message answers to a ticket, and add it there where all fits: it names a letter of ours about the
    ticket, or one that became part of it, and comes from the very address to which that went or from which that came; and the
    ticket takes words now. Where it does not fit it waits for an officer, who sees to which ticket it seems to answer.

    Whoever wrote what waits is told that it came, and how to file it themselves, if their address is proved; and so is
    whoever wrote what is too large, for nobody here can read it.

    Safe to repeat, and for two at once. What a ticket refuses stays undone, never half done.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
        if message.looked_at is not None:
            return message
        message.looked_at = at
        reading = _reading(message)
        if message.too_large and message.waits and message.raw is not None:
            head = read_head(bytes(message.raw.body), where="", server=message.mailbox.authserv_id)
            message.ticket = ticket_answered(head)
            if head.sender_is is Sender.PROVED:
                _tell_it_came(message, at)
        if (
            reading is not None
            and reading.judgement is Judgement.TO_READ
            and message.waits
            and reading.sender_is is not Sender.DOUBTFUL
        ):
            message.ticket = ticket_answered(reading)
            if message.ticket is not None and not _too_many(message.ticket, at):
                _join_by_itself(message, reading, at)
            if message.waits and message.ticket is None and reading.sender_is is Sender.PROVED:
                _tell_it_came(message, at)
        message.save()
    return message


def _join_by_itself(message: Message, reading: Reading, at: datetime) -> None:
    ticket = message.ticket
    body = message.body
    if ticket is None or body is None:
        return
    actor = beneficiary_actor(beneficiary_id=ticket.beneficiary_id, ticket_id=ticket.pk, name=ticket.asked_as)
    try:
        with transaction.atomic():
            key = f"mail:{message.pk}"
            for name, data in enclosures(body):
                _receive(name, data, actor, key, at)
            _say(actor, ticket, own_words(reading.text), key, at)
    except Refused:  # a file that is not taken, a ticket that has ended: a person decides
        return
    message.became, message.became_at = "joined", at


def _tell_it_came(message: Message, at: datetime) -> None:
    """Once a day to one address, however many letters come from it: two machines never write to each other for ever."""
    centre, no_subject = message.mailbox.centre, both("said", NO_SUBJECT)
    notices.owe(
        kind="letter_too_large" if message.too_large else "letter_came",
        once=f"letter:{message.sender}:{at.astimezone(RIYADH).date()}",
        at=at,
        subject_kind=MESSAGE,
        subject_id=message.pk,
        recipients=[Recipient(email=message.sender)],
        context={
            "subject": message.subject or {"ar": no_subject["said_ar"], "en": no_subject["said_en"]},
            "place": {"ar": centre.name_ar, "en": centre.name_en},
            "link": links.path_to(message, at=at),
            "until": at + links.GOOD_FOR,
        },
    )


def _too_many(ticket: Ticket, at: datetime) -> bool:
    since = at - timedelta(days=1)
    return Message.objects.filter(ticket=ticket, became="joined", became_at__gt=since).count() >= MOST_A_DAY


def _say(actor: Actor, ticket: Ticket, text: str, draft_key: str, at: datetime) -> None:
    """Complete what was returned, add to what is worked on. Raises what the ticket's actions raise."""
    if ticket.state == State.RETURNED.value:
        tickets.complete(actor=actor, ticket_id=ticket.pk, text=text, draft_key=draft_key, at=at)
    else:
        tickets.add_words(actor=actor, ticket_id=ticket.pk, text=text, draft_key=draft_key, at=at)


def _receive(name: str, data: bytes, actor: Actor, draft_key: str, at: datetime) -> None:
    attachments.receive(
        upload=SimpleUploadedFile(name, data),
        name=name,
        actor_kind=actor.kind.value,
        user_id=actor.user_id,
        at=at,
        draft_key=draft_key,
    )


def bring_enclosures(*, actor: Actor, message_id: int, draft_key: str, at: datetime) -> list[str]:
    """Put what a message encloses into a draft of the officer's; return what was not taken, each with why. Raises NotFound."""
    return bring(message_for(actor, message_id), actor=actor, draft_key=draft_key, at=at)


def bring(message: Message, *, actor: Actor, draft_key: str, at: datetime) -> list[str]:
    """Put what a message encloses into a draft of the actor's; return what was not taken, each with why."""
    refused = []
    body = message.body
    for name, data in enclosures(body) if body is not None else ():
        try:
            _receive(name, data, actor, draft_key, at)
        except Refused as error:
            refused.append(f"{name}: {error.message}")
    return refused


def becomes(*, actor: Actor, message_id: int, ticket_id: int, how: str, at: datetime) -> Message:
    """Keep what became of a message: "made" or "joined". Call it in the transaction that files the ticket or adds to it.

    Raises NotFound, or Conflict where somebody decided already.
    """
    message = _decided_by(actor, message_id)
    message.ticket_id, message.became, message.became_at, message.became_by_id = ticket_id, how, at, actor.user_id
    message.save(update_fields=["ticket", "became", "became_at", "became_by"])
    data = {"number": spoken(Ticket.objects.values_list("reference", flat=True).get(pk=ticket_id))}
    timeline.record(actor=actor, subject_kind=MESSAGE, subject_id=message.pk, kind=how, at=at, public=False, data=data)
    return message


def becomes_of_its_writer(*, message_id: int, ticket_id: int, how: str, at: datetime) -> None:
    """Keep what whoever wrote a message made of it: "made" or "joined". Call it in the transaction that files or adds.

    Where the centre decided about it meanwhile, that stands, and what its writer sends is not held up.
    """
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.waits:
        message.ticket_id, message.became, message.became_at = ticket_id, how, at
        message.save(update_fields=["ticket", "became", "became_at"])


@transaction.atomic
def join(*, actor: Actor, message_id: int, reference: str, at: datetime) -> Message:
    """Add a message, with what it encloses, to a ticket that the officer may act on. Raises NotFound, Invalid by field,
    Conflict, or what the ticket's action raises."""
    message = message_for(actor, message_id)
    ticket = ticket_to_join(actor, reference)
    key = f"mail:{message.pk}:{actor.membership_id}"
    refused = bring_enclosures(actor=actor, message_id=message_id, draft_key=key, at=at)
    if refused:
        raise Invalid(_("A file in it is not taken: file it by hand, or set it aside."), fields={"files": refused})
    reading = _reading(message)
    _say(actor, ticket, own_words(reading.text) if reading else _said_of_large(message, ticket), key, at)
    return becomes(actor=actor, message_id=message_id, ticket_id=ticket.pk, how="joined", at=at)


def ticket_to_join(actor: Actor, reference: str) -> Ticket:
    """The ticket of this number, to which the actor would add a message. Raises Invalid (field `reference`)."""
    try:
        digits = parse_reference(reference)
    except Invalid as error:
        raise Invalid(error.message, fields={"reference": [error.message]}) from error
    ticket = tickets_visible_to(actor).select_related("beneficiary").filter(reference=digits).first()
    if ticket is None:
        said = _("There is no such ticket, or you may not see it.")
        raise Invalid(said, fields={"reference": [said]})
    return ticket


def _reading(message: Message) -> Reading | None:
    """What a message says, and what its own server found of its sender; none where it is too large to be fetched."""
    body = message.body
    return read(body, server=message.mailbox.authserv_id) if body is not None else None


def _said_of_large(message: Message, ticket: Ticket) -> str:
    """What is added to a ticket of a letter that is too large to be fetched, in the language of its beneficiary."""
    with translation.override(ticket.language):
        said = gettext("A letter of %(size)s, too large to be fetched, lies in the mailbox %(box)s: “%(subject)s”.")
        return said % {
            "size": said_size(message.size),
            "box": message.mailbox.user,
            "subject": message.subject or NO_SUBJECT,
        }


@transaction.atomic
def take_bytes(*, actor: Actor, message_id: int, at: datetime) -> bytes:
    """The message as it came, byte for byte, with all that it says of its sender: that they were taken is written down.
    Raises NotFound."""
    message = message_for(actor, message_id)
    body = message.body
    if body is None:
        raise NotFound(_("This e-mail was too large to be fetched."))
    timeline.record(
        actor=actor, subject_kind=MESSAGE, subject_id=message.pk, kind="bytes_taken", at=at, public=False, data={}
    )
    return body


def message_for(actor: Actor, message_id: int) -> Message:
    """A message that the actor reads. Raises NotFound."""
    message = messages_visible_to(actor).select_related("raw").filter(pk=message_id).first()
    if message is None:
        raise NotFound(_("There is no such e-mail, or you may not see it."))
    return message


def _decided_by(actor: Actor, message_id: int) -> Message:
    """A message about which the actor decides now, held. Raises NotFound, Conflict."""
    message = messages_visible_to(actor).filter(pk=message_id).select_for_update(of=("self",)).first()
    if message is None:
        raise NotFound(_("There is no such e-mail, or you may not see it."))
    if not message.waits:
        raise Conflict(_("Somebody decided about this e-mail already."), code="not-now")
    return message


@transaction.atomic
def set_aside(*, actor: Actor, message_id: int, reason: str, at: datetime) -> Message:
    """Decide that nothing comes of a message. Raises NotFound, Invalid (field `reason`), or Conflict where it is decided."""
    message = _decided_by(actor, message_id)
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= 300:
        said = _("Say why, in a few words.")
        raise Invalid(said, fields={"reason": [said]})
    message.set_aside_at, message.set_aside_by_id, message.set_aside_reason = at, actor.user_id, reason
    message.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    data = {"reason": reason}
    timeline.record(
        actor=actor, subject_kind=MESSAGE, subject_id=message.pk, kind="set_aside", at=at, public=False, data=data
    )
    return message


@transaction.atomic
def take_back(*, actor: Actor, message_id: int, at: datetime) -> Message:
    """Take back that a message was set aside: it waits again, and why it had been set aside stays in its timeline.

    Raises NotFound, or Conflict where it is not set aside (any more).
    """
    message = messages_visible_to(actor).filter(pk=message_id).select_for_update(of=("self",)).first()
    if message is None:
        raise NotFound(_("There is no such e-mail, or you may not see it."))
    if message.set_aside_at is None:
        raise Conflict(_("This e-mail is not set aside any more."), code="not-now")
    message.set_aside_at, message.set_aside_by_id, message.set_aside_reason = None, None, ""
    message.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    timeline.record(
        actor=actor, subject_kind=MESSAGE, subject_id=message.pk, kind="waits_again", at=at, public=False, data={}
    )
    return message


def go_over(*, centre_id: int, to: Place) -> int:
    """A centre was reorganised: its boxes, and what waits in them, are its successor's; how many. Letters to the old address
    still arrive. Part of changing the tree."""
    rows = Mailbox.objects.filter(centre_id=centre_id)
    return rows.update(centre=to, sector=queries.sector_of(to)) if rows.exists() else 0
