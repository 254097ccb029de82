"""The office's forms. What is allowed is the actions' to say; their refusals come back beside the fields."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tawasul.centres.labels import FUNCTION_LABELS, PLACE_KIND_LABELS, ROLE_LABELS
from tawasul.lib.errors import Invalid, Refused
from tawasul.lib.identity import Identity, IdentityKind, parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.people.labels import IDENTITY_KIND_LABELS
from tawasul.people.models import LANGUAGES
from tawasul.web.day_field import DayField

_LTR_EMAIL = forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"})


class Names(forms.Form):
    """What a place is called."""

    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=200, widget=forms.TextInput(attrs={"dir": "rtl"}))
    name_en = forms.CharField(label=_("Name in English"), max_length=200, widget=forms.TextInput(attrs={"dir": "ltr"}))
    on = DayField(label=_("From"), help_text=_("The day on which this begins to hold."))


class NewPlace(Names):
    """A place to be opened under another."""

    kind = forms.ChoiceField(label=_("Kind"))
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Short and unique in the network, such as RUH-TRANSPORT."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    function = forms.ChoiceField(label=_("What it is for"), required=False)
    field_order = ("kind", "name_ar", "name_en", "code", "function", "on")

    def __init__(self, *args: Any, kinds: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, PLACE_KIND_LABELS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        functions = [(key, label) for key, label in FUNCTION_LABELS.items() if key]
        self.fields["function"].choices = [("", _("Nothing in particular")), *functions]  # type: ignore[attr-defined]


class LastDay(forms.Form):
    """The last day of a place or of a role."""

    on = DayField(label=_("Last day"), help_text=_("It still holds on this day."))


class Appointment(forms.Form):
    """A role given to somebody."""

    person = forms.IntegerField(
        error_messages={"required": _("Choose the person from the list.")}, widget=forms.HiddenInput
    )
    role = forms.ChoiceField(label=_("Role"))
    begins_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: until further notice."))

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, ROLE_LABELS[role]) for role in roles]  # type: ignore[attr-defined]


class Registration(forms.Form):
    """Somebody new, and the first role they hold."""

    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=150, widget=forms.TextInput(attrs={"dir": "rtl"}))
    name_en = forms.CharField(label=_("Name in English"), max_length=150, widget=forms.TextInput(attrs={"dir": "ltr"}))
    identity_kind = forms.ChoiceField(label=_("Identity document"), choices=list(IDENTITY_KIND_LABELS.items()))
    identity = forms.CharField(
        label=_("Number of the document"), max_length=40, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    email = forms.EmailField(
        label=_("Work e-mail"), help_text=_("The invitation goes there, and they sign in with it."), widget=_LTR_EMAIL
    )
    mobile = forms.CharField(
        label=_("Mobile"), max_length=30, widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"})
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES)
    role = forms.ChoiceField(label=_("First role"))
    begins_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: until further notice."))

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a role")), *((role, ROLE_LABELS[role]) for role in roles)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean_mobile(self) -> str:
        """As E.164."""
        try:
            return parse_mobile(self.cleaned_data["mobile"])
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused

    def clean_identity(self) -> Identity:
        """The document and its number together."""
        kind = IdentityKind(self.cleaned_data.get("identity_kind", IdentityKind.NATIONAL.value))
        try:
            return parse_identity(self.cleaned_data["identity"], kind)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused


class EmailCorrection(forms.Form):
    """The right address of somebody whose invitation went elsewhere; `seen` is the one that stood there."""

    email = forms.EmailField(
        label=_("Work e-mail"), help_text=_("The invitation goes there, and they sign in with it."), widget=_LTR_EMAIL
    )
    seen = forms.CharField(max_length=254, widget=forms.HiddenInput)


class NewToken(forms.Form):
    """A token for another system."""

    name = forms.CharField(label=_("Which system will use it"), max_length=100)
    last_day = DayField(label=_("Last day"), help_text=_("Within a year; the shorter, the safer."))


class MembersFilter(forms.Form):
    """What narrows the list of people."""

    place = forms.TypedChoiceField(label=_("At or below"), coerce=int, empty_value=None, required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    name = forms.CharField(label=_("Name, e-mail or number"), required=False, max_length=100)
    ended = forms.BooleanField(label=_("Also those that ended"), required=False)

    def __init__(self, data: Any, *, places: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["place"].choices = [("", _("Everywhere")), *places]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Every role")), *ROLE_LABELS.items()]  # type: ignore[attr-defined]


def take(form: forms.Form, refused: Refused) -> None:
    """Show a refusal in the form: beside the field it names, or above all."""
    fields = refused.fields if isinstance(refused, Invalid) else {}
    renamed = {"expires_at": "last_day"}
    for given, said in fields.items():
        name = renamed.get(given, given)
        for text in said:
            form.add_error(name if name in form.fields else None, text)
    if not fields:
        form.add_error(None, refused.message)


def scope_of(request: HttpRequest) -> str:
    """Whose `once` keys these are: a person's keys are nobody else's."""
    return f"user:{request.user.pk}"
