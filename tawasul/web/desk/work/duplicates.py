"""How a likely duplicate is said on the desk: as a row to those who may see it; to others that it exists, and where."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.tickets.duplicates.candidates import Likely, apart, places_of
from tawasul.tickets.duplicates.likeness import VERY_ALIKE
from tawasul.web.desk.work.showing import row_of, said_date, sector_name

SAID = {True: _("Very alike"), False: _("May be the same")}


def shown_duplicates(actor: Actor, found: Iterable[Likely]) -> dict[str, Any]:
    """`seen`: rows with the likeness in words; `elsewhere`: the centres of those that the actor may not see."""
    seen, hidden = apart(actor, found)
    return {
        "seen": [
            {
                "row": row_of(each.ticket),
                "filed": said_date(each.ticket.filed_at),
                "centre": sector_name(each.ticket.centre),
                "very": each.likeness >= VERY_ALIKE,
                "said": SAID[each.likeness >= VERY_ALIKE],
                "ticket": each.ticket,
            }
            for each in seen
        ],
        "elsewhere": [{"id": place.pk, "name": sector_name(place)} for place in places_of(hidden)],
    }
