"""The forms of what may be done to a ticket: each gives the arguments of its action."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tawasul.attachments.uploads import Uploads, blame
from tawasul.service_levels.labels import PRIORITY_LABELS
from tawasul.tickets.actions.changing import LONGEST_REASON, LONGEST_TEXT
from tawasul.tickets.actions.triage import LONGEST_SUBJECT
from tawasul.tickets.labels import CHANNEL_LABELS, OBJECTION_LABELS, OUTCOME_LABELS, TYPE_LABELS
from tawasul.tickets.models import Ticket
from tawasul.web.desk.work.ticket.surroundings import Surroundings


def words(
    label: Any, *, rows: int = 3, longest: int = LONGEST_REASON, required: bool = True, hint: Any = ""
) -> forms.CharField:
    """A text of several lines."""
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, widget=area, max_length=longest, required=required, help_text=hint)


def said_on_telephone() -> forms.CharField:
    """What was said to a beneficiary who was called: whether it is needed depends on what the call came to."""
    field = words(
        _("What was said"), rows=2, required=False, hint=_("Needed where the beneficiary spoke. Only staff read it.")
    )
    field.conditional = True  # type: ignore[attr-defined]
    return field


class StepForm(forms.Form):
    """What every step has: nothing but its fields, which are the action's arguments by name."""

    def __init__(self, *args: Any, ticket: Ticket, around: Surroundings | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        self.taken = Uploads([])
        if around is not None:
            self.offer(around)

    def offer(self, around: Surroundings) -> None:
        """Fill the choices that depend on the ticket's centre."""

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of the action."""
        given = dict(self.cleaned_data)
        if "uploads" in given:
            given["uploads"] = self.taken = Uploads(given["uploads"])
        return given

    def blame(self, name: str, said: str) -> None:
        """Put what the action refused of an argument beside the field that stands for it; of files, naming the one."""
        if name == "files" and self.taken.current:
            said = blame(self.taken.current, said)
        name = "uploads" if name == "files" else name
        home = name if name in self.fields and not self.fields[name].widget.is_hidden else f"{name}_text"
        self.add_error(home if home in self.fields else None, said)


class Files(forms.FileField):
    """Several files at once."""

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        """Each as Django checks one; none where none is asked for."""
        if not data and not self.required:
            return []
        given = data or [None]  # none chosen: refused as Django refuses one
        return [super(Files, self).clean(each, initial) for each in given]


class FilesInput(forms.FileInput):
    """A control that gives every chosen file."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002
        """All of them, not the last."""
        return files.getlist(name)


class ClassifyForm(StepForm):
    """The right type and priority, and a clear subject."""

    type = forms.ChoiceField(label=_("Type"), choices=list(TYPE_LABELS.items()))
    priority = forms.ChoiceField(label=_("Priority"), choices=list(PRIORITY_LABELS.items()), required=False)
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT, min_length=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].initial = self.ticket.type
        self.fields["priority"].initial = self.ticket.priority
        self.fields["subject"].initial = self.ticket.subject


class ReturnForm(StepForm):
    """What is missing."""

    missing = words(
        _("What is missing"), hint=_("The beneficiary reads this as you write it: say what, and why it is needed.")
    )


class CompleteForm(StepForm):
    """What the beneficiary gave."""

    text = words(_("What the beneficiary gave"), longest=LONGEST_TEXT)


class WordsForm(StepForm):
    """What the beneficiary has to say besides."""

    text = words(_("What the beneficiary adds"), longest=LONGEST_TEXT)


class JoinForm(StepForm):
    """To which ticket, and why."""

    main = forms.CharField(
        label=_("Number of the other ticket"), max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    reason = words(_("Why it is the same matter"), rows=2)


class JoinToForm(JoinForm):
    """Beside the ticket to which it joins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["main"].widget = forms.HiddenInput()


class AskToJoinForm(StepForm):
    """Which centre, and why."""

    centre = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(
        _("Why it is the same matter"), rows=2, hint=_("The other centre reads this; of its ticket you learn no more.")
    )

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        return {"centre_id": self.cleaned_data["centre"], "reason": self.cleaned_data["reason"]}


class AnswerJoiningForm(StepForm):
    """Joined, or not and why."""

    accepted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("1", _("Join the two")), ("0", _("Do not join them"))],
        coerce=lambda given: given == "1",
        widget=forms.RadioSelect,
    )
    text = words(_("Why not, or a word to those who asked"), rows=2, required=False)


class SplitForm(StepForm):
    """Why it is another matter after all."""

    reason = words(_("Why it is split off"), rows=2)


class DepartmentForm(StepForm):
    """To a department, with a reason."""

    department = forms.ChoiceField(label=pgettext_lazy("field", "Department"))
    reason = words(_("Reason"), rows=2)

    def offer(self, around: Surroundings) -> None:
        """The centre's departments; the usual one is suggested."""
        field = self.fields["department"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose a department")), *around.departments]
        if around.suggested:
            field.initial = around.suggested
            field.help_text = _("A complaint usually goes to: %(place)s.") % {"place": around.suggested_name}

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        return {"department_id": int(self.cleaned_data["department"]), "reason": self.cleaned_data["reason"]}


class CoordinatorForm(StepForm):
    """Into the hands of one person, with a reason."""

    coordinator = forms.ChoiceField(label=_("Coordinator"))
    reason = words(_("Reason"), rows=2)

    def offer(self, around: Surroundings) -> None:
        """The coordinators by department."""
        field = self.fields["coordinator"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose a coordinator")), *around.coordinators]

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        return {"membership_id": int(self.cleaned_data["coordinator"]), "reason": self.cleaned_data["reason"]}


class PassBackForm(StepForm):
    """Back to the centre's officers."""

    reason = words(_("Reason"), rows=2, hint=_("Say to whom it belongs, or what it lacks."))


class SendBackForm(StepForm):
    """Back to the author."""

    reasons = words(_("What must be different"), hint=_("The author reads this beside the reply."))


class CloseForm(StepForm):
    """The end, perhaps with a word."""

    reason = words(_("A word for the route"), rows=2, required=False)


class WithdrawForm(StepForm):
    """The beneficiary's wish."""

    reason = words(_("Why the beneficiary withdraws it"), rows=2)


class ToldForm(StepForm):
    """What an officer writes down for the beneficiary, and how they told it."""

    channel = forms.ChoiceField(
        label=_("How they told us"),
        choices=[(key, CHANNEL_LABELS[key]) for key in ("counter", "telephone", "email")],
        widget=forms.RadioSelect,
    )


class ObjectForm(ToldForm):
    """What the beneficiary finds wrong."""

    text = words(_("What is wrong with the reply, in the beneficiary's words"), longest=LONGEST_TEXT)
    uploads = Files(label=_("Papers"), widget=FilesInput(), required=False)


class UpholdForm(StepForm):
    """Right, or right in part; and why."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(key, OBJECTION_LABELS[key]) for key in ("upheld", "partly")],
        widget=forms.RadioSelect,
    )
    reasons = words(
        _("Reasons, and what is to be done now"),
        hint=_("The beneficiary reads this as you write it, and so do those who answer anew."),
    )


class RejectForm(StepForm):
    """Why it is wrong."""

    reasons = words(_("Reasons"), hint=_("The beneficiary reads this as you write it."))


class DropForm(StepForm):
    """The beneficiary's wish."""

    reason = words(_("Why the beneficiary drops it"), rows=2)


class ExpediteForm(ToldForm):
    """The beneficiary's wish."""

    reason = words(_("Why it presses, in the beneficiary's words"), rows=2)


class ExpediteAnswerForm(StepForm):
    """What was done."""

    text = words(
        _("What was done to hurry it"),
        hint=_("The beneficiary reads this as you write it. The reply itself still goes through review."),
    )


class ReassignForm(StepForm):
    """Another person of the same place, with a reason."""

    person = forms.ChoiceField(label=_("Into whose hands"))
    reason = words(_("Reason"), rows=2)

    def offer(self, around: Surroundings) -> None:
        """Those who work where the ticket is, but for who has it."""
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose a person")), *around.people]

    def arguments(self) -> dict[str, Any]:
        """The action's own names."""
        return {"membership_id": int(self.cleaned_data["person"]), "reason": self.cleaned_data["reason"]}


class RemindForm(StepForm):
    """A word, perhaps."""

    text = words(_("A word for them"), rows=2, required=False)


class CallForm(StepForm):
    """What came of a call."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=list(OUTCOME_LABELS.items()), widget=forms.RadioSelect)
    text = words(_("What was said"), rows=2, required=False)


class RaiseForm(StepForm):
    """Why, perhaps."""

    reason = words(_("Why"), rows=2, required=False)


class NoteForm(StepForm):
    """A word among staff."""

    text = words(_("Internal note"), longest=LONGEST_TEXT, hint=_("Only staff read it; the beneficiary never does."))


class FilesForm(StepForm):
    """Files to be kept with the ticket."""

    uploads = Files(label=_("Files"), widget=FilesInput())
    for_beneficiary = forms.BooleanField(
        label=_("The beneficiary may read them too"),
        required=False,
        help_text=_("Where this is not chosen, they are for staff alone, and the beneficiary does not learn of them."),
    )


class ReplyForm(StepForm):
    """The reply as it reads now."""

    text = words(_("The reply"), rows=10, longest=LONGEST_TEXT)
