"""The forms by which a ticket is linked to a problem, and taken out of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.web.desk.work.ticket.forms import StepForm, words
from tawasul.web.typed_choice import typed


class LinkForm(StepForm):
    """Which problem: chosen by typing; without script, its number as it was typed."""

    problem = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    problem_text = typed(_("Problem"), id="problem_text")

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        chosen = self.cleaned_data
        if not chosen.get("problem") and not chosen.get("problem_text"):
            self.add_error("problem_text", _("Choose a problem, or write its number."))
        return chosen

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        return {"problem": self.cleaned_data["problem"] or self.cleaned_data["problem_text"]}


class UnlinkForm(StepForm):
    """Why it is not of this cause."""

    reason = words(_("Why it is not of this cause"), rows=2)
