"""What is told of problems, one cause behind many tickets: their `number`, `title` and `place`, and nothing of the tickets."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, Group, Message


def _message(kind: str, text: object, subject: object, body: object) -> Message:
    return Message(kind=kind, group=Group.PROBLEMS, channels=TO_STAFF, text=text, subject=subject, body=body)


PROBLEMS: tuple[Message, ...] = (
    _message(
        "problem_raised",
        _("Problem {number} of {place} was raised to you: {title}. {reason}"),
        _("Problem {number} was raised to you: {title}"),
        _("Problem {number} of {place} was raised to you, as you can remedy it:\n\n{title}\n\n{reason}"),
    ),
    _message(
        "problem_passed_on",
        _("You now answer for problem {number}: {title}"),
        _("You now answer for problem {number}"),
        _("You now answer for problem {number} of {place}:\n\n{title}"),
    ),
    _message(
        "problem_answer_to_approve",
        _("The answer of problem {number}, by {author}, awaits your approval: {title}"),
        _("The answer of problem {number} awaits your approval"),
        _("{author} has written the answer to all tickets of problem {number}:\n\n{title}\n\nIt awaits your approval."),
    ),
    _message(
        "problem_answer_sent_back",
        _("Your answer to problem {number} was sent back: {reasons}"),
        _("Your answer to problem {number} was sent back"),
        _("Your answer to problem {number} was sent back for these reasons:\n\n{reasons}"),
    ),
    _message(
        "problem_answered",
        _("The answer of problem {number} is now the reply of its tickets, and awaits review: {title}"),
        _("The answer of problem {number} is now the reply of its tickets"),
        _(
            "The answer of problem {number} is now the reply of every ticket that waited on it, and awaits review in each "
            "centre:\n\n{title}"
        ),
    ),
)
