"""What one message says in one language: its words, what they look like, and every change of them."""

from dataclasses import asdict, replace
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound, Refused
from tawasul.notices import actions, compose, rewording, wording, words
from tawasul.notices.examples import example_of
from tawasul.notices.labels import MESSAGE_LABELS
from tawasul.notices.message import Message
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import Wording
from tawasul.notices.words import FIELDS, Words
from tawasul.people.models import LANGUAGES
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.forms import scope_of, take
from tawasul.web.doors import StaffRequest, staff_only

PREVIEW, SAVE, RESTORE = "preview", "save", "restore"


class WordsForm(forms.Form):
    """The words of a message, the version that was seen, and why they change. What is not needed for `doing` may be empty."""

    text = forms.CharField(label=_("Text message and line in the system"), max_length=600, widget=forms.Textarea)
    subject = forms.CharField(label=_("Subject of the e-mail"), max_length=150)
    body = forms.CharField(
        label=_("Text of the e-mail"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("An empty line begins a new paragraph. The button that opens the ticket is added by itself."),
    )
    why = forms.CharField(label=_("Why"), max_length=300, help_text=_("Kept beside the change."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, message: Message, language: str, doing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        direction = "rtl" if language == "ar" else "ltr"
        for name, rows in (("text", 4), ("subject", 1), ("body", 9)):
            self.fields[name].widget.attrs |= {"dir": direction, "lang": language, "rows": rows}
            self.fields[name].required = doing != RESTORE
        self.fields["why"].required = doing == SAVE
        if not message.by_mail:
            del self.fields["subject"], self.fields["body"]


@staff_only(Power.EDIT_WORDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def one_wording(request: StaffRequest, kind: str, language: str) -> HttpResponse:
    """One message in one language. POST previews the words given, puts them in force, or takes the ministry's back."""
    message = BY_KIND.get(kind)
    if message is None or language not in dict(LANGUAGES):
        raise NotFound()
    history = words.history_of(kind, language)
    now = words.words_of(history[0] if history else None, kind, language)
    doing = request.POST.get("do", PREVIEW) if request.method == "POST" else SAVE
    form = WordsForm(
        request.POST or None,
        message=message,
        language=language,
        doing=doing,
        initial=asdict(now) | {"version": history[0].version if history else 0},
    )
    shown, status = now, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = replace(now, **{name: form.cleaned_data[name] for name in FIELDS if name in form.fields})
            try:
                rewording.check(kind, now if doing == RESTORE else given)
                shown, status = given, 200
                if doing in {SAVE, RESTORE}:
                    _change(request, doing, kind, language, given, form.cleaned_data)
                    return redirect("desk:wording", kind=kind, language=language)
            except Refused as refused:
                take(form, refused)
                status = refused.status
    form.fields["why"].required = True  # a preview needs none, but what is shown next may be saved
    context = _context(message, language, shown, history, tried=request.method == "POST" and status == 200) | {
        "form": form
    }
    return render(request, "desk/office/wording.html", context, status=status)


def _change(request: StaffRequest, doing: str, kind: str, language: str, given: Words, said: dict[str, Any]) -> None:
    about: dict[str, Any] = {"kind": kind, "language": language, "why": said["why"], "version": said["version"]}

    def act() -> int:
        at = timezone.now()
        if doing == SAVE:
            return actions.reword(actor=request.actor, words=given, at=at, **about).version
        return actions.restore(actor=request.actor, at=at, **about).version

    key = request.POST.get("once") or str(uuid4())
    once(scope=scope_of(request), key=key, asked={"do": doing} | about | asdict(given), at=timezone.now(), act=act)
    saved = doing == SAVE
    messages.success(
        request, _("These words are in force from now on.") if saved else _("The system's own words hold again.")
    )


def _context(message: Message, language: str, shown: Words, history: list[Wording], *, tried: bool) -> dict[str, Any]:
    reader = get_language() or "ar"
    other = "en" if language == "ar" else "ar"
    theirs = words.words_of(words.in_force(message.kind).get(other), message.kind, other)
    examples = wording.said(wording.kept({name: example_of(name) for name in message.needed}), reader, isolated=False)
    return {
        "title": MESSAGE_LABELS[message.kind],
        "breadcrumbs": [(_("What messages say"), reverse("desk:wordings"))],
        "kind": message.kind,
        "language": language,
        "languages": [(code, label, code == language) for code, label in LANGUAGES],
        "by_mail": message.by_mail,
        "placeholders": [(f"{{{name}}}", examples[name]) for name in sorted(message.needed)],
        "previews": [compose.preview(message.kind, language, shown), compose.preview(message.kind, other, theirs)],
        "tried": tried,
        "history": history,
        "reworded": bool(history) and not history[0].restored,
        "once": uuid4(),
    }
