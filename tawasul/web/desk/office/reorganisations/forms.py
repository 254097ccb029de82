"""Forms of a plan. What can be done is the plan's to say: these take what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.centres.labels import FUNCTION_LABELS, PLACE_KIND_LABELS
from tawasul.centres.roles import PlaceKind
from tawasul.web.day_field import DayField

_CODE = forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"})


class PlanForm(forms.Form):
    """By which decision, why, and from when."""

    decree = forms.CharField(
        label=_("Decision"), max_length=100, help_text=_("Its number and its date, as in: 1448/12 of 1 Muharram 1448.")
    )
    reason = forms.CharField(
        label=_("Why, in one sentence"),
        max_length=250,
        help_text=_("It stands in the route of every ticket that goes over."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    takes_effect_on = DayField(
        label=_("From"), help_text=_("On the day before, what closes is open for the last time. Today at the earliest.")
    )


class Chosen(forms.Form):
    """A step in which places are chosen: what a combobox sends of each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.places:
            self.fields[name] = forms.CharField(
                max_length=40, error_messages={"required": _("Choose one from the list.")}
            )

    places: tuple[str, ...] = ()
    labels: dict[str, Any] = {}


class MergeForm(Chosen):
    """One place closes, another takes over."""

    places = ("code", "other")
    labels = {"code": _("What closes"), "other": _("What takes over")}


class MoveForm(Chosen):
    """A place stands under another."""

    places = ("code", "other")
    labels = {"code": _("What moves"), "other": _("Under which it is to stand")}


class RenameForm(Chosen):
    """A place gets another name."""

    places = ("code",)
    labels = {"code": _("What is renamed")}
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=200, widget=forms.TextInput(attrs={"dir": "rtl"}))
    name_en = forms.CharField(label=_("Name in English"), max_length=200, widget=forms.TextInput(attrs={"dir": "ltr"}))


class OpenForm(Chosen):
    """A place that is not there yet."""

    places: tuple[str, ...] = ("other",)
    labels = {"other": _("Under which it is to stand")}
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(key, label) for key, label in PLACE_KIND_LABELS.items() if key != PlaceKind.MINISTRY.value],
    )
    name_ar = forms.CharField(label=_("Name in Arabic"), max_length=200, widget=forms.TextInput(attrs={"dir": "rtl"}))
    name_en = forms.CharField(label=_("Name in English"), max_length=200, widget=forms.TextInput(attrs={"dir": "ltr"}))
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Short and unique in the network, such as RUH-TRANSPORT."),
        widget=_CODE,
    )
    function = forms.ChoiceField(
        label=_("What it is for"),
        required=False,
        choices=[("", _("Nothing in particular")), *((key, label) for key, label in FUNCTION_LABELS.items() if key)],
    )


class SplitForm(OpenForm):
    """A new place beside an old one, to which some of what stands below the old one goes."""

    places: tuple[str, ...] = ()
    labels = {}
    kind = None  # type: ignore[assignment]
    function = None  # type: ignore[assignment]
    going = forms.MultipleChoiceField(
        label=_("What goes there"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
        help_text=_("With its people and all its open tickets. What is not chosen stays."),
    )

    def __init__(self, *args: Any, below: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["going"].choices = below  # type: ignore[attr-defined]


class PlanFile(forms.Form):
    """A plan as a file."""

    file = forms.FileField(
        label=_("File (CSV or Excel)"),
        help_text=_(
            "With a header: code, successor. One line for each old place. All lines are taken, or none: then it is said what "
            "is wrong with each."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
