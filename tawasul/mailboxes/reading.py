"""What an e-mail says: read from its bytes, and judged. Pure; whatever the bytes are, there is an answer."""

import re
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from hashlib import sha256
from html.parser import HTMLParser

from tawasul.mailboxes.found import Sender, sender_by

LONGEST_HEADER = 300
LONGEST_TEXT = 20_000
LONGEST_LINE = 10_000  # letters that are looked at of a line of the head
_GUESSES = ("utf-8", "windows-1256")  # for text that does not say, or says wrongly, in which letters it is written
_SILENT = frozenset({"script", "style", "head", "title", "template"})
MOST_ANSWERED = 20
_ID = re.compile(r"<[^<>\s]+>")
# How programs introduce the letter that is answered.
_QUOTES_BEGIN = re.compile(
    r"(-{2,}\s*(original message|الرسالة الأصلية|رسالة أصلية)|on .{6,120} wrote:$|_{10,}$"
    r"|(في|بتاريخ) .{6,120}(كتب|كتبت).{0,80}:$)",
    re.IGNORECASE,
)
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "table"})


class Judgement(StrEnum):
    """What was made of a message."""

    TO_READ = "to_read"  # somebody wrote
    MACHINE = "machine"  # a machine answered, or a list sent it
    BOUNCE = "bounce"
    NO_TEXT = "no_text"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A message, understood as far as it can be. `fingerprint` is the same for one message that came into two boxes."""

    judgement: Judgement
    fingerprint: str
    message_id: str = ""
    sender: str = ""
    subject: str = ""
    text: str = ""
    enclosed: tuple[str, ...] = ()
    sender_is: Sender = Sender.UNKNOWN  # what the server that received it found of its sender
    answers: tuple[str, ...] = ()  # the ids of the messages to which it says that it answers, the nearest first


def read(raw: bytes, *, server: str = "") -> Reading:
    """Understand a message; what cannot be understood is UNREADABLE, and never an exception.

    `server` names the server that received it, which alone is believed about its sender (empty: not known).
    """
    unread = Reading(judgement=Judgement.UNREADABLE, fingerprint=sha256(raw).hexdigest())
    try:
        message = message_from_bytes(raw, policy=policy.default)
        if not isinstance(message, EmailMessage) or not message.keys():
            return unread
        return _understood(message, raw, server)
    except (
        Exception
    ):  # the parser's own faults on hostile bytes are of many kinds; the bytes are kept, and none stops another
        return unread


def read_head(head: bytes, *, where: str, server: str = "") -> Reading:
    """Understand the head of a message that is too large to be fetched. `where` tells it from all others where it has no name
    of its own; `server` is as in `read`. Nothing is found of the sender of what a machine sent."""
    unread = Reading(judgement=Judgement.TOO_LARGE, fingerprint=sha256(where.encode()).hexdigest())
    try:
        message = message_from_bytes(head, policy=policy.default)
        if not isinstance(message, EmailMessage):
            return unread
        named = _header(message, "Message-ID")
        said = "\0".join(["too large", *_told_apart(message)])
        return replace(
            unread,
            fingerprint=sha256(said.encode("utf-8", "replace")).hexdigest() if named else unread.fingerprint,
            message_id=named,
            sender=parseaddr(_header(message, "From"))[1].lower(),
            subject=_header(message, "Subject"),
            sender_is=Sender.UNKNOWN if _by_machine(message) else _sender_is(message, server),
            answers=_answers(message),
        )
    except Exception:  # as in `read`
        return unread


def _understood(message: EmailMessage, raw: bytes, server: str) -> Reading:
    text = _text_of(message)
    return Reading(
        judgement=_judged(message, text),
        fingerprint=_fingerprint(message, raw),
        message_id=_header(message, "Message-ID"),
        sender=parseaddr(_header(message, "From"))[1].lower(),
        subject=_header(message, "Subject"),
        text=text[:LONGEST_TEXT],
        enclosed=tuple(name for name, _data in _enclosures(message)),
        sender_is=_sender_is(message, server),
        answers=_answers(message),
    )


def enclosures(raw: bytes) -> list[tuple[str, bytes]]:
    """What a message encloses, as (name, bytes); nothing where it cannot be read."""
    try:
        message = message_from_bytes(raw, policy=policy.default)
        return _enclosures(message) if isinstance(message, EmailMessage) else []
    except Exception:  # as in `read`
        return []


def _enclosures(message: EmailMessage) -> list[tuple[str, bytes]]:
    found = []
    for part in message.iter_attachments():
        data = part.get_payload(decode=True)
        if data is None:  # a letter within a letter
            data = b"".join(each.as_bytes() for each in part.iter_parts()) if isinstance(part, EmailMessage) else b""
        found.append((_clean(part.get_filename() or part.get_content_type()), bytes(data)))
    return found


def _answers(message: EmailMessage) -> tuple[str, ...]:
    named = _ID.findall(_header(message, "In-Reply-To")) + _ID.findall(_whole(message, "References"))[::-1]
    return tuple(dict.fromkeys(named))[:MOST_ANSWERED]


def own_words(text: str) -> str:
    """What the writer wrote now: without what is quoted from the letter that they answer."""
    lines: list[str] = []
    for line in text.splitlines():
        if _QUOTES_BEGIN.match(line.strip()):
            break
        if not line.lstrip().startswith(">"):
            lines.append(line)
    return "\n".join(lines).strip() or text.strip()


def _sender_is(message: EmailMessage, server: str) -> Sender:
    return sender_by(_lines(message, "Authentication-Results"), server=server)


def _judged(message: EmailMessage, text: str) -> Judgement:
    return _by_machine(message) or (Judgement.TO_READ if text else Judgement.NO_TEXT)


def _by_machine(message: EmailMessage) -> Judgement | None:
    """BOUNCE or MACHINE where the head says that nobody wrote it."""
    if _header(message, "Return-Path") == "<>" or message.get_content_type() == "multipart/report":
        return Judgement.BOUNCE
    automatic = _header(message, "Auto-Submitted").lower() or "no"
    lists = _header(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
    if not automatic.startswith("no") or lists or "List-Id" in message or "X-Autoreply" in message:
        return Judgement.MACHINE
    return None


def _fingerprint(message: EmailMessage, raw: bytes) -> str:
    """The way a message took is told in its head, which differs from box to box; its body and its name do not."""
    if not _header(message, "Message-ID"):
        return sha256(raw).hexdigest()
    body = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1].replace(b"\r\n", b"\n").strip()
    said = "\0".join(_told_apart(message))
    return sha256(said.encode("utf-8", "replace") + b"\0" + body).hexdigest()


def _told_apart(message: EmailMessage) -> list[str]:
    return [_header(message, part) for part in ("Message-ID", "From", "Date", "Subject")]


def _lines(message: EmailMessage, name: str) -> list[str]:
    """All lines of the head of this name, the uppermost first."""
    try:
        return [" ".join(str(line)[:LONGEST_LINE].split()) for line in message.get_all(name, [])]
    except Exception:  # as in `_header`
        return []


def _whole(message: EmailMessage, name: str) -> str:
    """A line of the head in its whole length."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except Exception:  # as in `_header`
        return ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return _clean(str(message.get(name, "")))
    except Exception:  # one spoilt line of the head takes nothing from the rest
        return ""


def _text_of(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    text = _decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        text = text_of_html(text)
    return _printable(text).strip()


def _decoded(data: bytes, charset: str | None) -> str:
    for name in (charset, *_GUESSES):
        if name and not (name == "us-ascii" and not data.isascii()):
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError):
                continue
    return data.decode("utf-8", "replace")


def _printable(text: str) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    return "".join(c for c in text if c >= " " or c in "\n\t")


def _clean(text: str) -> str:
    return " ".join(_printable(text).split())[:LONGEST_HEADER]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.silent += tag in _SILENT
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(re.sub(r"\s+", " ", data))


def text_of_html(page: str) -> str:
    """The words of a page: no pictures, no scripts, nothing that would be fetched."""
    words = _Words()
    words.feed(page)
    words.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(words.words)).strip()
