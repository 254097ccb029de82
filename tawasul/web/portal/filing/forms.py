"""The forms of filing: what happened, and who asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import Refused
from tawasul.lib.identity import Identity, IdentityKind, parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.lib.written import name_written
from tawasul.meetings.labels import NEED_LABELS
from tawasul.people.actions import NOT_A_NAME
from tawasul.people.labels import CATEGORY_LABELS, IDENTITY_KIND_LABELS
from tawasul.service_levels.amounts import Subject
from tawasul.tickets.actions.changing import LONGEST_TEXT
from tawasul.tickets.actions.filing import SHORTEST_TEXT
from tawasul.tickets.actions.triage import LONGEST_SUBJECT
from tawasul.tickets.lifecycle import TicketType
from tawasul.web.concerned import concerned_field

HOME = "home"  # a national or resident identity: its first digit says which
_OTHER_KINDS = (IdentityKind.GCC, IdentityKind.PASSPORT, IdentityKind.BORDER)
IDENTITY_CHOICES = [
    (HOME, _("National identity or iqama")),
    *((kind.value, IDENTITY_KIND_LABELS[kind.value]) for kind in _OTHER_KINDS),
]


EXAMPLES = {
    TicketType.INQUIRY.value: _("For example: when registration for the first year begins."),
    TicketType.COMPLAINT.value: _("For example: the school bus is late."),
    TicketType.REPORT.value: _("For example: bare electric wires in a classroom."),
    TicketType.SUGGESTION.value: _("For example: a shaded place for pupils to wait."),
    Subject.MEETING.value: _("For example: a transfer that was refused twice."),
}


# What is to be written, and what helps to answer it.
OWN_WORDS = {
    TicketType.INQUIRY.value: (
        _("Your question"),
        _("Write your question, and whatever helps us to answer it. Plain words are enough."),
    ),
    TicketType.COMPLAINT.value: (
        _("The complaint in detail"),
        _("Say what happened, when and where, and what you would like us to do. Plain words are enough."),
    ),
    TicketType.REPORT.value: (
        _("What the danger is"),
        _("Say what is happening, since when, and whether anyone is hurt. Plain words are enough."),
    ),
    TicketType.SUGGESTION.value: (
        _("Your suggestion"),
        _("Say what you would change, how, and whom it would help. Plain words are enough."),
    ),
    Subject.MEETING.value: (
        _("What you would like to put before the official"),
        _("Say what the matter is, what was tried before, with its number if it had one, and what you ask for."),
    ),
}
# What is asked of some types alone.
ONLY_OF = {
    "incident_place": TicketType.REPORT.value,
    "concerned": Subject.MEETING.value,
    "need": Subject.MEETING.value,
}


class DetailsForm(forms.Form):
    """What happened. The place is asked of reports alone; how many it concerns, and a need, of meetings."""

    incident_place = forms.CharField(
        label=_("Where is it happening?"),
        help_text=_("The school or building, the quarter and the city: enough to find it at once."),
        min_length=3,
        max_length=200,
    )
    subject = forms.CharField(
        label=_("The subject, in a few words"),
        min_length=3,
        max_length=LONGEST_SUBJECT,
    )
    text = forms.CharField(
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    concerned = concerned_field(
        _("How many people does it concern?"),
        help_text=_("Yourself included. A matter of many is received together."),
        initial=1,
    )
    need = forms.ChoiceField(
        label=_("Special need"),
        choices=list(NEED_LABELS.items()),
        widget=forms.RadioSelect,
        initial="none",
    )

    def __init__(self, *args: Any, type: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].help_text = EXAMPLES[type]
        self.fields["text"].label, self.fields["text"].help_text = OWN_WORDS[type]
        for name, only in ONLY_OF.items():
            if type != only:
                del self.fields[name]


class AskerForm(forms.Form):
    """Who asks."""

    identity_kind = forms.ChoiceField(label=_("Identity document"), choices=IDENTITY_CHOICES)
    identity_number = forms.CharField(label=_("Its number"), max_length=40)
    name = forms.CharField(label=_("Your full name"), min_length=2, max_length=150)
    category = forms.ChoiceField(label=_("You ask as"), choices=[("", "—"), *CATEGORY_LABELS.items()])
    mobile = forms.CharField(
        label=_("Your mobile"),
        help_text=_("It must be with you now: we send a code to it. Such as 0512345678."),
        max_length=40,
    )

    def __init__(self, *args: Any, report: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if report:
            self.fields["mobile"].help_text = _(
                "It must be with you now: we send a code to it, and may call you about the report."
            )

    def clean_name(self) -> str:
        """As it is kept."""
        name = name_written(str(self.cleaned_data["name"]))
        if not name:
            raise forms.ValidationError(NOT_A_NAME)
        return name

    def clean_mobile(self) -> str:
        """E.164."""
        try:
            return parse_mobile(self.cleaned_data["mobile"])
        except Refused as error:
            raise forms.ValidationError(str(error.message)) from error

    def clean(self) -> dict[str, Any]:
        """The number is read as the document says."""
        given = super().clean() or {}
        if "identity_number" not in given or "identity_kind" not in given:
            return given
        kind = None if given["identity_kind"] == HOME else IdentityKind(given["identity_kind"])
        try:
            given["identity"] = parse_identity(given["identity_number"], kind)
        except Refused as error:
            self.add_error("identity_number", str(error.message))
        return given

    @property
    def identity(self) -> Identity:
        """The identity read; only of a valid form."""
        identity: Identity = self.cleaned_data["identity"]
        return identity
