"""A notice as its reader reads it."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from tawasul.notices import wording
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import Notice
from tawasul.notices.states import Channel


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One e-mail, in both forms."""

    subject: str
    text: str
    html: str


def line(notice: Notice) -> str:
    """The short text: what an SMS says, or the in-app line.

    An SMS carries no direction marks (old handsets show them as boxes); its numbers are plain digits instead.
    """
    values = wording.said(notice.context, notice.language, isolated=notice.channel != Channel.SMS.value)
    if notice.channel == Channel.IN_APP.value:
        values[wording.LINK] = ""  # the line is the link itself
    with override(notice.language):
        return str(BY_KIND[notice.kind].text).format_map(values).strip()


def mail(notice: Notice) -> Mail:
    """The e-mail, right to left in Arabic, with the link as a button where the cause has one."""
    message = BY_KIND[notice.kind]
    values = wording.said(notice.context, notice.language, isolated=True)
    with override(notice.language):
        subject = " ".join(str(message.subject).format_map(values).split())
        context = {
            "language": notice.language,
            "direction": "rtl" if notice.language == "ar" else "ltr",
            "subject": subject,
            "paragraphs": str(message.body).format_map(values).split("\n\n"),
            "link": values.get(wording.LINK, ""),
        }
        return Mail(
            subject=subject,
            text=render_to_string("notices/mail.txt", context),
            html=render_to_string("notices/mail.html", context),
        )
