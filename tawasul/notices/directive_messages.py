"""What is told of directives: their `number`, of whom (`place`), to whom (`entity`), about what (`subject`), by when (`last`).

Of a confidential one the subject says that it is confidential, and nothing else."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, TO_STAFF_AT_ONCE, Group, Message


def _message(kind: str, text: object, subject: object, body: object, *, at_once: bool = False) -> Message:
    channels = TO_STAFF_AT_ONCE if at_once else TO_STAFF
    return Message(kind=kind, group=Group.DIRECTIVES, channels=channels, text=text, subject=subject, body=body)


DIRECTIVES: tuple[Message, ...] = (
    _message(
        "directive_issued",
        _("Directive {number} of {place} to {entity}, by {last}: {subject}"),
        _("Directive {number} of {place}, by {last}"),
        _("{place} has directed {entity}, under number {number}, by {last}:\n\n{subject}"),
        at_once=True,
    ),
    _message(
        "directive_answered",
        _("{entity} answered directive {number}: {subject}"),
        _("{entity} answered directive {number}"),
        _("{entity} answered directive {number}, and it awaits your look:\n\n{subject}"),
    ),
    _message(
        "directive_sent_back",
        _("Your answer to directive {number} was sent back: {reasons}"),
        _("Your answer to directive {number} was sent back"),
        _("Your answer to directive {number} was sent back for these reasons:\n\n{reasons}"),
    ),
    _message(
        "directive_reminded",
        _("A reminder of directive {number}, due on {last}"),
        _("A reminder of directive {number}, due on {last}"),
        _("You are reminded of directive {number} of {place}, due on {last}:\n\n{text}"),
        at_once=True,
    ),
    _message(
        "directive_postponed",
        _("Directive {number} is now due on {last}: {reason}"),
        _("Directive {number} is now due on {last}"),
        _("Directive {number} of {place} is now due on {last}:\n\n{reason}"),
    ),
    _message(
        "directive_withdrawn",
        _("Directive {number} of {place} is withdrawn: {reason}"),
        _("Directive {number} is withdrawn"),
        _("Directive {number} of {place} is withdrawn, and nothing more is expected of you:\n\n{reason}"),
    ),
    _message(
        "directive_done",
        _("Directive {number} to {entity} is done: {subject}"),
        _("Directive {number} to {entity} is done"),
        _("The follow-up officer says that directive {number} to {entity} is done:\n\n{subject}"),
    ),
    _message(
        "directive_due",
        _("Directive {number} of {place} is due on {last}: {subject}"),
        _("Directive {number} is due on {last}"),
        _("Directive {number} of {place} to {entity} is due on {last}:\n\n{subject}"),
    ),
    _message(
        "directive_late",
        _("Directive {number} of {place} to {entity} was due on {last}: {subject}"),
        _("Directive {number} to {entity} is late"),
        _("Directive {number} of {place} to {entity} was due on {last} and is not answered:\n\n{subject}"),
        at_once=True,
    ),
)
