"""The sessions in which the official receives, and who sits in them: identities and mobiles masked."""

from collections import Counter
from collections.abc import Sequence

from pydantic import BaseModel, Field

from tawasul.api.schemas.meetings import SeatHeld, entity_said, mobile_masked, seat_held
from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named
from tawasul.lib.masking import masked
from tawasul.lib.reference import spoken
from tawasul.meetings.labels import SESSION_LABELS
from tawasul.meetings.models import Seat, Session


class SessionRow(BaseModel):
    """A session in a list."""

    id: int
    centre: Named
    begins_at: Moment
    ends_at: Moment
    room: str
    places: int
    minutes: int = Field(description="Of each turn; with a `cause` all are received together")
    cause: str = Field(description="What all in it ask about; empty in a session of single persons")
    state: str
    state_label: str
    reason: str = Field(description="Why it was cancelled")
    drawn_up_at: Moment | None
    seated: int = Field(description="How many have, or had, a place")
    confirmed: int
    came: int
    reserves: int
    version: int


class SessionList(BaseModel):
    """Sessions: to come, at most forty; past or cancelled, the last twenty."""

    sessions: list[SessionRow]


class Seated(SeatHeld):
    """Whose place or turn it is."""

    reference: str = Field(description="Of the request: see /meetings/{meeting}")
    spoken: str
    name: str
    identity: str
    mobile: str
    summary: str
    entity: str
    days: int = Field(description="Its rank")
    version: int = Field(description="Of the request, for `seen`")


class SessionRead(SessionRow):
    """A session, and who sits in it, in their turns; then the reserves in theirs."""

    seats: list[Seated]


def session_row(session: Session) -> SessionRow:
    """A session (from `queries.sessions_of`, with its counts) in a list."""
    counts = {name: getattr(session, name) for name in ("seated", "confirmed", "came", "reserves")}
    return _row(session, counts)


def session_read(session: Session, seats: Sequence[Seat]) -> SessionRead:
    """A session with its seats (from `queries.seats_of`)."""
    found = Counter(seat.state for seat in seats)
    counts = {
        "seated": sum(found[state] for state in Seat.EXPECTED),
        "confirmed": found[Seat.CONFIRMED],
        "came": found[Seat.ATTENDED],
        "reserves": found[Seat.RESERVE],
    }
    return SessionRead(**dict(_row(session, counts)), seats=[_seated(session, seat) for seat in seats])


def _row(session: Session, counts: dict[str, int]) -> SessionRow:
    return SessionRow(
        id=session.pk,
        centre=named(session.centre),
        begins_at=session.begins_at,
        ends_at=session.ends_at,
        room=session.room,
        places=session.places,
        minutes=session.minutes,
        cause=session.cause.title if session.cause else "",
        state=session.state,
        state_label=str(SESSION_LABELS[session.state]),
        reason=session.reason,
        drawn_up_at=session.drawn_up_at,
        version=session.version,
        **counts,
    )


def _seated(session: Session, seat: Seat) -> Seated:
    asked, seat.session = seat.request, session
    return Seated(
        **dict(seat_held(seat)),
        reference=asked.reference,
        spoken=spoken(asked.reference),
        name=asked.asked_as,
        identity=masked(asked.beneficiary.identity_number),
        mobile=mobile_masked(asked),
        summary=asked.summary or asked.subject,
        entity=entity_said(asked),
        days=asked.days,
        version=asked.version,
    )
