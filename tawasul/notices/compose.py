"""A notice as its reader reads it."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from tawasul.lib.filling import filled
from tawasul.notices import wording
from tawasul.notices.examples import example_of
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import Notice
from tawasul.notices.segments import Length, length_of
from tawasul.notices.states import Channel
from tawasul.notices.wording import Kept
from tawasul.notices.words import Words, in_force, words_of

NUMBERS = frozenset({"number", "main"})  # of tickets, as they are said


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One e-mail, in both forms."""

    subject: str
    paragraphs: list[str]
    link: str
    button: str
    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a message would look like with example values."""

    language: str
    sms: str
    length: Length
    line: str
    mail: Mail


def line_in(notice: Notice, language: str) -> str:
    """The in-app line in the language of the page that shows it, whatever its reader's was when it was owed."""
    if language == notice.language:
        return line(notice)
    words = words_of(in_force(notice.kind).get(language), notice.kind, language)
    return _line(words, notice.context, language, notice.channel)


def line(notice: Notice) -> str:
    """The short text: what an SMS says, or the in-app line."""
    words = words_of(notice.wording, notice.kind, notice.language)
    return _line(words, notice.context, notice.language, notice.channel)


def mail(notice: Notice) -> Mail:
    """The e-mail, right to left in Arabic, with the link as a button where the cause has one."""
    return _mail(words_of(notice.wording, notice.kind, notice.language), notice.context, notice.language)


def preview(kind: str, language: str, words: Words) -> Preview:
    """What these words would make of the message."""
    values = wording.kept({name: example_of(name) for name in BY_KIND[kind].needed})
    sms = _line(words, values, language, Channel.SMS.value)
    return Preview(
        language=language,
        sms=sms,
        length=length_of(sms),
        line=_line(words, values, language, Channel.IN_APP.value),
        mail=_mail(words, values, language),
    )


def _line(words: Words, context: dict[str, Kept], language: str, channel: str) -> str:
    """An SMS carries no direction marks (old handsets show them as boxes); its numbers are plain digits instead.

    A number that begins with a letter keeps its order in an Arabic line: it stays as the slip says it, A-015.
    """
    values = wording.said(context, language, isolated=channel != Channel.SMS.value)
    if channel == Channel.SMS.value:
        for name in NUMBERS & values.keys():
            if not values[name][:1].isalpha():
                values[name] = values[name].replace("-", "")  # in an Arabic line its parts would change places
    if channel == Channel.IN_APP.value:
        values[wording.LINK] = ""  # the line is the link itself
    return filled(words.text, values).strip()


def _mail(words: Words, context: dict[str, Kept], language: str) -> Mail:
    values = wording.said(context, language, isolated=True)
    subject = " ".join(filled(words.subject, values).split())
    paragraphs = filled(words.body.replace("\r\n", "\n"), values).split("\n\n")
    link = values.get(wording.LINK, "")
    said = {
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "subject": subject,
        "paragraphs": paragraphs,
        "link": link,
    }
    with override(language):
        return Mail(
            subject=subject,
            paragraphs=paragraphs,
            link=link,
            button=gettext("Open"),
            text=render_to_string("notices/mail.txt", said),
            html=render_to_string("notices/mail.html", said),
        )
