"""The form of a referral to another centre: chosen by typing, or, without script, from the matches that are offered."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tawasul.centres import queries as centres
from tawasul.centres.models import Place
from tawasul.lib.hijri import RIYADH
from tawasul.web.desk.work.ticket.forms import StepForm, words
from tawasul.web.typed_choice import typed


class ChosenCentre(forms.Form):
    """Two fields that a combobox posts: the chosen id, and the words typed where nothing was chosen."""

    centre = forms.IntegerField(required=False, widget=forms.HiddenInput)
    centre_text = typed(_("Centre"), id="centre_text")

    matches: list[Place] = []

    def clean(self) -> dict[str, Any]:
        """Take the one centre that the words mean; offer the matches where they mean several."""
        chosen = self.cleaned_data
        if not chosen.get("centre"):
            self._from_words(str(chosen.get("centre_text") or ""))
        return chosen

    def _from_words(self, text: str) -> None:
        today = timezone.now().astimezone(RIYADH).date()
        found = centres.suggest_centres(text, today) if text else []
        if len(found) == 1:
            self.cleaned_data["centre"] = found[0].pk
            return
        self.matches = found
        if found:
            self.add_error("centre_text", _("Several centres match: choose one of them."))
        elif text:
            self.add_error(
                "centre_text", _("No centre matches. Write part of the name of its university or education department.")
            )
        else:
            self.add_error("centre_text", _("Choose a centre."))


class CentreForm(ChosenCentre, StepForm):
    """To the centre that the ticket concerns, with a reason."""

    reason = words(_("Reason"), rows=2)

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        return {"centre_id": self.cleaned_data["centre"], "reason": self.cleaned_data["reason"]}
