"""The field in which a code is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.lib.digits import compact
from tawasul.people.codes import DIGITS


class CodeForm(forms.Form):
    """Six digits, in any digits."""

    code = forms.CharField(
        label=_("The code"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "code-input", "dir": "ltr", "autofocus": True}),
    )

    def clean_code(self) -> str:
        """Western digits, without what keyboards put between."""
        code = compact(self.cleaned_data["code"])
        if len(code) != DIGITS or not code.isdigit():
            raise forms.ValidationError(_("The code has six digits."))
        return code
