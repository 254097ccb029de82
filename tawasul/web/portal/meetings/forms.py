"""The forms of an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnotherDateForm(forms.Form):
    """Why not then."""

    reason = forms.CharField(
        label=_("When can you come, and why not then?"),
        help_text=_("A few words are enough. You keep your place in the order."),
        min_length=3,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
