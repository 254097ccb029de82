"""What staff are told of an emergency: at once, at any hour, in the pages and by SMS, for two hours do not wait for a look."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF_AT_ONCE, Group, Message


def _at_once(kind: str, text: object, subject: object, body: object) -> Message:
    return Message(
        kind=kind, group=Group.REPORTS, channels=TO_STAFF_AT_ONCE, text=text, subject=subject, body=body, urgent=True
    )


REPORTS: tuple[Message, ...] = (
    _at_once(
        "report_arrived",
        _("Urgent report {number} at {place}: to be handled within two hours. {link}"),
        _("Urgent report {number}"),
        _("An urgent report has arrived, number {number}, at {place}.\n\nIt is to be handled within two hours."),
    ),
    _at_once(
        "report_referred",
        _("Urgent report {number} was referred to {place}: to be answered by {committed}. {link}"),
        _("Urgent report {number} was referred to you"),
        _("Urgent report {number} was referred to {place}, and waits for you.\n\nIt is to be answered by {committed}."),
    ),
    _at_once(
        "report_completed",
        _("Urgent report {number}: the beneficiary completed what was missing. {link}"),
        _("The beneficiary completed urgent report {number}"),
        _("The beneficiary has given what was missing in urgent report {number}. It waits for you."),
    ),
    _at_once(
        "report_to_review",
        _("Urgent report {number}: a reply by {author} waits for your review. {link}"),
        _("A reply to urgent report {number} waits for your review"),
        _("{author} has written a reply to urgent report {number}. It waits for your review."),
    ),
    _at_once(
        "report_sent_back",
        _("Urgent report {number}: your reply was sent back. {link}"),
        _("Your reply to urgent report {number} was sent back"),
        _("Your reply to urgent report {number} was sent back for these reasons:\n\n{reasons}"),
    ),
)
