"""How everything about problems is said."""

from django.utils.translation import gettext_lazy as _

STATE_LABELS = {
    "open": _("Cause being sought"),
    "cause_known": _("Cause known"),
    "raised": _("Raised to those concerned"),
    "answered": _("Answered for all"),
    "closed": _("Problem closed"),
}

GIVING_LABELS = {
    "": _("Waits on the problem"),
    "waiting": _("The answer is about to be given"),
    "given": _("The answer is under review there"),
    "refused": _("Could not take the answer yet"),
}

LEAVING_LABELS = {
    "answered": _("Replied to"),
    "detached": _("Taken out"),
    "withdrawn": _("Withdrawn by its beneficiary"),
    "moved": _("Passed to another centre"),
}

ACT_LABELS = {
    "say_cause": _("State the cause"),
    "raise": _("Raise it to those concerned"),
    "say_remedy": _("State the remedy"),
    "write_answer": _("Write the answer to all"),
    "send_back_answer": _("Send the answer back"),
    "approve_answer": _("Approve the answer"),
    "give_again": _("Give the answer again"),
    "change": _("Change the title and date"),
    "pass_on": _("Pass it to another owner"),
    "close": _("Close the problem"),
    "reopen": _("Reopen the problem"),
}

ACT_EXPLANATIONS = {
    "say_cause": _("Everybody who sees the problem reads why it happened."),
    "raise": _("The department or body that can remedy it is told, and sees the problem without its tickets."),
    "say_remedy": _("What is being done, and by when: whoever has a ticket that waits can tell its beneficiary."),
    "write_answer": _("One text for all: another person approves it, and then each centre reviews it for each ticket."),
    "send_back_answer": _("Its author reads your reasons and writes again."),
    "approve_answer": _(
        "The answer becomes the drafted reply of every ticket that waits, to be reviewed in its own centre."
    ),
    "give_again": _("Those that could not take the answer are tried again now."),
    "change": _("A clearer title, and the day by which the remedy is promised."),
    "pass_on": _("Another person answers for the problem from now on."),
    "close": _("No ticket waits on it any more, and nothing more is to be done."),
    "reopen": _("The cause is back: tickets may be linked and answered anew."),
}

STANDING_LABELS = {
    "over_all": _("those with this power over all places of the problem"),
    "not_author": _("those with this power over all places of the problem who did not write the answer"),
    "concerned": _("those with this power over all places of the problem, and the place to which it was raised"),
}

CONDITION_LABELS = {
    "answer_waits": _("an answer awaits its approval"),
    "no_answer_waits": _("no answer awaits its approval"),
    "refused": _("a ticket could not take the answer"),
    "nobody_waits": _("no ticket waits on it, and no answer awaits approval"),
}

CONDITION_REFUSALS = {
    "answer_waits": _("No answer awaits approval any more."),
    "no_answer_waits": _("Another answer awaits its approval already. What you wrote is kept below."),
    "refused": _("Every ticket that waits has taken the answer."),
    "nobody_waits": _("Tickets wait on it, or an answer awaits approval: it cannot be closed yet."),
}

# Why a ticket cannot take the answer now, by its state.
CANNOT_TAKE = {
    "submitted": _("Nobody has taken it up yet. It gets the answer as soon as somebody does."),
    "returned": _("It was returned for completion. It gets the answer when it is completed."),
    "referred": _("The department has not accepted it yet. It gets the answer as soon as somebody there does."),
    "under_review": _("Another reply of its own is under review. It gets the answer if that is sent back."),
    "objected": _("An objection is being considered."),
}

WAITING_ON = _("Waits on problem %(number)s")
NO_SUCH_PROBLEM = _("There is no such problem, or you may not see it.")
