"""The only writers of mailboxes and their messages."""

import re
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import locks
from tawasul.centres import policies, queries
from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.mailboxes.events import MAILBOX, MESSAGE
from tawasul.mailboxes.models import Mailbox, Message, RawMessage
from tawasul.mailboxes.queries import messages_visible_to
from tawasul.mailboxes.reading import Judgement, Reading, read
from tawasul.timeline import actions as timeline

SHORTEST_REASON = 3
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
    at: datetime,
) -> Mailbox:
    """Have a centre's box fetched from now on. Raises NotAllowed, or Invalid by field."""
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
    if wrong or centre is None:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    box = Mailbox(centre=centre, sector=queries.sector_of(centre), host=host, port=port, security=security, user=user)
    box.folder, box.secret_name, box.opened_at = folder, secret_name, at
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


def keep(*, box: Mailbox, uidvalidity: int, uid: int, raw: bytes, at: datetime) -> Message:
    """Keep a message's bytes, then what was made of them, in one transaction; kept already, it is returned as it is."""
    return _keep(box=box, uidvalidity=uidvalidity, uid=uid, raw=raw, size=len(raw), reading=read(raw), at=at)


def keep_too_large(*, box: Mailbox, uidvalidity: int, uid: int, size: int, at: datetime) -> Message:
    """Keep that a message came which is too large to be fetched; it stays in its box."""
    where = f"{box.pk}:{uidvalidity}:{uid}:{size}".encode()
    reading = Reading(judgement=Judgement.TOO_LARGE, fingerprint=sha256(where).hexdigest())
    return _keep(box=box, uidvalidity=uidvalidity, uid=uid, raw=None, size=size, reading=reading, at=at)


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


@transaction.atomic
def set_aside(*, actor: Actor, message_id: int, reason: str, at: datetime) -> Message:
    """Decide that nothing comes of a message. Raises NotFound, Invalid (field `reason`), or Conflict where it is decided."""
    message = messages_visible_to(actor).filter(pk=message_id).select_for_update(of=("self",)).first()
    if message is None:
        raise NotFound(_("There is no such e-mail, or you may not see it."))
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= 300:
        said = _("Say why, in a few words.")
        raise Invalid(said, fields={"reason": [said]})
    if message.set_aside_at is not None or message.repeats_id is not None:
        raise Conflict(_("This e-mail was set aside already."), code="not-now")
    message.set_aside_at, message.set_aside_by_id, message.set_aside_reason = at, actor.user_id, reason
    message.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    data = {"reason": reason}
    timeline.record(
        actor=actor, subject_kind=MESSAGE, subject_id=message.pk, kind="set_aside", at=at, public=False, data=data
    )
    return message
