"""How everything about directives is said."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATE_LABELS = {
    "open": _("Being acted on"),
    "answered": _("Answered, to be looked at"),
    "done": pgettext_lazy("directive", "Done"),
    "withdrawn": _("Directive withdrawn"),
}
STATE_TONES = {"open": "information", "answered": "review", "done": "success", "withdrawn": "neutral"}

ABOUT_LABELS = {
    "": _("A matter of its own"),
    "ticket": _("A ticket"),
    "decision": _("A decision of a meeting"),
}

# How the number is called that `about_said` is, by kind.
ABOUT_NUMBER_LABELS = {
    "": "",
    "ticket": _("Number of the ticket"),
    "decision": _("Number of the request"),
}
# What a letter says that it is about.
SUBJECT_LABELS = {
    "": _("A directive to be acted on"),
    "ticket": _("A directive about a ticket"),
    "decision": _("A directive to carry out a decision of a meeting"),
}

ACT_LABELS = {
    "report": _("Say how far it is"),
    "answer": _("Say what was done"),
    "send_back": pgettext_lazy("directive", "Send the answer back"),
    "finish": _("It is done"),
    "remind": _("Remind them"),
    "postpone": _("Set another day"),
    "withdraw": _("Withdraw the directive"),
    "reopen": _("Open it again"),
}
ACT_EXPLANATIONS = {
    "report": _("A word on the way: the official's page shows it as the last action. The day stays as it is."),
    "answer": _(
        "What you did about the directive, with papers. The follow-up officer looks at it and says whether it is done."
    ),
    "send_back": _("Those who must act read your reasons and go on. The day stays as it is."),
    "finish": _("The directive is carried out: the official's page says so, and nobody is reminded any more."),
    "remind": _("Those who must act are told at once, in your words."),
    "postpone": _("Those who must act are told of the new day; reminders follow it."),
    "withdraw": _("Nothing is expected of anybody any more. What was written stays."),
    "reopen": _("It is not done after all: those who must act are told, with the new day."),
}
ACT_DONE = {
    "report": _("What you wrote is kept, and stands as the last action."),
    "answer": _("Your answer is with the follow-up officer."),
    "send_back": _("The answer went back with your reasons."),
    "finish": _("The directive is done."),
    "remind": _("They have been reminded."),
    "postpone": _("The new day is set, and they have been told."),
    "withdraw": _("The directive is withdrawn."),
    "reopen": _("The directive is open again."),
}
PART_LABELS = {
    "official": _("the official's office"),
    "following": _("the follow-up officers"),
    "acting": _("those who must act"),
    "over": _("those in whose reach it lies"),
}
NOT_AUTHOR = _("but not who gave the last answer")

# A stage of the ladder as it stands in the history.
STAGE_LABELS = {
    "soon": _("three days are left"),
    "today": _("it is due today"),
    "late": _("its day has passed"),
    "late_three": _("it is three days late"),
    "late_week": _("it is a week late"),
}

NO_ANSWER_YET = _(
    "Those who must act have not answered. Tick the box to end it without an answer: the official's page will say so."
)
UNANSWERED = _("Ended without an answer")
# The last action on a directive, in short; where something was written, its beginning follows.
LAST_LABELS = {
    "issued": _("Issued, no answer yet"),
    "reported": _("How far it is"),
    "answered": _("Answered"),
    "sent_back": _("The answer was sent back"),
    "finished": pgettext_lazy("directive", "Done"),
    "finished_unanswered": UNANSWERED,
    "reminded": _("Reminded"),
    "postponed": _("Another day was set"),
    "withdrawn": _("Directive withdrawn"),
    "reopened": _("Opened again"),
    "went_over": _("Went over to another place"),
}
NO_SUCH_DIRECTIVE = _("There is no such directive, or you may not see it.")
CONFIDENTIAL = _("Confidential")
CONFIDENTIAL_SUBJECT = _("a confidential directive")
