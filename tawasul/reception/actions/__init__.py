"""The only writers of visits, desks and halls."""

from tawasul.reception.actions.arriving import Visitor, amend, arrive, send_link, send_place
from tawasul.reception.actions.changing import hall_of
from tawasul.reception.actions.desks import close_desk, close_desk_of, open_desk
from tawasul.reception.actions.handing_over import hand_hall_over
from tawasul.reception.actions.serving import (
    begin,
    call_next,
    call_this,
    filed_here,
    finish,
    miss,
    park,
    recall,
    transfer,
)
from tawasul.reception.actions.supervising import bring_back, guide, leave, move, note_export, renew_screen

__all__ = [
    "Visitor",
    "amend",
    "arrive",
    "begin",
    "bring_back",
    "call_next",
    "call_this",
    "close_desk",
    "close_desk_of",
    "filed_here",
    "finish",
    "guide",
    "hall_of",
    "hand_hall_over",
    "leave",
    "miss",
    "move",
    "note_export",
    "open_desk",
    "park",
    "recall",
    "renew_screen",
    "send_link",
    "send_place",
    "transfer",
]
