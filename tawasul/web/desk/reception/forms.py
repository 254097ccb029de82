"""The forms of the door, the desk and the hall."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import Invalid, Refused
from tawasul.lib.identity import IdentityKind, parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.people.actions import LONGEST_NAME
from tawasul.people.labels import CATEGORY_LABELS, IDENTITY_KIND_LABELS
from tawasul.people.models import LANGUAGES, Beneficiary
from tawasul.people.queries import recorded_otherwise
from tawasul.reception import queries
from tawasul.reception.actions import Visitor
from tawasul.reception.actions.desks import LONGEST_NAME as LONGEST_DESK
from tawasul.reception.actions.desks import desk_name, too_long
from tawasul.reception.actions.serving import LONGEST_NOTE
from tawasul.reception.labels import LINE_LABELS, OUTCOME_LABELS, PRIORITY_LABELS, REASON_LABELS, STATE_LABELS
from tawasul.reception.models import Desk, Visit
from tawasul.reception.reasons import Outcome, ReasonKey
from tawasul.web.day_field import DayField

OF_NEW_ONES = ("name", "identity_kind", "identity", "category", "language")
LONGEST_PERIOD = 92  # days of the log at once
MOST_DIGITS = 5  # of what is sought in the log: a number of the queue has fewer, a document's or a mobile has more


def blame(form: forms.Form, error: Refused) -> None:
    """Put what an action refused beside the fields that it names, or above the form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    for name, said in fields.items():
        for each in said:
            form.add_error(name if name in form.fields else None, str(each))
    if not fields:
        form.add_error(None, str(error.message))


class ArrivalForm(forms.Form):
    """Who comes and why. For a person found before, what is known of them is left out."""

    name = forms.CharField(
        label=_("Full name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    identity_kind = forms.ChoiceField(
        label=_("Document"),
        choices=list(IDENTITY_KIND_LABELS.items()),
        initial=IdentityKind.NATIONAL.value,
        required=False,
    )
    identity = forms.CharField(label=_("Number of the document"), max_length=40, required=False)
    category = forms.ChoiceField(
        label=_("Comes as"), choices=[("", _("Choose")), *CATEGORY_LABELS.items()], required=False,
        help_text=_("Needed with the number of a document; without it only the name is kept."),
    )  # fmt: skip
    mobile = forms.CharField(label=_("Mobile"), max_length=30, required=False)
    language = forms.ChoiceField(label=_("Messages to them are in"), choices=LANGUAGES, initial="ar", required=False)
    reason = forms.ChoiceField(label=_("Why they come"), choices=list(REASON_LABELS.items()), widget=forms.RadioSelect)
    priority = forms.ChoiceField(
        label=_("Who goes first"), choices=list(PRIORITY_LABELS.items()), widget=forms.RadioSelect, initial="none"
    )
    send = forms.BooleanField(label=_("Send their place in the queue to this mobile"), required=False)

    def __init__(
        self,
        *args: Any,
        person: Beneficiary | None,
        known: Mapping[str, str] | None = None,
        expected: bool = False,
        **kwargs: Any,
    ) -> None:
        """`known` is what was asked for in vain before: it stands there already. `expected`: the official receives them today,
        so that is why they come unless they say otherwise."""
        super().__init__(*args, **kwargs)
        self.person = person
        for name, value in (known or {}).items():
            self.fields[name].initial = value
        if expected:
            self.fields["reason"].initial = ReasonKey.ATTEND.value
        if person is not None:
            for name in OF_NEW_ONES:
                del self.fields[name]
            if person.mobile:
                self.fields["mobile"].help_text = _("Leave it empty to use the recorded one.")
            if (
                not self.is_bound and not expected
            ):  # of whoever is expected the reason is known, and the button comes first
                self.fields["reason"].widget.attrs["autofocus"] = True
        elif not self.is_bound:
            self.fields["name"].widget.attrs["autofocus"] = True

    def clean_mobile(self) -> str:
        """E.164; empty: the recorded one, or none."""
        given = self.cleaned_data["mobile"].strip()
        if not given:
            return ""
        try:
            return parse_mobile(given)
        except Invalid as error:
            raise forms.ValidationError(str(error.message)) from error

    def clean(self) -> dict[str, Any]:
        """The identity is checked by its kind; with it the category is needed; what is to be sent needs a mobile."""
        given = super().clean() or {}
        if self.person is None and given.get("identity"):
            try:
                given["parsed"] = parse_identity(given["identity"], IdentityKind(given["identity_kind"]))
            except (Invalid, ValueError) as error:
                said = error.message if isinstance(error, Invalid) else _("Choose one from the list.")
                self.add_error("identity", str(said))
            if not given.get("category"):
                self.add_error("category", _("Choose in what capacity they come."))
        recorded = self.person.mobile if self.person else ""
        if given.get("send") and "mobile" in given and not (given["mobile"] or recorded):
            self.add_error("mobile", _("Write the mobile to which it is to be sent."))
        return given

    def recorded_otherwise(self) -> Beneficiary | None:
        """Whoever is recorded with the identity given here, but under another name, in whatever spelling."""
        identity = self.cleaned_data.get("parsed") if self.person is None else None
        return recorded_otherwise(identity, self.cleaned_data["name"]) if identity is not None else None

    def visitor(self) -> Visitor:
        """Whoever comes, as the action takes it."""
        given = self.cleaned_data
        if self.person is not None:
            return Visitor(beneficiary_id=self.person.pk, mobile=given["mobile"])
        return Visitor(
            name=given["name"],
            identity=given.get("parsed"),
            category=given["category"],
            mobile=given["mobile"],
            language=given["language"] or "ar",
        )


class AmendForm(forms.Form):
    """What was written at the door, to be put right while the visit is open."""

    name = forms.CharField(
        label=_("Full name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    reason = forms.ChoiceField(label=_("Why they come"), choices=list(REASON_LABELS.items()))
    priority = forms.ChoiceField(label=_("Who goes first"), choices=list(PRIORITY_LABELS.items()))
    mobile = forms.CharField(label=_("Mobile"), max_length=30, required=False)
    language = forms.ChoiceField(label=_("Messages to them are in"), choices=LANGUAGES, required=False)

    def __init__(self, data: Any = None, *, visit: Visit) -> None:
        known = {
            "name": visit.name, "reason": visit.reason, "priority": visit.priority, "language": visit.language,
        }  # fmt: skip
        super().__init__(data, initial=known, auto_id="amend_%s")
        self.visit = visit
        if visit.beneficiary_id is not None:
            del self.fields["name"], self.fields["language"]  # what is recorded is corrected where people are recorded
        if visit.mobile:
            self.fields["mobile"].help_text = _("Leave it empty to keep the one that was given.")

    def clean_mobile(self) -> str:
        """E.164; empty: the one given before, or none."""
        given = self.cleaned_data["mobile"].strip()
        try:
            return parse_mobile(given) if given else self.visit.mobile
        except Invalid as error:
            raise forms.ValidationError(str(error.message)) from error


class DeskForm(forms.Form):
    """Which desk one sits at, and whom it calls."""

    # No `maxlength`: a browser cuts what is pasted and says nothing.
    name = forms.CharField(
        label=_("Number or name of the desk"),
        help_text=format_lazy(
            _("As the hall's screen says it after “desk”: a number, or a short name of up to {most} characters."),
            most=LONGEST_DESK,
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )
    lines = forms.MultipleChoiceField(
        label=_("What this desk serves"), choices=list(LINE_LABELS.items()), widget=forms.CheckboxSelectMultiple,
        initial=list(LINE_LABELS),
    )  # fmt: skip

    def clean_name(self) -> str:
        """The name as it is kept."""
        name = desk_name(self.cleaned_data["name"])
        if len(name) > LONGEST_DESK:
            raise forms.ValidationError(str(too_long(name)))
        return name


def _desk_said(desk: Desk) -> str:
    """A desk with who sits there and whom it serves: passed on to a bare number, one passes on to anybody."""
    return " · ".join(
        [desk.name, *([desk.user.name] if desk.user else []), *(str(LINE_LABELS[line]) for line in desk.lines)]
    )


class PlaceForm(forms.Form):
    """Where somebody waits: for which service, at any desk or at one."""

    line = forms.ChoiceField(label=_("Kind of service"), choices=list(LINE_LABELS.items()))
    desk = forms.ChoiceField(label=_("Desk"), required=False)

    def __init__(self, *args: Any, desks: Sequence[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(desk.pk), _desk_said(desk)) for desk in desks]
        self.fields["desk"].choices = [("", _("Any desk")), *named]  # type: ignore[attr-defined]

    @property
    def desk_id(self) -> int | None:
        """The desk that was chosen, if one was."""
        return int(self.cleaned_data["desk"]) if self.cleaned_data.get("desk") else None


class MoveForm(PlaceForm):
    """The hall's supervisor may change the priority too."""

    priority = forms.ChoiceField(label=_("Who goes first"), choices=list(PRIORITY_LABELS.items()))


class TransferForm(PlaceForm):
    """And a word to whoever serves them next. No kind is chosen beforehand: it would be the one for which they are here."""

    note = forms.CharField(label=_("A word to the next desk"), max_length=LONGEST_NOTE, required=False)

    def __init__(self, *args: Any, desks: Sequence[Desk], **kwargs: Any) -> None:
        super().__init__(*args, desks=desks, **kwargs)
        self.fields["line"].choices = [("", _("Choose")), *LINE_LABELS.items()]  # type: ignore[attr-defined]


class ParkForm(forms.Form):
    """For what they go."""

    note = forms.CharField(label=_("What they go for"), max_length=LONGEST_NOTE, required=False)


class FinishForm(forms.Form):
    """How the visit ended."""

    outcome = forms.ChoiceField(
        label=_("How the visit ended"),
        choices=list(OUTCOME_LABELS.items()),
        widget=forms.RadioSelect,
        initial=Outcome.ANSWERED.value,
    )
    note = forms.CharField(label=_("A note for the log"), max_length=LONGEST_NOTE, required=False)


class LogForm(forms.Form):
    """What of the log is asked for: days, and of their visits those of a reason, an outcome, a desk, an officer, or of whoever
    has this number or name.

    It stands in addresses, so it takes no number of a document and no mobile.
    """

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)
    who = forms.CharField(
        label=_("Number or name"), required=False, max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "B-019"}),
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Why they come"), required=False, choices=[("", _("All")), *REASON_LABELS.items()]
    )
    outcome = forms.ChoiceField(
        label=_("How the visit ended"), required=False,
        choices=[
            ("", _("All")), *OUTCOME_LABELS.items(), (queries.LEFT, STATE_LABELS[queries.LEFT]),
            (queries.HERE, _("Has not ended")),
        ],
    )  # fmt: skip
    desk = forms.CharField(
        label=_("Desk or officer"), required=False, max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean_who(self) -> str:
        """A number of the queue as it is called, or a name. Raises ValidationError for a document's number."""
        who = " ".join(str(self.cleaned_data["who"]).split())
        if sum(sign.isdecimal() for sign in who) > MOST_DIGITS:
            raise forms.ValidationError(
                _("Write a queue number such as B-019, or a name. Documents and mobiles are looked up at the door.")
            )
        return who

    def clean(self) -> dict[str, Any]:
        """The days in their order, and not too many."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first."))
        elif first and last and (last - first).days >= LONGEST_PERIOD:
            self.add_error("first", _("Choose at most %(days)d days at a time.") % {"days": LONGEST_PERIOD})
        return given

    def sought(self, today: date) -> queries.Sought:
        """What is asked for, of a form that is valid; today where no day was given, one day where one was."""
        given = self.cleaned_data
        last = given.get("last") or given.get("first") or today
        return queries.Sought(
            first=given.get("first") or last, last=last, who=given["who"], reason=given["reason"],
            outcome=given["outcome"], desk=" ".join(given["desk"].split()),
        )  # fmt: skip
