"""What came by e-mail to a centre in the last days: letters that wait for a decision, and what machines sent."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import NamedTuple

from tawasul.centres.actor import Actor
from tawasul.cli.demonstration.cast import Cast
from tawasul.cli.demonstration.network import unit_code
from tawasul.mailboxes import actions
from tawasul.mailboxes.models import Mailbox

UIDVALIDITY = 1


class Letter(NamedTuple):
    """A letter: hours ago, who wrote it, its subject and text, and further lines of its head."""

    ago: int
    sender: str
    subject: str
    text: str
    head: tuple[tuple[str, str], ...] = ()
    aside: str = ""


LETTERS = (
    Letter(
        70, "newsletter@events.example", "دعوة إلى معرض التقنيات التعليمية",
        "يسرنا دعوتكم إلى المعرض السنوي للتقنيات التعليمية.", (("Precedence", "bulk"),), "دعوة عامة لا تخص مستفيدًا",
    ),
    Letter(
        51, "mailer-daemon@mail.example", "تعذر تسليم رسالتكم", "لم تُسلَّم الرسالة إلى العنوان المطلوب.",
        (("Return-Path", "<>"),), "إشعار آلي بتعذر التسليم",
    ),
    Letter(
        29, "um.faisal@post.example", "نقل ابني إلى مدرسة قريبة",
        "السلام عليكم، انتقلنا إلى حي العارض وابني في الصف الثالث الابتدائي، وأقرب مدرسة ذكرت أن الفصول مكتملة. "
        "ما الإجراء لنقله قبل بداية الفصل الدراسي الثاني؟ ولكم جزيل الشكر.",
    ),
    Letter(
        8, "k.almutairi@post.example", "تأخر صرف بدل الانتداب",
        "أنا معلم كُلفت بالانتداب في الفصل الماضي، ولم يُصرف البدل حتى اليوم مع اكتمال الأوراق. أرجو إفادتي بموعد الصرف.",
    ),
    Letter(
        5, "noura.h@post.example", "رد: طلبكم",
        "أرفقت ما طلبتم. أرجو إبلاغي إن نقص شيء.",
    ),
    Letter(2, "info@clinic.example", "", "", (("X-Priority", "1"),)),
)  # fmt: skip


def write_letters(cast: Cast, now: datetime) -> int:
    """Open a box for the centre that the demonstration shows most of, and let the letters come; return how many."""
    administrator = _acting(cast, "network_administrator", "MOE")
    officer = _acting(cast, "complaint_officer", unit_code("RUH", "complaints"))
    box = actions.open_mailbox(
        actor=administrator,
        centre_id=officer.centre_id or 0,
        host="imap.tawasul.example",
        port=993,
        security="tls",
        user="care@tawasul.example",
        folder="INBOX",
        secret_name="CARE",  # noqa: S106  (a name, no password)
        authserv_id="mx.tawasul.example",
        at=now - timedelta(days=4),
    )
    for uid, letter in enumerate(LETTERS, 1):
        _let_come(box, uid, letter, officer, now - timedelta(hours=letter.ago))
    actions.tried(box=box, fault="", at=now)
    return len(LETTERS)


def _let_come(box: Mailbox, uid: int, letter: Letter, officer: Actor, at: datetime) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = letter.sender, box.user, letter.subject
    message["Message-ID"] = f"<{uid}.{letter.ago}@{letter.sender.partition('@')[2]}>"
    for name, value in letter.head:
        message[name] = value
    message.set_content(letter.text)
    kept = actions.keep(box=box, uidvalidity=UIDVALIDITY, uid=uid, raw=message.as_bytes(), at=at)
    actions.look_at(message_id=kept.pk, at=at)
    if letter.aside:
        actions.set_aside(actor=officer, message_id=kept.pk, reason=letter.aside, at=at + timedelta(hours=1))


def _acting(cast: Cast, role: str, place: str) -> Actor:
    return next(actor for worker, actor in cast.actors.items() if (worker.role, worker.place) == (role, place))
