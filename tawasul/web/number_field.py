"""The field that asks for a whole number. A browser's own takes 0-9 alone: what is typed in Arabic digits is lost there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.lib.digits import western

SAID = {
    "invalid": _("Write a whole number in figures."),
    "min_value": _("Write a number of at least %(limit_value)s."),
    "max_value": _("Write a number of at most %(limit_value)s."),
}
LONGEST = 8


class NumberField(forms.IntegerField):
    """A whole number, in any digits."""

    def __init__(self, *, error_messages: dict[str, Any] | None = None, **said: Any) -> None:
        shape = {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off", "maxlength": LONGEST}
        super().__init__(widget=forms.TextInput(attrs=shape), error_messages=SAID | (error_messages or {}), **said)

    def to_python(self, value: Any) -> int | None:
        """The number; None where none is asked for. Raises ValidationError."""
        number: int | None = super().to_python(western(str(value or "")).strip())
        return number
