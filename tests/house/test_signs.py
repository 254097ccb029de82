"""Every passage of a ticket's route has a sign of its own."""

from tawasul.tickets.events import EVENT_KINDS
from tawasul.web.built import icons
from tawasul.web.desk.work.ticket.route import SIGNS


def test_every_event_of_a_ticket_has_a_sign() -> None:
    assert {kind.key for kind in EVENT_KINDS} - SIGNS.keys() == set()


def test_every_sign_is_drawn() -> None:
    drawn = icons()
    assert [icon for icon, _tone in SIGNS.values() if not drawn.get(icon)] == []
