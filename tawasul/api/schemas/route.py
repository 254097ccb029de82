"""The route of a ticket: what happened, and whose hands it was in for how long."""

from django.utils.translation import get_language
from pydantic import BaseModel, Field

from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.lib.hijri import dual_moment
from tawasul.tickets.events import sentence_of
from tawasul.tickets.hands import holder_of_leg
from tawasul.tickets.labels import HANDS_LABELS
from tawasul.tickets.queries import Held
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say


class Happened(BaseModel):
    """One event, as a sentence in the caller's language. The hash chains it to the one before."""

    sequence: int
    kind: str
    at: Moment
    when: str = Field(description="The date in both calendars, and the time")
    sentence: str
    role: str
    place: str
    public: bool
    hash: str


class Leg(BaseModel):
    """Whose hands the ticket was in."""

    hands: str
    hands_label: str
    centre: Named
    department: Named | None
    holder: Named | None = Field(description="The one person who had it, where one had")
    began_at: Moment
    ended_at: Moment | None
    seconds: int = Field(description="Until now where it lasts still")


class Route(BaseModel):
    """Everything that happened, the first first."""

    events: list[Happened]
    custody: list[Leg]


def happened(event: Event) -> Happened:
    """An event in the active language."""
    language = get_language() or "ar"
    english = language == "en"
    return Happened(
        sequence=event.sequence,
        kind=event.kind,
        at=event.at,
        when=dual_moment(event.at, language),
        sentence=say(
            sentence_of(event),
            event.data,
            actor=event.actor_name_en if english else event.actor_name_ar,
        ),
        role=event.role,
        place=event.place_name_en if english else event.place_name_ar,
        public=event.public,
        hash=event.hash,
    )


def leg(held: Held) -> Leg:
    """A leg of custody with its length."""
    return Leg(
        hands=held.leg.hands,
        hands_label=str(HANDS_LABELS[held.leg.hands]),
        centre=named(held.leg.centre),
        department=named_if(held.leg.department),
        holder=named_if(holder_of_leg(held.leg)),
        began_at=held.leg.began_at,
        ended_at=held.leg.ended_at,
        seconds=max(0, int(held.duration.total_seconds())),
    )
