"""What is told of statements: to those asked, in the pages or by a link; and to whoever waits for their answer.

Of a statement they say: `number`, `entity` (who is asked), `place` (who asks), `due`, and of the question no more than its
beginning, `subject`. By a link even that is left out: whoever opens it reads the question there, and the link is a secret.
"""

from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, Group, Message
from tawasul.notices.states import Channel

BY_LINK = (Channel.SMS, Channel.EMAIL)
AT_ONCE = (Channel.IN_APP, Channel.SMS)
LINK_GOOD_FOR = timedelta(days=30)

ASKED = Message(
    kind="statement_asked",
    group=Group.STATEMENTS,
    channels=TO_STAFF,
    text=_("{place} asks {entity} for a statement, due {due}: {subject}"),
    subject=_("A statement is asked of {entity}, due {due}"),
    body=_("{place} asks {entity} for a statement, number {number}:\n\n{subject}\n\nDue: {due}"),
)
REMINDER = Message(
    kind="statement_reminder",
    group=Group.STATEMENTS,
    channels=TO_STAFF,
    text=_("{place} reminds {entity} of the statement due {due}: {subject}"),
    subject=_("A reminder: the statement of {entity} is awaited"),
    body=_("{place} reminds {entity} of the statement, number {number}:\n\n{subject}\n\nDue: {due}"),
)
ASKED_BY_LINK = Message(
    kind="statement_asked_by_link",
    channels=BY_LINK,
    text=_("{place} asks {entity} for a statement, number {number}, by {due}. Read the question and answer: {link}"),
    subject=_("{place} asks {entity} for a statement, number {number}"),
    body=_(
        "{place} asks {entity} for a statement, number {number}, by {due}.\n\n"
        "Read the question and answer it through the link below; no account is needed. Whoever has the link can read and "
        "answer, so give it only to whom the question concerns.\n\n"
        "If you did not expect this message, do not open the link, and tell the centre."
    ),
    useful_for=LINK_GOOD_FOR,
    secrets=frozenset({"link"}),
)
REMINDER_BY_LINK = Message(
    kind="statement_reminder_by_link",
    channels=BY_LINK,
    text=_("{place} reminds {entity} of the statement, number {number}, due {due}. Answer here: {link}"),
    subject=_("A reminder: {place} awaits your statement, number {number}"),
    body=_(
        "{place} awaits the statement of {entity}, number {number}, due {due}.\n\n"
        "Read the question and answer it through the link below; no account is needed."
    ),
    useful_for=LINK_GOOD_FOR,
    secrets=frozenset({"link"}),
)
WARNED = Message(
    kind="statement_warned",
    group=Group.STATEMENTS,
    channels=TO_STAFF,
    text=_("The statement of {entity} is due {due}: {subject}"),
    subject=_("The statement of {entity} is due soon"),
    body=_("The time for a statement of {entity}, number {number}, is running out:\n\n{subject}\n\nDue: {due}"),
)
LATE = Message(
    kind="statement_late",
    group=Group.STATEMENTS,
    channels=TO_STAFF,
    text=_("The statement of {entity} is late: it was due {due}. {subject}"),
    subject=_("The statement of {entity} is late"),
    body=_("The statement of {entity}, number {number}, is late:\n\n{subject}\n\nIt was due: {due}"),
)
ESCALATED = Message(
    kind="statement_escalated",
    group=Group.STATEMENTS,
    channels=TO_STAFF,
    text=_("Raised to you: the statement of {entity} for {place} is late by {late_by}. {subject}"),
    subject=_("Raised to you: the statement of {entity} is late by {late_by}"),
    body=_(
        "The statement of {entity} that {place} asked for, number {number}, is late by {late_by}, and is raised to you:\n\n"
        "{subject}\n\nIt was due: {due}"
    ),
)


def _pressing(message: Message, *channels: Channel) -> Message:
    """The same of an emergency: it leaves at once, by night too."""
    group = Group.REPORTS if message.group else None
    return replace(message, kind=f"report_{message.kind}", group=group, channels=channels, urgent=True)


STATEMENTS: tuple[Message, ...] = (
    ASKED,
    REMINDER,
    Message(
        kind="statement_told",
        group=Group.STATEMENTS,
        channels=TO_STAFF,
        text=_("{place} answered what {entity} asked about the statement due {due}: {text}"),
        subject=_("What you asked about a statement was answered"),
        body=_("{place} answered what {entity} asked about the statement, number {number}:\n\n{text}\n\nDue: {due}"),
    ),
    Message(
        kind="statement_withdrawn",
        group=Group.STATEMENTS,
        channels=TO_STAFF,
        text=_("The statement that {place} asked of {entity} is not needed any more: {subject}"),
        subject=_("A statement of {entity} is not needed any more"),
        body=_("The statement that {place} asked of {entity}, number {number}, is not needed any more:\n\n{subject}"),
    ),
    Message(
        kind="statement_asked_back",
        group=Group.STATEMENTS,
        channels=TO_STAFF,
        text=_("{entity} asks something before its statement {number}: {text}"),
        subject=_("{entity} asks something before its statement"),
        body=_("{entity} asks something before its statement, number {number}:\n\n{text}"),
    ),
    Message(
        kind="statement_answered",
        group=Group.STATEMENTS,
        channels=TO_STAFF,
        text=_("The statement of {entity}, {number}, has come: {text}"),
        subject=_("The statement of {entity} has come"),
        body=_("The statement of {entity}, number {number}, has come:\n\n{text}"),
    ),
    ASKED_BY_LINK,
    REMINDER_BY_LINK,
    Message(
        kind="statement_told_by_link",
        channels=BY_LINK,
        text=_("{place} answered what you asked about statement {number}, due {due}. Read it and answer: {link}"),
        subject=_("{place} answered what you asked about statement {number}"),
        body=_(
            "{place} answered what {entity} asked about the statement, number {number}.\n\n"
            "Read it, and send the statement by {due}, through the link below."
        ),
        useful_for=LINK_GOOD_FOR,
        secrets=frozenset({"link"}),
    ),
    Message(
        kind="statement_withdrawn_by_link",
        channels=BY_LINK,
        text=_("The statement that {place} asked of {entity}, number {number}, is not needed any more. Thank you."),
        subject=_("Statement {number} is not needed any more"),
        body=_(
            "The statement that {place} asked of {entity}, number {number}, is not needed any more. Thank you.\n\n"
            "The link that you were sent is closed."
        ),
    ),
    WARNED,
    LATE,
    ESCALATED,
    *(_pressing(message, *AT_ONCE) for message in (ASKED, REMINDER, WARNED, LATE, ESCALATED)),
    *(_pressing(message, *BY_LINK) for message in (ASKED_BY_LINK, REMINDER_BY_LINK)),
    Message(
        kind="statements_digest",
        group=Group.STATEMENTS,
        channels=TO_STAFF,
        text=_("Statements that are late or due soon: {count}"),
        subject=_("Statements that are late or due soon: {count}"),
        body=_("Statements that are late or due soon: {count}\n\n{lines}"),
    ),
    Message(
        kind="report_statements_digest",
        group=Group.REPORTS,
        channels=AT_ONCE,
        text=_("Statements about urgent reports that are late or due soon: {count}"),
        subject=_("Statements about urgent reports that are late or due soon: {count}"),
        body=_("Statements about urgent reports that are late or due soon: {count}\n\n{lines}"),
        urgent=True,
    ),
)
