"""The forms of following a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import Refused
from tawasul.lib.mobile import parse_mobile
from tawasul.lib.reference import InvalidReference, MistypedReference, parse_reference
from tawasul.tickets.actions.changing import LONGEST_REASON, LONGEST_TEXT


class FindForm(forms.Form):
    """Number and mobile. What is wrong with their form is said; whether they exist never is."""

    number = forms.CharField(
        label=_("Number of the request"),
        help_text=_("Eleven digits, in the message that we sent you. Such as 26-0000-1234-8."),
        max_length=40,
    )
    mobile = forms.CharField(
        label=_("Mobile"), help_text=_("The one that you gave when you filed the request."), max_length=40
    )

    def clean_number(self) -> str:
        """Western digits, with the right check digit."""
        try:
            return parse_reference(self.cleaned_data["number"])
        except MistypedReference as error:
            raise forms.ValidationError(_("One of its digits is wrong. Please check it.")) from error
        except InvalidReference as error:
            raise forms.ValidationError(_("It has eleven digits.")) from error

    def clean_mobile(self) -> str:
        """E.164."""
        return _read(parse_mobile, self.cleaned_data["mobile"])


class CompletionForm(forms.Form):
    """What was asked for."""

    text = forms.CharField(
        label=_("Your answer"),
        min_length=2,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AdditionForm(forms.Form):
    """What is to be added; files may come without words."""

    text = forms.CharField(
        label=_("What would you like to add?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ObjectionForm(forms.Form):
    """What is wrong with the reply."""

    text = forms.CharField(
        label=_("What is wrong with the reply?"),
        help_text=_("Say what it leaves out or gets wrong. You may add papers."),
        min_length=10,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ExpediteForm(forms.Form):
    """Why it presses."""

    reason = forms.CharField(
        label=_("Why does it press?"),
        help_text=_("A few words: what happens if the reply comes later."),
        min_length=3,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawalForm(forms.Form):
    """Why it is withdrawn."""

    reason = forms.CharField(
        label=_("Why do you withdraw it?"),
        help_text=_("A few words are enough: it was solved, for example."),
        min_length=3,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _read(parse: Any, text: str) -> str:
    try:
        return str(parse(text))
    except Refused as error:
        raise forms.ValidationError(str(error.message)) from error
