"""What the page offers for each row of the lifecycle: its form, its looks, and what is said when it is done."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.tickets import actions
from tawasul.tickets.labels import ACTION_EXPLANATIONS, ACTION_LABELS
from tawasul.tickets.lifecycle import LIFECYCLES, Action
from tawasul.tickets.many import MANY
from tawasul.web.desk import errand
from tawasul.web.desk.work.ticket import call_forms, forms, problem_forms, statement_forms
from tawasul.web.desk.work.ticket.centre_form import CentreForm


@dataclass(frozen=True, kw_only=True)
class Errand(errand.Errand[Action, forms.StepForm]):
    """What the page offers for each row of the lifecycle. `leaves`: the ticket leaves the actor's hands, so that the next one
    may be shown."""

    labels = ACTION_LABELS
    explanations = ACTION_EXPLANATIONS
    verbs = actions.VERBS

    form: type[forms.StepForm] = forms.StepForm
    leaves: bool = False
    danger: bool = False


ERRANDS: dict[Action, Errand] = {
    row.act: row
    for row in (
        Errand(act=Action.TAKE, icon="hand-index", main=True, done=_("The ticket is in your hands.")),
        Errand(
            act=Action.CLASSIFY,
            icon="tag",
            form=forms.ClassifyForm,
            done=_("The type and subject are set."),
        ),
        Errand(
            act=Action.RETURN,
            icon="arrow-return-left",
            form=forms.ReturnForm,
            leaves=True,
            done=_("The ticket was returned, and the beneficiary is told what is missing."),
        ),
        Errand(
            act=Action.COMPLETE,
            icon="check2-square",
            form=forms.CompleteForm,
            done=_("What was missing is recorded, and the clock runs again."),
        ),
        Errand(
            act=Action.REFER_TO_DEPARTMENT,
            icon="diagram-3",
            form=forms.DepartmentForm,
            main=True,
            leaves=True,
            done=_("The ticket was referred to the department."),
        ),
        Errand(
            act=Action.REFER_TO_COORDINATOR,
            icon="person-check",
            form=forms.CoordinatorForm,
            leaves=True,
            done=_("The ticket was referred to the coordinator."),
        ),
        Errand(
            act=Action.REFER_TO_CENTRE,
            icon="building",
            form=CentreForm,
            leaves=True,
            done=_("The ticket was referred to the other centre."),
        ),
        Errand(
            act=Action.PASS_BACK,
            icon="arrow-counterclockwise",
            form=forms.PassBackForm,
            leaves=True,
            done=_("The ticket is back with the centre."),
        ),
        Errand(
            act=Action.ACCEPT,
            icon="hand-index",
            main=True,
            done=_("The ticket is in your hands."),
        ),
        Errand(
            act=Action.DRAFT_REPLY,
            icon="pencil",
            form=forms.ReplyForm,
            done=_("The draft is kept."),
        ),
        Errand(
            act=Action.SUBMIT_REPLY,
            icon="send",
            form=forms.ReplyForm,
            leaves=True,
            done=_("The reply was sent for review."),
        ),
        Errand(
            act=Action.SEND_BACK_REPLY,
            icon="arrow-return-left",
            form=forms.SendBackForm,
            leaves=True,
            done=_("The reply is back with its author, with your reasons."),
        ),
        Errand(
            act=Action.APPROVE_REPLY,
            icon="check-circle",
            leaves=True,
            question=_("Approve this reply and send it to the beneficiary?"),
            done=_("The reply was approved, and the beneficiary is told."),
        ),
        Errand(
            act=Action.CLOSE,
            icon="check2-circle",
            form=forms.CloseForm,
            main=True,
            leaves=True,
            done=_("The ticket was closed."),
        ),
        Errand(
            act=Action.WITHDRAW,
            icon="x-circle",
            form=forms.WithdrawForm,
            leaves=True,
            danger=True,
            question=_("Withdraw the ticket as the beneficiary wishes?"),
            done=_("The ticket was withdrawn."),
        ),
        Errand(
            act=Action.UPHOLD_OBJECTION,
            icon="check2-circle",
            form=forms.UpholdForm,
            main=True,
            leaves=True,
            done=_("The objection is upheld, and the ticket is new again with the centre."),
        ),
        Errand(
            act=Action.REJECT_OBJECTION,
            icon="x-octagon",
            form=forms.RejectForm,
            main=True,
            leaves=True,
            question=_("Reject the objection and close the ticket?"),
            done=_("The objection is rejected, and the beneficiary is told why."),
        ),
        Errand(
            act=Action.OBJECT,
            icon="exclamation-octagon",
            form=forms.ObjectForm,
            done=_("The objection is with those who decide it."),
        ),
        Errand(
            act=Action.DROP_OBJECTION,
            icon="x-circle",
            form=forms.DropForm,
            leaves=True,
            done=_("The objection was dropped."),
        ),
        Errand(
            act=Action.ANSWER_EXPEDITE,
            icon="chat-left-text",
            form=forms.ExpediteAnswerForm,
            main=True,
            done=_("The beneficiary is told what was done."),
        ),
        Errand(
            act=Action.EXPEDITE,
            icon="lightning",
            form=forms.ExpediteForm,
            done=_("The expedite is counted, and those who have the ticket are told."),
        ),
        Errand(
            act=Action.ASK_STATEMENTS,
            icon="chat-square-quote",
            form=statement_forms.AskForm,
            done=_("They are asked, and told by when. You will be told when a statement comes."),
        ),
        Errand(
            act=Action.ANSWER_BACK,
            icon="chat-left-text",
            form=statement_forms.AnswerBackForm,
            done=_("They are told, and their time runs again."),
        ),
        Errand(
            act=Action.REMIND_STATEMENT,
            icon="bell",
            form=statement_forms.RemindStatementForm,
            done=_("They were reminded."),
        ),
        Errand(
            act=Action.GO_ON_WITHOUT,
            icon="skip-forward",
            form=statement_forms.GoOnForm,
            done=_("The statement is waited for no longer, and those asked are told."),
        ),
        Errand(
            act=Action.REASSIGN,
            icon="person-up",
            form=forms.ReassignForm,
            done=_("The ticket is in other hands."),
        ),
        Errand(
            act=Action.REMIND,
            icon="bell",
            form=forms.RemindForm,
            done=_("Whoever has it was reminded."),
        ),
        Errand(
            act=Action.CALL_HOLDER,
            icon="telephone",
            form=forms.CallForm,
            done=_("The call is written down."),
        ),
        Errand(
            act=Action.RAISE,
            icon="arrow-up-circle",
            form=forms.RaiseForm,
            done=_("The ticket was raised, and those above are told."),
        ),
        Errand(
            act=Action.CALL_BENEFICIARY,
            icon="telephone-outbound",
            form=call_forms.CallBeneficiaryForm,
            done=_("The call to the beneficiary is written down."),
        ),
        Errand(
            act=Action.PLAN_CALL,
            icon="calendar-plus",
            form=call_forms.PlanCallForm,
            done=_("The call is planned."),
        ),
        Errand(
            act=Action.DROP_CALL,
            icon="calendar-x",
            form=call_forms.DropCallForm,
            done=_("No call is planned any more."),
        ),
        Errand(
            act=Action.TAKE_BACK_CALL,
            icon="arrow-counterclockwise",
            form=call_forms.TakeBackCallForm,
            done=_("The call was taken back, and counts no longer."),
        ),
        Errand(
            act=Action.CORRECT_MOBILE,
            icon="phone",
            form=call_forms.CorrectMobileForm,
            done=_("The mobile is corrected, and the beneficiary is told there."),
        ),
        Errand(
            act=Action.GO_ON_UNREACHED,
            icon="skip-forward",
            form=call_forms.GoOnUnreachedForm,
            done=_("It goes on without reaching them; attempts count anew."),
        ),
        Errand(
            act=Action.ADD_NOTE,
            icon="sticky",
            form=forms.NoteForm,
            done=_("Your note was added."),
        ),
        Errand(
            act=Action.ADD_FILES,
            icon="paperclip",
            form=forms.FilesForm,
            done=_("The files were added."),
        ),
        Errand(
            act=Action.JOIN,
            icon="intersect",
            form=forms.JoinForm,
            leaves=True,
            done=_("It follows the other ticket, whose reply will answer both."),
        ),
        Errand(
            act=Action.ASK_TO_JOIN,
            icon="send",
            form=forms.AskToJoinForm,
            done=_("The centre is asked; you will be told what it decides."),
        ),
        Errand(
            act=Action.ANSWER_JOINING,
            icon="intersect",
            form=forms.AnswerJoiningForm,
            done=_("Those who asked are told."),
        ),
        Errand(
            act=Action.SPLIT,
            icon="signpost-split",
            form=forms.SplitForm,
            done=_("It is answered by itself again, and is back where it was."),
        ),
        Errand(
            act=Action.LINK_PROBLEM,
            icon="diagram-2",
            form=problem_forms.LinkForm,
            done=_("It waits on the problem with the others, and gets their one answer."),
        ),
        Errand(
            act=Action.UNLINK_PROBLEM,
            icon="box-arrow-left",
            form=problem_forms.UnlinkForm,
            done=_("It is answered by itself again."),
        ),
        Errand(
            act=Action.ADD_WORDS,
            icon="plus-circle",
            form=forms.WordsForm,
            done=_("It stands below the request, and whoever has the ticket is told."),
        ),
    )
}

# These have places of their own on the page; the others stand together under "What you can do now".
REPLYING = frozenset({Action.DRAFT_REPLY, Action.SUBMIT_REPLY})
REVIEWING = frozenset({Action.SEND_BACK_REPLY, Action.APPROVE_REPLY})
ADDING = frozenset({Action.ADD_NOTE, Action.ADD_FILES})
ON_A_STATEMENT = frozenset({Action.ANSWER_BACK, Action.REMIND_STATEMENT})  # beside each statement
TAKING_UP = frozenset({Action.TAKE, Action.ACCEPT})  # while one of these is open, nothing else is the main thing
FOLLOWING_UP = frozenset(
    {Action.EXPEDITE, Action.ADD_WORDS, Action.REASSIGN, Action.REMIND, Action.CALL_HOLDER, Action.RAISE}
)  # a row below
CALLING = frozenset(
    {
        Action.CALL_BENEFICIARY,
        Action.PLAN_CALL,
        Action.DROP_CALL,
        Action.TAKE_BACK_CALL,
        Action.CORRECT_MOBILE,
        Action.GO_ON_UNREACHED,
    }
)  # in the panel of calls
JOINING = frozenset({Action.ASK_TO_JOIN, Action.ANSWER_JOINING})  # beside what is elsewhere, and each wish
ELSEWHERE = REPLYING | REVIEWING | ADDING | ON_A_STATEMENT | CALLING | JOINING
NEEDING_SURROUNDINGS = frozenset({Action.REFER_TO_DEPARTMENT, Action.REFER_TO_COORDINATOR, Action.REASSIGN})


# Offered for many tickets in these lists alone: elsewhere few could take it.
ONLY_IN: dict[Action, frozenset[str]] = {
    Action.UNLINK_PROBLEM: frozenset({"on-problem"}),
    Action.APPROVE_REPLY: frozenset({"to-review", "on-problem"}),
}


def many_errands(actor: Actor, worklist: str = "on-problem") -> list[Errand]:
    """What the actor may do to many tickets at once, by their powers and the list in which they are; each ticket is asked when
    its turn comes."""
    rows = [step for steps in LIFECYCLES.values() for step in steps if step.action in MANY]
    may = {step.action for step in rows if step.power in actor.powers}
    return [ERRANDS[action] for action in MANY if action in may and worklist in ONLY_IN.get(action, {worklist})]
