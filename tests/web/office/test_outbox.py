"""Who reads which of the messages that a demonstration would have sent."""

from collections.abc import Callable

from django.test import Client

from tawasul.notices import actions as notices
from tawasul.notices.models import DEMONSTRATION, Notice
from tawasul.notices.recipients import of_mobile
from tawasul.notices.states import Channel
from tests.cast import SUNDAY, Cast, filed

Enter = Callable[..., Client]


def test_the_outbox_is_within_ones_reach_and_codes_are_the_ministrys(cast: Cast, enter: Enter) -> None:
    ticket = filed(cast)
    notices.owe(
        kind="verification_code",
        once="code:1",
        at=SUNDAY,
        subject_kind="mobile",
        subject_id=0,
        recipients=[of_mobile("+966501234567", language="en")],
        context={"code": "482913"},
    )
    Notice.objects.exclude(channel=Channel.IN_APP.value).update(transport=DEMONSTRATION)
    number = ticket.reference  # an SMS says it without its dashes
    for who, sees, codes in (
        ("ministry_supervisor", True, True),
        ("administrator", False, True),
        ("supervisor", True, False),
        ("stranger", False, False),
    ):
        page = enter(who).get("/desk/outbox/").content.decode()
        assert (number in page, "482913" in page) == (sees, codes), who
