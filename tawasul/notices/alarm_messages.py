"""What staff are told when a clock sounds. Those of an emergency leave at once, one by one and by SMS too.

Of one clock they say: `number`, `subject`, `place`, `holder`, `step`, `due` (a moment), `late_by` (a length of time in words);
of many together: `count` and `lines`, the first ten.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, TO_STAFF_AT_ONCE, Group, Message

WARNED = Message(
    kind="clock_warned",
    group=Group.ALARMS,
    channels=TO_STAFF,
    text=_("Ticket {number} at {place} is due {due}. {link}"),
    subject=_("Ticket {number} is due soon"),
    body=_(
        "The time for ticket {number} is running out: {subject}\n\n"
        "Step: {step}\nDue: {due}\nPlace: {place}\nIn the hands of: {holder}"
    ),
)
LATE = Message(
    kind="clock_late",
    group=Group.ALARMS,
    channels=TO_STAFF,
    text=_("Ticket {number} at {place} is late: it was due {due}. {link}"),
    subject=_("Ticket {number} is late"),
    body=_(
        "Ticket {number} is late: {subject}\n\n"
        "Step: {step}\nIt was due: {due}\nPlace: {place}\nIn the hands of: {holder}"
    ),
)
ESCALATED = Message(
    kind="clock_escalated",
    group=Group.ALARMS,
    channels=TO_STAFF,
    text=_("Raised to you: ticket {number} at {place} is late by {late_by}. {link}"),
    subject=_("Raised to you: ticket {number} is late by {late_by}"),
    body=_(
        "Ticket {number} has been raised to you, because it is late by {late_by}: {subject}\n\n"
        "Step: {step}\nIt was due: {due}\nPlace: {place}\nIn the hands of: {holder}"
    ),
)

ALARMS: tuple[Message, ...] = (
    WARNED,
    LATE,
    ESCALATED,
    replace(
        WARNED,
        kind="report_clock_warned",
        group=Group.REPORTS,
        channels=TO_STAFF_AT_ONCE,
        text=_("Urgent report {number} at {place} is due {due}. {link}"),
        subject=_("Urgent report {number} is due soon"),
        urgent=True,
    ),
    replace(
        LATE,
        kind="report_clock_late",
        group=Group.REPORTS,
        channels=TO_STAFF_AT_ONCE,
        text=_("Urgent report {number} at {place} is late: it was due {due}. {link}"),
        subject=_("Urgent report {number} is late"),
        urgent=True,
    ),
    replace(
        ESCALATED,
        kind="report_clock_escalated",
        group=Group.REPORTS,
        channels=TO_STAFF_AT_ONCE,
        text=_("Raised to you: urgent report {number} at {place} is late by {late_by}. {link}"),
        subject=_("Raised to you: urgent report {number} is late by {late_by}"),
        urgent=True,
    ),
    Message(
        kind="alarms_digest",
        group=Group.ALARMS,
        channels=TO_STAFF,
        text=_("Tickets that are late or due soon: {count}. {link}"),
        subject=_("Tickets that are late or due soon: {count}"),
        body=_("Tickets that are late or due soon: {count}\n\n{lines}"),
    ),
    Message(
        kind="report_alarms_digest",
        group=Group.REPORTS,
        channels=TO_STAFF_AT_ONCE,
        text=_("Urgent reports that are late or due soon: {count}. {link}"),
        subject=_("Urgent reports that are late or due soon: {count}"),
        body=_("Urgent reports that are late or due soon: {count}\n\n{lines}"),
        urgent=True,
    ),
)
