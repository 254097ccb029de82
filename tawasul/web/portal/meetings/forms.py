"""The forms of an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.web.day_field import WrittenDay


class AnotherDateForm(forms.Form):
    """Why not then, and from when they can."""

    reason = forms.CharField(
        label=_("Why can you not come then?"),
        help_text=_("A few words are enough. You keep your place in the order."),
        min_length=3,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    not_before = WrittenDay(
        label=_("I can come from this day on"),
        required=False,
        shape={"placeholder": ""},  # the example of other fields is a past day
        help_text=_("You get no date before it. Write it in either calendar, Hijri or Gregorian."),
    )
