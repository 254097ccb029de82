"""Fetching a box over IMAP: what it holds and we do not is kept, one by one; only what is kept is marked as seen.

Whether a message was read by somebody, or how old it is, says nothing of whether we have it: the server's numbers do.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.conf import settings

from tawasul.mailboxes import actions
from tawasul.mailboxes.models import Mailbox, Message
from tawasul.mailboxes.queries import to_look_at

LARGEST = 30 * 1024 * 1024  # bytes of a message with all that it encloses
LONGEST_HEAD = 256 * 1024  # bytes that are kept of the head of one that is larger
BATCH = 500  # messages looked at in one round
PATIENCE = 20  # seconds without a word from the server
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")

logger = logging.getLogger(__name__)


class FetchFault(Exception):
    """Why a box could not be gone through: a key of FAULT_LABELS."""


def fetch_all(*, now: Callable[[], datetime]) -> None:
    """Every box in turn; what befalls one stops no other."""
    for box in Mailbox.objects.order_by("tried_at", "pk"):
        fault = ""
        try:
            fetch(box, now=now)
        except FetchFault as error:
            fault = str(error)
        except (OSError, imaplib.IMAP4.error):
            fault = "unreachable"
        if fault:
            logger.warning("mailbox %s was not fetched: %s", box.pk, fault)
        actions.tried(box=box, fault=fault, at=now())
    look_through(now=now)


def look_through(*, now: Callable[[], datetime]) -> None:
    """See of every message that was not looked at yet whether it answers to a ticket; one that fails waits for an officer."""
    for pk in to_look_at(BATCH):
        try:
            actions.look_at(message_id=pk, at=now())
        except Exception:  # it stays where it is, and is tried again with the next round
            logger.exception("message %s was not looked at", pk)


def fetch(box: Mailbox, *, now: Callable[[], datetime]) -> None:
    """Keep what the box holds and we do not. Raises FetchFault, OSError or IMAP4.error; what was kept before stays kept."""
    with _opened(box) as server:
        uidvalidity = int((server.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
        missed = 0
        for uid in _not_kept(server, box, uidvalidity):
            try:
                _take(server, box, uidvalidity, uid, now())
            except imaplib.IMAP4.abort:
                raise
            except Exception:  # one bad message stops none of those behind it; it is tried again
                logger.exception("mailbox %s: message %s was not kept", box.pk, uid)
                missed += 1
        if missed:
            raise FetchFault("message")


def _not_kept(server: imaplib.IMAP4, box: Mailbox, uidvalidity: int) -> list[int]:
    _status, found = server.uid("SEARCH", "ALL")
    kept = set(Message.objects.filter(mailbox=box, uidvalidity=uidvalidity).values_list("uid", flat=True))
    return sorted({int(uid) for uid in (found[0] or b"").split()} - kept)


def _take(server: imaplib.IMAP4, box: Mailbox, uidvalidity: int, uid: int, at: datetime) -> None:
    _status, said = server.uid("FETCH", str(uid), "(RFC822.SIZE)")
    size = _SIZE.search(said[0]) if said and isinstance(said[0], bytes) else None
    if size is None:  # taken out of the box by somebody meanwhile
        return
    if int(size[1]) > LARGEST:
        head = _bytes(server, uid, f"BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>") or b""
        actions.keep_too_large(box=box, uidvalidity=uidvalidity, uid=uid, size=int(size[1]), head=head, at=at)
        return
    raw = _bytes(server, uid, "BODY.PEEK[]")
    if raw is None:
        raise ValueError(f"the server sent no bytes of message {uid}")
    actions.keep(box=box, uidvalidity=uidvalidity, uid=uid, raw=raw, at=at)
    server.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Seen)")


def _bytes(server: imaplib.IMAP4, uid: int, what: str) -> bytes | None:
    _status, parts = server.uid("FETCH", str(uid), f"({what})")
    return next((part[1] for part in parts if isinstance(part, tuple)), None)


@contextmanager
def _opened(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    secret = settings.MAILBOX_SECRETS.get(box.secret_name, "")
    if not secret:
        raise FetchFault("secret")
    trust = ssl.create_default_context()
    server: imaplib.IMAP4
    if box.security == "tls":
        server = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=trust, timeout=PATIENCE)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=PATIENCE)
    try:
        if box.security == "starttls":
            server.starttls(trust)
        try:
            server.login(box.user, secret)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            raise FetchFault("refused") from None
        folder = box.folder.replace("\\", "\\\\").replace('"', '\\"')
        if server.select(f'"{folder}"')[0] != "OK":
            raise FetchFault("folder")
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()
