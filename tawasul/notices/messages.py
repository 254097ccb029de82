"""Every message that the system sends: to add one, add a row. The words in braces come from the cause's context."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tawasul.notices.account_messages import ACCOUNT
from tawasul.notices.alarm_messages import ALARMS
from tawasul.notices.call_messages import CALLS
from tawasul.notices.directive_messages import DIRECTIVES
from tawasul.notices.joining_messages import JOINING
from tawasul.notices.letter_messages import LETTERS
from tawasul.notices.meeting_messages import MEETINGS
from tawasul.notices.message import TO_STAFF, Group, Message
from tawasul.notices.objection_messages import OBJECTIONS
from tawasul.notices.pressing_messages import PRESSING
from tawasul.notices.problem_messages import PROBLEMS
from tawasul.notices.reorganisation_messages import REORGANISATIONS
from tawasul.notices.report_messages import REPORTS
from tawasul.notices.statement_messages import STATEMENTS
from tawasul.notices.states import Channel
from tawasul.notices.visit_messages import VISITS

TO_BENEFICIARY = (Channel.SMS, Channel.EMAIL)

MESSAGES: tuple[Message, ...] = (
    Message(
        kind="ticket_received",
        channels=TO_BENEFICIARY,
        text=_("We have received your request, number {number}. We will reply by {committed}. Follow it: {link}"),
        subject=_("We have received your request, number {number}"),
        body=_(
            "Thank you for writing to us. Your request has been received under number {number}.\n\n"
            "What happens next: we read it, pass it to those who can answer it, and reply to you by {committed}.\n\n"
            "Keep the number: with it, and a code sent to your mobile, you can follow your request at any time."
        ),
        awaited_for=timedelta(minutes=30),
    ),
    Message(
        kind="ticket_for_decision",
        channels=TO_BENEFICIARY,
        text=_(
            "For what was decided in your meeting, request {number} was opened: {entity}. We reply by {committed}. {link}"
        ),
        subject=_("Request {number} was opened for what was decided in your meeting"),
        body=_(
            "To carry out what was decided in your meeting with the official (request {meeting}), request {number} was opened "
            "for you with: {entity}. You need do nothing; we will reply by {committed}.\n\n"
            "With the number, and a code sent to your mobile, you can follow it at any time."
        ),
    ),
    Message(
        kind="ticket_returned",
        channels=TO_BENEFICIARY,
        text=_("To go on with your request {number} we need from you: {missing}. Complete it here: {link}"),
        subject=_("Your request {number} needs something from you"),
        body=_(
            "To go on with your request {number} we need something from you:\n\n{missing}\n\n"
            "Please complete it through the link below. We go on as soon as it reaches us."
        ),
    ),
    Message(
        kind="ticket_completed_thanks",
        channels=TO_BENEFICIARY,
        text=_("Thank you. What you added to request {number} has reached us, and we are going on with it."),
        subject=_("What you added to request {number} has reached us"),
        body=_("Thank you. What you added to request {number} has reached us, and we are going on with it."),
    ),
    Message(
        kind="ticket_referred",
        channels=TO_BENEFICIARY,
        text=_(
            "Your request {number} is now with: {entity}. You need do nothing; we will tell you when it is answered."
        ),
        subject=_("Your request {number} has been passed on"),
        body=_(
            "Your request {number} has been passed to those who can answer it: {entity}.\n\n"
            "You need do nothing; we will tell you when it is answered."
        ),
    ),
    Message(
        kind="promise_moved",
        patient=True,
        channels=TO_BENEFICIARY,
        text=_("The date by which we reply to your request {number} is now {committed}: {cause}. Follow it: {link}"),
        subject=_("Another date for the reply to your request {number}"),
        body=_(
            "The working days of the centre have changed: {cause}.\n\n"
            "The date by which we reply to your request {number} is now {committed}. You need do nothing."
        ),
    ),
    Message(
        kind="reply_ready",
        channels=TO_BENEFICIARY,
        text=_(
            "The reply to your request {number} is ready. Read it with the number and a code to your mobile: {link}"
        ),
        subject=_("The reply to your request {number} is ready"),
        body=_(
            "The reply to your request {number} is ready.\n\n"
            "To keep it private, it is read through the link below, with the number and a code sent to your mobile."
        ),
    ),
    Message(
        kind="ticket_closed",
        channels=TO_BENEFICIARY,
        text=_("Your request {number} is closed. Thank you for writing to us. The reply stays here: {link}"),
        subject=_("Your request {number} is closed"),
        body=_("Your request {number} is closed. Thank you for writing to us.\n\nThe reply stays at the link below."),
    ),
    Message(
        kind="ticket_withdrawn",
        channels=TO_BENEFICIARY,
        text=_("Your request {number} has been withdrawn, as you asked."),
        subject=_("Your request {number} has been withdrawn"),
        body=_("Your request {number} has been withdrawn, as you asked.\n\nYou may send a new one at any time."),
    ),
    Message(
        kind="verification_code",
        channels=(Channel.SMS,),
        text=_("Your code for Tawasul is {code}. It is good for 10 minutes. Never give it to anyone."),
        subject=_("Your code for Tawasul"),
        body=_("Your code for Tawasul is {code}. It is good for 10 minutes. Never give it to anyone."),
        urgent=True,
        useful_for=timedelta(minutes=10),
        secrets=frozenset({"code"}),
    ),
    Message(
        kind="ticket_arrived",
        group=Group.ARRIVALS,
        channels=TO_STAFF,
        text=_("New ticket {number} at {place}"),
        subject=_("New ticket {number}"),
        body=_("A new ticket has arrived, number {number}, at {place}."),
    ),
    Message(
        kind="work_arrived",
        group=Group.ARRIVALS,
        channels=TO_STAFF,
        text=_("Ticket {number} was referred to {place}"),
        subject=_("Ticket {number} was referred to you"),
        body=_("Ticket {number} was referred to {place}, and waits for you."),
    ),
    Message(
        kind="completion_arrived",
        group=Group.ARRIVALS,
        channels=TO_STAFF,
        text=_("The beneficiary completed ticket {number}"),
        subject=_("The beneficiary completed ticket {number}"),
        body=_("The beneficiary has given what was missing in ticket {number}. It waits for you."),
    ),
    Message(
        kind="reply_to_review",
        group=Group.REPLIES,
        channels=TO_STAFF,
        text=_("A reply to ticket {number} by {author} waits for your review"),
        subject=_("A reply to ticket {number} waits for your review"),
        body=_("{author} has written a reply to ticket {number}. It waits for your review."),
    ),
    Message(
        kind="reply_sent_back",
        group=Group.REPLIES,
        channels=TO_STAFF,
        text=_("Your reply to ticket {number} was sent back: {reasons}"),
        subject=_("Your reply to ticket {number} was sent back"),
        body=_("Your reply to ticket {number} was sent back for these reasons:\n\n{reasons}"),
    ),
    *REPORTS,
    *ALARMS,
    *PRESSING,
    *JOINING,
    *LETTERS,
    *CALLS,
    *OBJECTIONS,
    *STATEMENTS,
    *REORGANISATIONS,
    *PROBLEMS,
    *DIRECTIVES,
    *VISITS,
    *MEETINGS,
    *ACCOUNT,
)

BY_KIND = {message.kind: message for message in MESSAGES}
