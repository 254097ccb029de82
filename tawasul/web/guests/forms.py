"""The forms of whoever answers by a link: besides what they say, who they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.tickets.actions.changing import LONGEST_TEXT
from tawasul.tickets.actions.stating import LONGEST_NAME
from tawasul.web.desk.work.statements.forms import StateForm


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Your name and position"),
        min_length=3,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class GuestStateForm(StateForm):
    """The statement, signed by name."""

    name = _name()
    field_order = ("text", "name")


class GuestQuestionForm(forms.Form):
    """What must be known first, and who asks."""

    question = forms.CharField(
        label=_("What you need to know first"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    asked_by = _name()
