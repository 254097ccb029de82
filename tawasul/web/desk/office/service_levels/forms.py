"""The forms in which the service-level document is written."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tawasul.lib.digits import western
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.people.models import LANGUAGES
from tawasul.service_levels.actions import LONGEST_NOTE, MOST_OBJECTIONS
from tawasul.service_levels.amounts import MOST_RUNGS, Key, Pausing, Promise, Step
from tawasul.service_levels.countings import BY_KEY, COUNTINGS, Counting, counting_of
from tawasul.service_levels.labels import (
    COUNTING_LABELS,
    PAUSING_LABELS,
    PRIORITY_LABELS,
    SOURCE_LABELS,
    STEP_LABELS,
    SUBJECT_LABELS,
)
from tawasul.service_levels.sayings import rung_labels
from tawasul.web.day_field import DayField
from tawasul.web.number_field import NumberField

RUNGS = tuple(f"rung_{rung}" for rung in range(MOST_RUNGS))
CASE = ("subject", "step", "priority", "category")
ANY = "any"  # a choice of all, where the line itself has nothing
_BETWEEN = re.compile(r"[\s,،;؛%٪]+")


class SharesField(forms.CharField):
    """Hundredths of the time: "50, 80"."""

    def __init__(self, **said: Any) -> None:
        shape = {"dir": "ltr", "autocomplete": "off", "placeholder": "50, 80"}
        super().__init__(max_length=60, widget=forms.TextInput(attrs=shape), **said)

    def clean(self, value: Any) -> tuple[int, ...]:
        """The shares as they are written. Raises ValidationError."""
        parts = [part for part in _BETWEEN.split(western(str(super().clean(value)))) if part]
        if not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
            raise ValidationError(_("Write hundredths of the time as 50, 80."))
        return tuple(int(part) for part in parts)


class LineForm(forms.Form):
    """One line: what it is about, how long, the warnings before and the ladder after."""

    subject = forms.ChoiceField(label=_("Type"), choices=[(ANY, _("Every type")), *SUBJECT_LABELS.items()])
    step = forms.ChoiceField(label=_("Step"), choices=list(STEP_LABELS.items()))
    priority = forms.ChoiceField(
        label=_("Priority"), initial=ANY, choices=[(ANY, _("Every priority")), *PRIORITY_LABELS.items()]
    )
    category = forms.ChoiceField(
        label=_("Beneficiaries"), initial=ANY, choices=[(ANY, _("Everybody")), *CATEGORY_LABELS.items()]
    )
    number = NumberField(label=_("How long"))
    counting = forms.ChoiceField(label=_("Counted in"), initial="working_days", choices=list(COUNTING_LABELS.items()))
    warnings = SharesField(
        label=_("Warnings before"),
        required=False,
        help_text=_(
            "After how many hundredths of the time whoever has it in hand is warned: 50, 80. Empty: no warning."
        ),
    )
    ladder_counting = forms.ChoiceField(
        label=_("Delays counted in"), initial="working_days", choices=list(COUNTING_LABELS.items())
    )
    pauses = forms.ChoiceField(
        label=_("The beneficiary's time meanwhile"),
        choices=list(PAUSING_LABELS.items()),
        initial=Pausing.BODIES.value,
        required=False,
        help_text=_("Of statements of other entities alone."),
    )
    source = forms.CharField(
        label=_("Where this number comes from"),
        required=False,
        max_length=200,
        help_text=_("A decision, a circular, the guide. Staff see it; the portal does not."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, case: Key | None = None, **kwargs: Any) -> None:
        """With a `case` the line is of that case, which is carried along unseen."""
        super().__init__(*args, **kwargs)
        self.case = case
        labels = rung_labels(case[1] if case else "")
        for rung, name in enumerate(RUNGS):
            self.fields[name] = NumberField(label=labels[rung], required=False)
        if case is not None and case[1] != Step.STATEMENT.value:
            del self.fields["pauses"]
        if case is not None:
            for name in CASE:
                self.fields[name].widget = forms.HiddenInput()

    def rung_fields(self) -> list[forms.BoundField]:
        """The fields of the ladder, from below."""
        return [self[name] for name in RUNGS]

    def clean(self) -> dict[str, Any]:
        """The line itself as `promise`, where it can be made out."""
        given = super().clean() or {}
        ladder = self._ladder(given)
        if not self.errors:
            counting = BY_KEY[given["counting"]]
            chosen = ("" if given[name] == ANY else given[name] for name in CASE)
            subject, step, priority, category = self.case or chosen
            given["promise"] = Promise(
                subject,
                step,
                priority,
                given["number"] * counting.times,
                counting.unit,
                category,
                given["warnings"],
                ladder,
                source=_source_kept(given["source"]),
                pauses=Pausing((step == Step.STATEMENT.value and given.get("pauses")) or Pausing.BODIES),
            )
        return given

    def _ladder(self, given: dict[str, Any]) -> tuple[int, ...]:
        delays = [given.get(name) for name in RUNGS]
        if any(name in self.errors for name in (*RUNGS, "counting", "ladder_counting")):
            return ()
        heard = [delay for delay in delays if delay is not None]
        for rung, delay in enumerate(delays[: len(heard)]):
            if delay is None:
                self.add_error(RUNGS[rung], _("No rung is left out: fill this one in, or empty those above it."))
        counting, own = BY_KEY[given["ladder_counting"]], BY_KEY[given["counting"]]
        if any(heard) and counting.unit is not own.unit:
            fitting = " · ".join(str(COUNTING_LABELS[each.key]) for each in COUNTINGS if each.unit is own.unit)
            self.add_error(
                "ladder_counting", _("Delays run as the time itself does. Choose: %(fitting)s.") % {"fitting": fitting}
            )
        return tuple(delay * counting.times for delay in heard)


def written(promise: Promise, revision: int) -> dict[str, Any]:
    """A line as the form shows it at first."""
    counting = counting_of(promise.unit, [promise.number])
    ladder = counting_of(promise.unit, promise.ladder) if any(promise.ladder) else counting
    return {
        **{name: value or ANY for name, value in zip(CASE, promise.key, strict=True)},
        "number": promise.number // counting.times,
        "counting": counting.key,
        "warnings": ", ".join(str(share) for share in promise.warnings),
        "ladder_counting": ladder.key,
        **_rungs_written(promise, ladder),
        "pauses": promise.pauses.value,
        "source": SOURCE_LABELS.get(promise.source, promise.source),
        "revision": revision,
    }


def _rungs_written(promise: Promise, counting: Counting) -> dict[str, int]:
    return {RUNGS[rung]: delay // counting.times for rung, delay in enumerate(promise.ladder)}


def _source_kept(source: str) -> str:
    """What is shipped stays one key, in whichever language it was read, while nobody writes over it."""
    for code, _name in LANGUAGES:
        with override(code):
            if found := next((key for key, label in SOURCE_LABELS.items() if str(label) == source), ""):
                return found
    return source


class NoteForm(forms.Form):
    """What a version changes, and why."""

    note = forms.CharField(
        label=_("What changes, and why"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For those who approve and publish it, and for whoever reads the version later."),
    )
    objections_allowed = NumberField(
        label=_("How often one may object to the replies of one ticket"),
        min_value=0,
        max_value=MOST_OBJECTIONS,
        required=False,
        help_text=_("0: replies may not be objected to. Empty: as it is."),
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    objections_were = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SendBackForm(forms.Form):
    """Why a version goes back to those who draft it."""

    reason = forms.CharField(
        label=_("What is to be changed, and why"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4})
    )


class PublishForm(forms.Form):
    """The day from which a version holds."""

    in_force_from = DayField(
        label=_("In force from"), help_text=_("A day to come, in either calendar: 2026-12-01 or 1448-06-21.")
    )


class MomentForm(forms.Form):
    """When the case that is tried begins."""

    day = DayField(label=_("Day"), required=False)
    time = forms.TimeField(
        label=_("Time of day"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "dir": "ltr"}, format="%H:%M"),
    )
