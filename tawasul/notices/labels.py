"""How notices' states and channels are said."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import Group
from tawasul.notices.states import Channel, Delivery, State

STATE_LABELS = {
    State.OWED.value: _("Waiting to be sent"),
    State.SENT.value: _("Sent"),
    State.FAILED.value: _("Could not be sent"),
    State.UNSURE.value: _("Perhaps sent: the gateway did not answer"),
}

DELIVERY_LABELS = {
    Delivery.DELIVERED.value: _("Delivered to the telephone"),
    Delivery.UNDELIVERED.value: _("Not delivered to the telephone"),
}

CHANNEL_LABELS = {
    Channel.SMS.value: _("Text message"),
    Channel.EMAIL.value: _("E-mail"),
    Channel.IN_APP.value: _("In the system"),
}

NO_SUCH_NOTICE = _("There is no such message to send again.")

GROUP_LABELS = {
    Group.REPORTS.value: _("Urgent reports"),
    Group.ARRIVALS.value: _("Tickets that arrive, and what beneficiaries complete"),
    Group.REPLIES.value: _("Replies to review, and replies sent back"),
    Group.ALARMS.value: _("Dates that draw near, and tickets that are late"),
    Group.PRESSING.value: _("Expedites, reminders, and tickets raised to you"),
    Group.STATEMENTS.value: _("Statements asked of you, and those that you asked for"),
    Group.PROBLEMS.value: _("Problems raised to you, and answers to all of their tickets"),
}

MESSAGE_LABELS = {
    "ticket_received": _("A request was received"),
    "ticket_returned": _("A request needs something"),
    "ticket_completed_thanks": _("What was missing has arrived"),
    "ticket_referred": _("A request was passed on"),
    "promise_moved": _("The date promised has moved"),
    "reply_ready": _("The reply is ready"),
    "ticket_closed": _("A request is closed"),
    "ticket_withdrawn": _("A request was withdrawn"),
    "verification_code": _("Verification code"),
    "invitation": _("Invitation to choose a password"),
    "email_proof": _("A new e-mail address is to be confirmed"),
    "email_changed": _("An e-mail address was changed"),
    "absence_recorded": _("Your absence was recorded"),
    "deputy_named": _("You stand in for somebody"),
    "absence_moved": _("An absence ends on another day"),
    "absence_called_off": _("An absence was called off"),
    "report_arrived": _("An urgent report arrived"),
    "report_referred": _("An urgent report was referred"),
    "report_completed": _("A beneficiary completed an urgent report"),
    "report_to_review": _("A reply to an urgent report waits for review"),
    "report_sent_back": _("A reply to an urgent report was sent back"),
    "ticket_arrived": _("A ticket arrived"),
    "work_arrived": _("A ticket was referred"),
    "completion_arrived": _("A beneficiary completed a ticket"),
    "reply_to_review": _("A reply waits for review"),
    "reply_sent_back": _("A reply was sent back"),
    "tell_beneficiary": _("A beneficiary whom no message reaches is to be told"),
    "clock_warned": _("A ticket is due soon"),
    "clock_late": _("A ticket is late"),
    "clock_escalated": _("A late ticket was raised"),
    "report_clock_warned": _("An urgent report is due soon"),
    "report_clock_late": _("An urgent report is late"),
    "report_clock_escalated": _("A late urgent report was raised"),
    "alarms_digest": _("Many late tickets in one message"),
    "expedite_received": _("An expedite was received"),
    "expedite_answered": _("An expedite was answered"),
    "objection_received": _("An objection was received"),
    "objection_upheld": _("An objection was upheld"),
    "objection_rejected": _("An objection was rejected"),
    "objection_to_decide": _("An objection waits for a decision"),
    "objection_decided": _("An objection to one's reply was decided"),
    "ticket_expedited": _("A beneficiary asks for haste"),
    "ticket_joined": _("A request was joined to another of the same person"),
    "ticket_split": _("A request is answered by itself again"),
    "joining_asked": _("Another centre asks to join a ticket"),
    "joining_answered": _("A wish to join was answered"),
    "ticket_joined_here": _("A ticket was joined to one in your hands"),
    "ticket_split_off": _("A ticket was split off again"),
    "words_added": _("A beneficiary added to a ticket"),
    "ticket_reminder": _("A reminder of a ticket"),
    "ticket_raised": _("A ticket was raised before its time"),
    "call_not_answered": _("Calls did not reach the beneficiary"),
    "mobile_corrected": _("The beneficiary's mobile was corrected"),
    "beneficiary_out_of_reach": _("A beneficiary cannot be reached by telephone"),
    "problem_raised": _("A problem was raised to a department"),
    "problem_passed_on": _("A problem has another owner"),
    "problem_answer_to_approve": _("The answer of a problem awaits approval"),
    "problem_answer_sent_back": _("The answer of a problem was sent back"),
    "problem_answered": _("Tickets got the answer of their problem"),
    "statement_asked": _("A statement is asked"),
    "statement_reminder": _("A reminder of a statement"),
    "statement_told": _("A question about a statement was answered"),
    "statement_withdrawn": _("A statement is not needed any more"),
    "statement_asked_back": _("An entity asks something before its statement"),
    "statement_answered": _("A statement has come"),
    "statement_asked_by_link": _("A statement is asked, by a link"),
    "statement_reminder_by_link": _("A reminder of a statement, by a link"),
    "statement_told_by_link": _("A question about a statement was answered, by a link"),
    "statement_withdrawn_by_link": _("A statement asked by a link is not needed any more"),
    "statement_warned": _("A statement is due soon"),
    "statement_late": _("A statement is late"),
    "statement_escalated": _("A late statement was raised"),
    "report_statement_asked": _("A statement is asked in an emergency"),
    "report_statement_reminder": _("A reminder of a statement in an emergency"),
    "report_statement_warned": _("A statement in an emergency is due soon"),
    "report_statement_late": _("A statement in an emergency is late"),
    "report_statement_escalated": _("A late statement in an emergency was raised"),
    "report_statement_asked_by_link": _("A statement is asked in an emergency, by a link"),
    "report_statement_reminder_by_link": _("A reminder of a statement in an emergency, by a link"),
    "statements_digest": _("Many statements in one message"),
}
