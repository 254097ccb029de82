"""A ticket in a list, and what follows from one being acted on."""

from pydantic import BaseModel, Field

from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.lib.reference import spoken
from tawasul.tickets.duplicates.candidates import Likely, places_of
from tawasul.tickets.duplicates.likeness import VERY_ALIKE
from tawasul.tickets.hands import hands_of, holder_of
from tawasul.tickets.labels import HANDS_LABELS, STATE_LABELS, TYPE_LABELS
from tawasul.tickets.models import Ticket


class TicketRow(BaseModel):
    """A ticket in a list: nothing of it needs unmasking."""

    reference: str
    spoken: str = Field(description="The number as one says it on the telephone")
    type: str
    type_label: str
    state: str
    state_label: str
    state_since: Moment
    channel: str
    subject: str
    category: str
    beneficiary_name: str
    sector: Named | None
    centre: Named
    department: Named | None
    hands: str = Field(description="Whose hands it is in: centre, department, coordinator, review, beneficiary, nobody")
    hands_label: str
    holder: Named | None = Field(
        description="The one person in whose hands it is; none where they are those of several, the beneficiary's or nobody's"
    )
    filed_at: Moment
    committed_at: Moment
    replied_at: Moment | None
    ended_at: Moment | None
    priority: str
    due_at: Moment | None = Field(description="The nearest instant by which somebody must act; none while nobody must")
    referral_count: int
    completion_count: int
    expedite_count: int
    expedited_at: Moment | None = Field(description="The oldest expedite that waits for its answer")
    raised_to: int = Field(description="The highest rung of the ladder that heard of it: 0 hands … 4 ministry")
    cycle: int = Field(description="2 after an objection was upheld, and so on")
    objection_count: int
    objectable_until: Moment | None = Field(description="When the time to object to the last reply ends")
    joined: bool = Field(description="It follows another ticket of the same person, whose reply answers both")
    problem: str | None = Field(description="The number of the problem on which it waits with others")
    statements_open: int = Field(description="How many statements are awaited from others")
    call_at: Moment | None = Field(
        description="When the beneficiary is to be called next; none where no call is planned"
    )
    calls_made: int = Field(description="How many calls to the beneficiary stand recorded")
    unreached_at: Moment | None = Field(
        description="When calls were found not to reach them; none once they did, or it was decided to go on"
    )
    mobile_wrong: bool = Field(description="The number was found to be another's: nothing is sent there")
    version: int
    changed_at: Moment


def row(ticket: Ticket) -> TicketRow:
    """The ticket (from a query with `RELATED`) as a row."""
    return TicketRow(
        reference=ticket.reference,
        spoken=spoken(ticket.reference),
        type=ticket.type,
        type_label=str(TYPE_LABELS[ticket.type]),
        state=ticket.state,
        state_label=str(STATE_LABELS[ticket.state]),
        state_since=ticket.state_since,
        channel=ticket.channel,
        subject=ticket.subject,
        category=ticket.category,
        beneficiary_name=ticket.beneficiary.name,
        sector=named_if(ticket.sector),
        centre=named(ticket.centre),
        department=named_if(ticket.department),
        hands=hands_of(ticket).value,
        hands_label=str(HANDS_LABELS[hands_of(ticket).value]),
        holder=named_if(holder_of(ticket)),
        filed_at=ticket.filed_at,
        committed_at=ticket.committed_at,
        replied_at=ticket.replied_at,
        ended_at=ticket.ended_at,
        priority=ticket.priority,
        due_at=ticket.due_at,
        referral_count=ticket.referral_count,
        completion_count=ticket.completion_count,
        expedite_count=ticket.expedite_count,
        expedited_at=ticket.expedited_at,
        raised_to=ticket.raised_to,
        cycle=ticket.cycle,
        objection_count=ticket.objection_count,
        objectable_until=ticket.objectable_until,
        joined=ticket.joined_to_id is not None,
        problem=ticket.problem.number if ticket.problem else None,
        statements_open=ticket.statements_open,
        call_at=ticket.call_at,
        calls_made=ticket.calls_made,
        unreached_at=ticket.unreached_at,
        mobile_wrong=ticket.mobile_wrong,
        version=ticket.version,
        changed_at=ticket.changed_at,
    )


class LikelyTicket(BaseModel):
    """An earlier ticket of the same person that may be the same matter. One that the caller may not see is told by its centre
    alone, and nothing more."""

    centre: Named
    reference: str | None
    spoken: str | None
    subject: str | None
    type: str | None
    state: str | None
    filed_at: Moment | None
    likeness: float | None = Field(description="How far the two are about the same matter, up to 1")
    very_alike: bool | None


def likely_tickets(seen: list[Likely], hidden: list[Likely]) -> list[LikelyTicket]:
    """Those that the caller may see, the likest first; then each centre where others are, once."""
    blank = dict.fromkeys(("reference", "spoken", "subject", "type", "state", "filed_at", "likeness", "very_alike"))
    return [_likely(each) for each in seen] + [LikelyTicket(centre=named(each), **blank) for each in places_of(hidden)]


def _likely(each: Likely) -> LikelyTicket:
    ticket = each.ticket
    return LikelyTicket(
        centre=named(ticket.centre),
        reference=ticket.reference,
        spoken=spoken(ticket.reference),
        subject=ticket.subject,
        type=ticket.type,
        state=ticket.state,
        filed_at=ticket.filed_at,
        likeness=round(each.likeness, 2),
        very_alike=each.likeness >= VERY_ALIKE,
    )


class TicketPage(BaseModel):
    """A page by key. `next` and `previous` go into `after` and `before`; the Link header has the whole addresses."""

    tickets: list[TicketRow]
    next: str | None
    previous: str | None


class Count(BaseModel):
    """A work list of the caller's role; `count` is empty for what has ended, which is never counted."""

    list: str
    title: str
    count: int | None


class Found(BaseModel):
    """What a search gave: at most fifty, the most useful first."""

    understood_as: str = Field(
        description="number, unfinished (a number without its last digit), identity, document (of a passport or another), "
        "mobile, words, or filters alone"
    )
    tickets: list[TicketRow]
    more: bool
    next: str | None = Field(description="Give it as `after` for the next fifty; null where there are none")


class Filed(BaseModel):
    """A ticket that was filed."""

    reference: str
    spoken: str
    state: str
    version: int
    committed_at: Moment
    likely: list[LikelyTicket] = Field(
        description="What the same person may have asked before: nothing was held up for it"
    )


class Done(BaseModel):
    """How a ticket stands after an action."""

    reference: str
    state: str
    version: int
    revision: int | None = Field(None, description="Of the draft, after saving one")


class Unmasked(BaseModel):
    """What was masked. The look is written down."""

    field: str
    value: str
