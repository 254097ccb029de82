"""What a combobox posts besides the chosen id: the words that were typed (`parts/combobox.html`)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

UNKNOWN = _("Choose one from the list, or write the name of another body below.")


def typed(label: Any, *, id: str = "") -> forms.CharField:
    """The field of the words, which carries the label: an error is said with it, and leads to the control's `id`."""
    widget = forms.TextInput(attrs={"id": id} if id else {})
    return forms.CharField(label=label, required=False, max_length=200, widget=widget)


def blame_unknown(form: forms.Form, name: str) -> None:
    """Words that name nothing on the list are an error, unless another body is named: nothing typed is dropped unseen."""
    given = form.cleaned_data
    if given.get(f"{name}_text", "").strip() and not given.get(name) and not given.get(f"{name}_name", "").strip():
        form.add_error(f"{name}_text", UNKNOWN)
