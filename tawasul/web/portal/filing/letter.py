"""A request that begins with a letter: whoever wrote to a centre files it themselves, by the link sent to their address.

Opening the link changes nothing, for programs that look into mail open it too.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tawasul.centres.actor import beneficiary_actor
from tawasul.mailboxes import links
from tawasul.mailboxes.actions import bring
from tawasul.mailboxes.models import Message
from tawasul.mailboxes.reading import own_words, read
from tawasul.tickets.actions.changing import LONGEST_TEXT
from tawasul.tickets.actions.triage import LONGEST_SUBJECT
from tawasul.web.portal import limits
from tawasul.web.portal.answering import personal
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps
from tawasul.web.portal.filing.draft import Draft


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Show the letter; POST makes a request of it, of which the first step is then to say what it is."""
    at = timezone.now()
    limits.count("letter", request, at=at)
    message = links.message_of(token, at=at)
    if message is None or not message.waits:
        return render(request, "portal/file/letter_gone.html", {"decided": message is not None}, status=404)
    body = message.body
    reading = read(body) if body is not None else None
    words = own_words(reading.text) if reading else ""
    if request.method == "POST":
        return _begun(request, message, words)
    context = {
        "section": "file",
        "letter": message,
        "words": words,
        "enclosed": reading.enclosed if reading else (),
        "begun": bool(drafts.of(request).type),
    }
    return render(request, "portal/file/letter.html", context)


def _begun(request: HttpRequest, message: Message, words: str) -> HttpResponse:
    """The letter as a draft. What is too long or too short to be sent is corrected at its step."""
    draft = Draft(letter=message.pk, centre_id=message.mailbox.centre_id, text=words)
    if len(words) <= LONGEST_TEXT:
        draft.subject = message.subject[:LONGEST_SUBJECT]
    writer = beneficiary_actor(beneficiary_id=0, ticket_id=None, name="")
    for refused in bring(message, actor=writer, draft_key=draft.key, at=timezone.now()):
        messages.warning(request, _("This file was not taken: %(file)s") % {"file": refused})
    drafts.keep(request, draft)
    return steps.onwards(draft)
