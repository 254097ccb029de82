"""What the page offers for each row of the lifecycle: its form, its looks, and what is said when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.tickets import actions
from tawasul.tickets.labels import ACTION_EXPLANATIONS, ACTION_LABELS
from tawasul.tickets.lifecycle import Action
from tawasul.web.desk.work.ticket import forms
from tawasul.web.desk.work.ticket.centre_form import CentreForm


@dataclass(frozen=True, kw_only=True)
class Errand:
    """A row. `leaves`: the ticket leaves the actor's hands, so that the next one may be shown."""

    action: Action
    verb: Callable[..., Any]
    icon: str
    done: Any
    form: type[forms.StepForm] = forms.StepForm
    leaves: bool = False
    question: Any = ""  # asked before it is done
    danger: bool = False
    main: bool = False  # what is usually done next

    @property
    def label(self) -> Any:
        """The button's words."""
        return ACTION_LABELS[self.action.value]

    @property
    def explanation(self) -> Any:
        """What it does, in a sentence."""
        return ACTION_EXPLANATIONS[self.action.value]


ERRANDS: dict[Action, Errand] = {
    row.action: row
    for row in (
        Errand(
            action=Action.TAKE, verb=actions.take, icon="hand-index", main=True, done=_("The ticket is in your hands.")
        ),
        Errand(
            action=Action.CLASSIFY,
            verb=actions.classify,
            icon="tag",
            form=forms.ClassifyForm,
            done=_("The type and subject are set."),
        ),
        Errand(
            action=Action.RETURN,
            verb=actions.return_for_completion,
            icon="arrow-return-left",
            form=forms.ReturnForm,
            leaves=True,
            done=_("The ticket was returned, and the beneficiary is told what is missing."),
        ),
        Errand(
            action=Action.COMPLETE,
            verb=actions.complete,
            icon="check2-square",
            form=forms.CompleteForm,
            done=_("What was missing is recorded, and the clock runs again."),
        ),
        Errand(
            action=Action.REFER_TO_DEPARTMENT,
            verb=actions.refer_to_department,
            icon="diagram-3",
            form=forms.DepartmentForm,
            main=True,
            leaves=True,
            done=_("The ticket was referred to the department."),
        ),
        Errand(
            action=Action.REFER_TO_COORDINATOR,
            verb=actions.refer_to_coordinator,
            icon="person-check",
            form=forms.CoordinatorForm,
            leaves=True,
            done=_("The ticket was referred to the coordinator."),
        ),
        Errand(
            action=Action.REFER_TO_CENTRE,
            verb=actions.refer_to_centre,
            icon="building",
            form=CentreForm,
            leaves=True,
            done=_("The ticket was referred to the other centre."),
        ),
        Errand(
            action=Action.PASS_BACK,
            verb=actions.pass_back,
            icon="arrow-counterclockwise",
            form=forms.PassBackForm,
            leaves=True,
            done=_("The ticket is back with the centre."),
        ),
        Errand(
            action=Action.ACCEPT,
            verb=actions.accept,
            icon="hand-index",
            main=True,
            done=_("The ticket is in your hands."),
        ),
        Errand(
            action=Action.DRAFT_REPLY,
            verb=actions.draft_reply,
            icon="pencil",
            form=forms.ReplyForm,
            done=_("The draft is kept."),
        ),
        Errand(
            action=Action.SUBMIT_REPLY,
            verb=actions.submit_reply,
            icon="send",
            form=forms.ReplyForm,
            leaves=True,
            done=_("The reply was sent for review."),
        ),
        Errand(
            action=Action.SEND_BACK_REPLY,
            verb=actions.send_back_reply,
            icon="arrow-return-left",
            form=forms.SendBackForm,
            leaves=True,
            done=_("The reply is back with its author, with your reasons."),
        ),
        Errand(
            action=Action.APPROVE_REPLY,
            verb=actions.approve_reply,
            icon="check-circle",
            leaves=True,
            question=_("Approve this reply and send it to the beneficiary?"),
            done=_("The reply was approved and sent to the beneficiary."),
        ),
        Errand(
            action=Action.CLOSE,
            verb=actions.close,
            icon="check2-circle",
            form=forms.CloseForm,
            main=True,
            leaves=True,
            done=_("The ticket was closed."),
        ),
        Errand(
            action=Action.WITHDRAW,
            verb=actions.withdraw,
            icon="x-circle",
            form=forms.WithdrawForm,
            leaves=True,
            danger=True,
            question=_("Withdraw the ticket as the beneficiary wishes?"),
            done=_("The ticket was withdrawn."),
        ),
        Errand(
            action=Action.ADD_NOTE,
            verb=actions.add_note,
            icon="sticky",
            form=forms.NoteForm,
            done=_("Your note was added."),
        ),
        Errand(
            action=Action.ADD_FILES,
            verb=actions.add_files,
            icon="paperclip",
            form=forms.FilesForm,
            done=_("The files were added."),
        ),
    )
}

# These have places of their own on the page; the others stand together under "What you can do now".
REPLYING = frozenset({Action.DRAFT_REPLY, Action.SUBMIT_REPLY})
REVIEWING = frozenset({Action.SEND_BACK_REPLY, Action.APPROVE_REPLY})
ADDING = frozenset({Action.ADD_NOTE, Action.ADD_FILES})
TAKING_UP = frozenset({Action.TAKE, Action.ACCEPT})  # while one of these is open, nothing else is the main thing
ELSEWHERE = REPLYING | REVIEWING | ADDING
NEEDING_SURROUNDINGS = frozenset({Action.REFER_TO_DEPARTMENT, Action.REFER_TO_COORDINATOR})
