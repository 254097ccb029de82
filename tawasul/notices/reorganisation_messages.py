"""What those are told whose place took over from others."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, Group, Message

REORGANISATIONS: tuple[Message, ...] = (
    Message(
        kind="reorganised",
        group=Group.ARRIVALS,
        channels=TO_STAFF,
        text=_("{place} took over the tasks of {entity}, with {count} open tickets. {link}"),
        subject=_("{place} took over the tasks of other places"),
        body=_(
            "{place} took over the tasks of {entity} in a reorganisation: {reason}\n\n"
            "Open tickets that came with them: {count}. Each kept its promised date; those whose holder holds no role here "
            "wait to be taken up."
        ),
    ),
)
