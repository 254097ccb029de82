"""Letters as mail programs write them."""

from email.message import EmailMessage
from typing import Any

from django.test import Client

from tawasul.centres.actor import Actor
from tawasul.mailboxes import actions
from tawasul.mailboxes.models import Mailbox, Message
from tawasul.mailboxes.queries import mailboxes_visible_to, with_figures
from tawasul.notices.models import Notice
from tawasul.notices.states import Channel
from tawasul.tickets.models import Ticket
from tests.cast import SUNDAY, Cast

SENDER = "sara@example.sa"
SAID = "لم يصل الباص منذ ثلاثة أيام وابنتي في الصف الرابع، أرجو معالجة ذلك."


def letter(
    text: str = SAID,
    *,
    sender: str = SENDER,
    subject: str = "تأخر الباص",
    answers: str = "",
    files: Any = (),
    **head: str,
) -> bytes:
    message = EmailMessage()
    message["From"] = f"Sara <{sender}>"
    message["Subject"] = subject
    message["Message-ID"] = f"<{abs(hash((text, sender, subject, answers)))}@example.sa>"
    if answers:
        message["In-Reply-To"] = answers
    for name, value in head.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def box_of(cast: Cast, centre: str = "centre", user: str = "care") -> Mailbox:
    return actions.open_mailbox(
        actor=cast.administrator, centre_id=cast.places[centre].pk, host="imap.example.sa", port=993, security="tls",
        user=user, folder="INBOX", secret_name="CARE", authserv_id="mx.example.sa", at=SUNDAY,
    )  # fmt: skip


def came(box: Mailbox, raw: bytes, *, at: Any = SUNDAY, looked: bool = True) -> Message:
    """A letter that was fetched, and looked at."""
    uid = Message.objects.filter(mailbox=box).count() + 1
    message = actions.keep(box=box, uidvalidity=1, uid=uid, raw=raw, at=at)
    return actions.look_at(message_id=message.pk, at=at) if looked else message


def figures(actor: Actor) -> dict[str, int]:
    (box,) = with_figures(mailboxes_visible_to(actor))
    names = ("fetched", "made", "joined", "waiting", "aside", "repeated")
    return {name: getattr(box, name) for name in names}


def file_it(browser: Client, cast: Cast, message: Message, **more: str) -> Any:
    page = browser.get("/desk/file/", {"mail": message.pk, "new": "1"})
    assert page.status_code == 200
    form = page.context["form"]
    given = {
        "once": page.context["once"], "mail": str(message.pk), "files_id": [row["id"] for row in page.context["kept"]],
        "identity_kind": "national", "identity": "1000000008", "name": "سارة بنت محمد الغامدي", "category": "parent",
        "mobile": "0501234567", "type": "complaint", "channel": "email", "subject": form.initial["subject"],
        "text": form.initial["text"], "centre": str(cast.places["centre"].pk), "incident_place": "", "other_contact": "",
    }  # fmt: skip
    return browser.post("/desk/file/", given | more)


def written_ticket(browser: Client, cast: Cast, message: Message) -> Ticket:
    assert file_it(browser, cast, message).status_code == 302
    message.refresh_from_db()
    assert message.ticket is not None
    return message.ticket


def letter_sent(ticket: Ticket) -> str:
    """The id of the letter by which the beneficiary was told of their ticket."""
    notice = Notice.objects.get(subject_id=ticket.pk, channel=Channel.EMAIL.value, kind="ticket_received")
    assert notice.address == SENDER
    return f"<{notice.reference}@tawasul.example>"
