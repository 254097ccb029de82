"""What whoever answers a caller writes down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.tickets.actions.answering_callers import LONGEST_NAME
from tawasul.tickets.actions.changing import LONGEST_REASON
from tawasul.web.desk.work.ticket.forms import words


class HurryForm(forms.Form):
    """What the caller says, on one line: Enter sends it."""

    reason = forms.CharField(label=_("What the caller says"), max_length=LONGEST_REASON, min_length=3)


class AskedForm(forms.Form):
    """That somebody asked after what is not there."""

    text = words(_("What they wanted"), rows=2)
    name = forms.CharField(label=_("Their name"), max_length=LONGEST_NAME, required=False)
