"""What an e-mail says: read from its bytes, and judged. Pure; whatever the bytes are, there is an answer."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from hashlib import sha256
from html.parser import HTMLParser

LONGEST_HEADER = 300
LONGEST_TEXT = 20_000
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
    doubtful: bool = False  # the server that received it found that its sender is not who it says
    proved: bool = False  # it found that its sender is who it says
    answers: tuple[str, ...] = ()  # the ids of the messages to which it says that it answers, the nearest first


def read(raw: bytes) -> Reading:
    """Understand a message; what cannot be understood is UNREADABLE, and never an exception."""
    unread = Reading(judgement=Judgement.UNREADABLE, fingerprint=sha256(raw).hexdigest())
    try:
        message = message_from_bytes(raw, policy=policy.default)
        if not isinstance(message, EmailMessage) or not message.keys():
            return unread
        return _understood(message, raw)
    except (
        Exception
    ):  # the parser's own faults on hostile bytes are of many kinds; the bytes are kept, and none stops another
        return unread


def _understood(message: EmailMessage, raw: bytes) -> Reading:
    text, found = _text_of(message), _whole(message, "Authentication-Results").lower()
    return Reading(
        judgement=_judged(message, text),
        fingerprint=_fingerprint(message, raw),
        message_id=_header(message, "Message-ID"),
        sender=parseaddr(_header(message, "From"))[1].lower(),
        subject=_header(message, "Subject"),
        text=text[:LONGEST_TEXT],
        enclosed=tuple(name for name, _data in _enclosures(message)),
        doubtful="dmarc=fail" in found,
        proved="dmarc=pass" in found,
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


def _judged(message: EmailMessage, text: str) -> Judgement:
    if _header(message, "Return-Path") == "<>" or message.get_content_type() == "multipart/report":
        return Judgement.BOUNCE
    automatic = _header(message, "Auto-Submitted").lower() or "no"
    lists = _header(message, "Precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
    if not automatic.startswith("no") or lists or "List-Id" in message or "X-Autoreply" in message:
        return Judgement.MACHINE
    return Judgement.TO_READ if text else Judgement.NO_TEXT


def _fingerprint(message: EmailMessage, raw: bytes) -> str:
    """The way a message took is told in its head, which differs from box to box; its body and its name do not."""
    name = _header(message, "Message-ID")
    if not name:
        return sha256(raw).hexdigest()
    body = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1].replace(b"\r\n", b"\n").strip()
    said = "\0".join([name, *(_header(message, part) for part in ("From", "Date", "Subject"))])
    return sha256(said.encode("utf-8", "replace") + b"\0" + body).hexdigest()


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
