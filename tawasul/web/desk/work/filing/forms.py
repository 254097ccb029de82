"""The form of a filing at the counter or on the telephone."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Invalid
from tawasul.lib.identity import Identity, IdentityKind, parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.people.actions import LONGEST_NAME
from tawasul.people.labels import CATEGORY_LABELS, IDENTITY_KIND_LABELS
from tawasul.people.models import LANGUAGES, Beneficiary
from tawasul.people.queries import recorded_otherwise
from tawasul.tickets.actions.changing import LONGEST_TEXT
from tawasul.tickets.actions.filing import LONGEST_CONTACT, Asker
from tawasul.tickets.actions.triage import LONGEST_SUBJECT
from tawasul.tickets.labels import CHANNEL_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import TicketType
from tawasul.web.desk.work.filing.writing import CHANNEL, Written
from tawasul.web.desk.work.ticket.centre_form import ChosenCentre

CHANNELS = ("counter", "telephone")
NEW_ONLY = ("identity_kind", "identity", "name", "category")
UNREACHABLE = _("A report needs a mobile, or another way to reach the beneficiary now: ask for it.")
REPORT = TicketType.REPORT.value
# What an urgent report needs beside a way to be reached, and what an officer who has not given it is told.
NEEDED_BY_REPORTS = {
    "incident_place": _("Ask where it is happening, and write it here."),
}


class FilingForm(ChosenCentre):
    """Who asks, and what. For a person found before, the fields of a new one are left out."""

    channel = forms.ChoiceField(
        label=_("How they came"), choices=[(key, CHANNEL_LABELS[key]) for key in CHANNELS], widget=forms.RadioSelect
    )
    identity_kind = forms.ChoiceField(label=_("Document"), choices=list(IDENTITY_KIND_LABELS.items()))
    identity = forms.CharField(label=_("Its number"), max_length=40)
    name = forms.CharField(label=_("Full name"), max_length=LONGEST_NAME)
    category = forms.ChoiceField(label=_("Asks as"), choices=[("", _("Choose")), *CATEGORY_LABELS.items()])
    mobile = forms.CharField(label=_("Mobile"), max_length=30, required=False)
    other_contact = forms.CharField(
        label=_("How else they are reached"),
        max_length=LONGEST_CONTACT,
        required=False,
        help_text=_(
            "A landline, a companion's number, or where they are to be found. An urgent report needs this where there is "
            "no mobile."
        ),
    )
    type = forms.ChoiceField(label=_("Type"), choices=list(TYPE_LABELS.items()), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Messages to them are in"), choices=LANGUAGES, initial="ar", required=False)
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    text = forms.CharField(
        label=_("What happened"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )
    incident_place = forms.CharField(label=_("Where it is happening"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        person: Beneficiary | None,
        known: Mapping[str, str] | None = None,
        written: Written | None = None,
        **kwargs: Any,
    ) -> None:
        """`known` is what was asked for in vain before: the new person's identity, mobile or name stands there already;
        `written` the letter that is filed."""
        super().__init__(*args, **kwargs)
        self.person, self.written = person, written
        if written is not None:
            self.fields["channel"].choices = [(CHANNEL, CHANNEL_LABELS[CHANNEL])]  # type: ignore[attr-defined]
        if written is None:
            self.fields["channel"].initial = "telephone" if actor.role == "call_centre_agent" else "counter"
        self.fields["identity_kind"].initial = IdentityKind.NATIONAL.value
        for name, value in (known or {}).items():
            self.fields[name].initial = value
        if person is not None:
            for name in NEW_ONLY:
                del self.fields[name]
        elif not self.is_bound:
            first = "name" if known and "identity" in known else "identity_kind"
            self.fields[first].widget.attrs["autofocus"] = True
        if person is not None:
            self.fields["language"].initial = person.language
        has_mobile = person is not None and bool(person.mobile)
        for name in NEEDED_BY_REPORTS:
            self.fields[name].widget.attrs["data-needed-when"] = f"type={REPORT}"
        if not has_mobile:
            self.fields["other_contact"].widget.attrs["data-needed-instead"] = "mobile"
        self.fields["mobile"].help_text = (
            _("Leave it empty to use the recorded one.")
            if has_mobile
            else _("Leave it empty for a visitor without a mobile.")
        )

    def clean_mobile(self) -> str:
        """E.164; empty: the recorded one, or none."""
        given = self.cleaned_data["mobile"]
        if not given.strip():
            return self.person.mobile if self.person else ""
        try:
            return parse_mobile(given)
        except Invalid as error:
            raise forms.ValidationError(str(error.message)) from error

    def clean(self) -> dict[str, Any]:
        """The identity is checked by its kind."""
        chosen = super().clean()
        if self.person is None and chosen.get("identity") and chosen.get("identity_kind"):
            try:
                chosen["parsed"] = parse_identity(chosen["identity"], IdentityKind(chosen["identity_kind"]))
            except Invalid as error:
                self.add_error("identity", str(error.message))
        if chosen.get("type") == REPORT:
            for name, said in NEEDED_BY_REPORTS.items():
                if name in chosen and not chosen[name].strip():
                    self.add_error(name, said)
            # A mobile that cannot be read is an error of its own.
            if chosen.get("mobile") == "" and not chosen.get("other_contact"):
                self.add_error("other_contact", UNREACHABLE)
        return chosen

    def recorded_otherwise(self) -> Beneficiary | None:
        """Whoever is recorded with the identity given here, but under another name, in whatever spelling."""
        if self.person is not None:
            return None
        return recorded_otherwise(self.cleaned_data["parsed"], self.cleaned_data["name"])

    def asker(self) -> Asker:
        """Whoever asks, as the action takes it."""
        mobile, other_contact = self.cleaned_data["mobile"], self.cleaned_data["other_contact"]
        person = self.person
        if person is None:
            given = self.cleaned_data
            return Asker(
                identity=given["parsed"],
                name=given["name"],
                category=given["category"],
                mobile=mobile,
                other_contact=other_contact,
                email=self._email(),
                language=self._language("ar"),
            )
        return Asker(
            identity=Identity(IdentityKind(person.identity_kind), person.identity_number),
            name=person.name,
            category=person.category,
            mobile=mobile,
            other_contact=other_contact,
            email=self._email(),
            language=self._language(person.language),
        )

    def _language(self, otherwise: str) -> str:
        return self.cleaned_data["language"] or otherwise

    def _email(self) -> str:
        return self.written.email if self.written else ""

    def blame(self, error: Invalid) -> None:
        """Put what the action refused beside the field that it names."""
        for name, said in error.fields.items():
            home = f"{name}_text" if name == "centre" else name
            for each in said:
                self.add_error(home if home in self.fields else None, str(each))
        if not error.fields:
            self.add_error(None, str(error.message))
