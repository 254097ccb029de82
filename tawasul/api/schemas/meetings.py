"""Requests to meet the official as the interface shows them: identity and mobile masked, with the rank explained."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from pydantic import BaseModel, Field

from tawasul.api.schemas.files import FileKept, kept
from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form
from tawasul.lib.reference import spoken
from tawasul.meetings.actions.sorting import facts_of
from tawasul.meetings.followed import Standing
from tawasul.meetings.labels import (
    ACT_EXPLANATIONS,
    ACT_LABELS,
    CALL_PURPOSES,
    CRITERION_EXPLANATIONS,
    CRITERION_LABELS,
    HARM_LABELS,
    KIND_LABELS,
    NEED_LABELS,
    SEAT_LABELS,
    STATE_LABELS,
    TRIED_LABELS,
)
from tawasul.meetings.lifecycle import Step
from tawasul.meetings.models import Addition, Call, Completion, Decision, MeetingRequest, Seat
from tawasul.meetings.queries import Contents, entity_names
from tawasul.meetings.ranking import MOST, weighed
from tawasul.tickets.labels import CALL_OUTCOME_LABELS


class MeetingRow(BaseModel):
    """A request in a list: nothing of it needs unmasking."""

    reference: str
    spoken: str = Field(description="The number as one says it on the telephone")
    state: str
    state_label: str
    state_since: Moment
    channel: str
    name: str = Field(description="As whoever asks gave it")
    category: str
    subject: str
    summary: str = Field(description="What it is about in a line; empty before it is sorted")
    kind: str = Field(description="Empty before it is sorted")
    kind_label: str
    sector: Named | None
    centre: Named
    entity: str = Field(description="The department, centre or other body that it concerns; empty where none was named")
    concerned: int = Field(description="How many people the matter concerns")
    need: str
    cause: str = Field(description="What others ask about too, where it stands under one cause with them")
    days: int = Field(description="By how many days it stands before others: its rank")
    days_by_hand: bool = Field(description="A person set the days in place of the criteria")
    rank_at: Moment = Field(description="All that wait are in the order of this instant")
    filed_at: Moment
    committed_at: Moment = Field(description="By when an answer was promised: a date, or a reason why not")
    due_at: Moment | None = Field(description="The same while that time runs; none while it stands still or has ended")
    call_at: Moment | None = Field(description="When whoever asks is to be called next; none where no call is planned")
    call_purpose: str
    unreached_at: Moment | None = Field(description="When calls were found not to reach them; none once they did")
    mobile_wrong: bool = Field(description="The number was found to be another's: nothing is sent there")
    ended_at: Moment | None
    version: int
    changed_at: Moment


class MeetingPage(BaseModel):
    """A page by key: `next` goes into `after`."""

    meetings: list[MeetingRow]
    next: str | None


class MeetingFiled(BaseModel):
    """A request that was filed: the number to be read out, and where whoever asks follows it."""

    reference: str
    spoken: str
    state: str
    version: int
    committed_at: Moment
    follow: str = Field(
        description="The page on which the request is followed, with its number and a code to its mobile"
    )


class MeetingAsker(BaseModel):
    """Whoever asks, with all but the last digits hidden."""

    name: str = Field(description="As it is recorded for the identity")
    category: str
    identity_kind: str
    identity: str
    mobile: str
    other_contact: str = Field(description="How they are reached beside their mobile, or where they have none")
    language: str


class Weight(BaseModel):
    """A criterion: what was found, and the days that it gives by its rule."""

    criterion: str
    label: str
    found: str
    rule: str
    days: int


class Rank(BaseModel):
    """Why a request stands where it stands."""

    days: int = Field(description="As it stands: the sum of the criteria, or what a person set in its place")
    sum: int = Field(description="What the criteria give together")
    most: int = Field(description="The most that they can give: by more days nobody is ever passed")
    by_hand: str = Field(description="Why a person set the days; empty where the criteria are in force")
    by: Named | None
    criteria: list[Weight]


class MeetingCall(BaseModel):
    """A call to whoever asks."""

    number: int
    purpose: str
    purpose_label: str
    outcome: str
    outcome_label: str
    text: str
    by: Named
    at: Moment


class MeetingCompletion(BaseModel):
    """What was missing, and what was given; `given_at` is empty while it is waited for."""

    missing: str
    asked_by: Named
    asked_at: Moment
    given: str
    given_at: Moment | None


class MeetingAddition(BaseModel):
    """What whoever asks had to say besides; `by` where an officer wrote it for them."""

    text: str
    by: Named | None
    at: Moment


class SeatHeld(BaseModel):
    """A place in a session, or a turn among its reserves."""

    session: int = Field(description="An id of /meeting-sessions")
    place: int | None = Field(description="From 1; none in reserve")
    turn: int | None = Field(description="Among those still in reserve, from 1")
    begins_at: Moment
    room: str
    state: str
    state_label: str


class Received(BaseModel):
    """The session in which they were received last."""

    session: int
    begins_at: Moment
    notes: str


class DecisionMade(BaseModel):
    """What the official decided. It is carried out by what `carried_by` names, once it was passed on, and ends with it."""

    number: int
    text: str
    owner: str = Field(description="Who carries it out")
    due_on: date | None
    made_by: Named
    made_at: Moment
    carried_by: str = Field(description="`ticket`, `directive`, or empty: it was not passed on yet")
    carried_number: str
    carried_state: str
    passed_on_at: Moment | None
    ended_at: Moment | None
    dropped: str = Field(description="Why it was dropped, where it was")


class MeetingAct(BaseModel):
    """Something that the caller may do to the request now, and what must be given."""

    act: str
    label: str
    explanation: str
    required: list[str]
    leads_to: str | None = Field(description="The state afterwards; empty where it stays")


class MeetingRead(MeetingRow):
    """A request with all that belongs to it."""

    text: str
    beneficiary: MeetingAsker
    filed_by: Named | None = Field(description="The officer who filed it for them")
    reason: str = Field(description="Why it was declined or withdrawn, or what was answered in the session")
    missing: str = Field(description="What is waited for from whoever asks")
    rank: Rank | None = Field(description="None before it is sorted")
    seat: SeatHeld | None
    not_before: date | None = Field(description="The day before which they said that they cannot come")
    received: Received | None
    calls: list[MeetingCall] = Field(description="The last first")
    completions: list[MeetingCompletion]
    additions: list[MeetingAddition]
    files: list[FileKept]
    decisions: list[DecisionMade]
    acts: list[MeetingAct]


def meeting_row(request: MeetingRequest) -> MeetingRow:
    """A request (from a query with `RELATED`) in a list."""
    return MeetingRow(
        reference=request.reference,
        spoken=spoken(request.reference),
        state=request.state,
        state_label=str(STATE_LABELS[request.state]),
        state_since=request.state_since,
        channel=request.channel,
        name=request.asked_as,
        category=request.category,
        subject=request.subject,
        summary=request.summary,
        kind=request.kind,
        kind_label=str(KIND_LABELS.get(request.kind, "")),
        sector=named_if(request.sector),
        centre=named(request.centre),
        entity=entity_said(request),
        concerned=request.concerned,
        need=request.need,
        cause=request.cause.title if request.cause else "",
        days=request.days,
        days_by_hand=bool(request.rank_reason),
        rank_at=request.rank_at,
        filed_at=request.filed_at,
        committed_at=request.committed_at,
        due_at=request.due_at,
        call_at=request.call_at,
        call_purpose=request.call_purpose,
        unreached_at=request.unreached_at,
        mobile_wrong=request.mobile_wrong,
        ended_at=request.ended_at,
        version=request.version,
        changed_at=request.changed_at,
    )


def entity_said(request: MeetingRequest) -> str:
    """The entity concerned, in the caller's language."""
    names = entity_names(request)
    return names["en" if get_language() == "en" else "ar"]


def mobile_masked(request: MeetingRequest) -> str:
    """As it is written at home, all but its last digits hidden; empty where there is none."""
    return masked(local_form(request.mobile)) if request.mobile else ""


def meeting_filed(request: MeetingRequest) -> MeetingFiled:
    """What whoever filed it reads out."""
    return MeetingFiled(
        reference=request.reference,
        spoken=spoken(request.reference),
        state=request.state,
        version=request.version,
        committed_at=request.committed_at,
        follow=f"{settings.PUBLIC_URL}/follow/",
    )


def meeting_read(
    request: MeetingRequest,
    contents: Contents,
    *,
    seat: Seat | None,
    received: Seat | None,
    decisions: Sequence[Decision],
    standing: Mapping[str, Mapping[int, Standing]],
    steps: Sequence[Step],
) -> MeetingRead:
    """The whole request."""
    return MeetingRead(
        **dict(meeting_row(request)),
        text=request.text,
        beneficiary=_asker(request),
        filed_by=named_if(request.filed_by),
        not_before=request.not_before,
        reason=request.reason,
        missing=contents.missing,
        rank=_rank(request),
        seat=seat_held(seat) if seat else None,
        received=Received(session=received.session_id, begins_at=received.begins_at, notes=received.notes)
        if received
        else None,
        calls=[_call(row) for row in contents.calls],
        completions=[_completion(row) for row in contents.completions],
        additions=[_addition(row) for row in contents.additions],
        files=[kept(each) for each in contents.files],
        decisions=[_decision(row, standing.get(row.subject_kind, {}).get(row.subject_id or 0)) for row in decisions],
        acts=[_act(step) for step in steps],
    )


def seat_held(seat: Seat) -> SeatHeld:
    """A place, from `queries.seats_of` or `queries.seat_now`."""
    return SeatHeld(
        session=seat.session_id,
        place=seat.place,
        turn=seat.position,
        begins_at=seat.begins_at,
        room=seat.session.room,
        state=seat.state,
        state_label=str(SEAT_LABELS[seat.state]),
    )


def _asker(request: MeetingRequest) -> MeetingAsker:
    person = request.beneficiary
    return MeetingAsker(
        name=person.name,
        category=request.category,
        identity_kind=person.identity_kind,
        identity=masked(person.identity_number),
        mobile=mobile_masked(request),
        other_contact=request.other_contact,
        language=request.language,
    )


def _rank(request: MeetingRequest) -> Rank | None:
    if not request.kind:
        return None
    found: dict[str, Any] = {
        "harm": HARM_LABELS[request.harm],
        "concerned": request.concerned,
        "need": NEED_LABELS[request.need],
        "tried": TRIED_LABELS[request.tried],
        "late": request.late,
        "objections": request.objections,
    }
    each_of = weighed(facts_of(request))
    return Rank(
        days=request.days,
        sum=sum(each.days for each in each_of),
        most=MOST,
        by_hand=request.rank_reason,
        by=named_if(request.rank_by),
        criteria=[
            Weight(
                criterion=each.criterion.value,
                label=str(CRITERION_LABELS[each.criterion.value]),
                found=str(found[each.criterion.value]),
                rule=str(CRITERION_EXPLANATIONS[each.criterion.value]),
                days=each.days,
            )
            for each in each_of
        ],
    )


def _call(row: Call) -> MeetingCall:
    return MeetingCall(
        number=row.number,
        purpose=row.purpose,
        purpose_label=str(CALL_PURPOSES[row.purpose]),
        outcome=row.outcome,
        outcome_label=str(CALL_OUTCOME_LABELS[row.outcome]),
        text=row.text,
        by=named(row.by),
        at=row.at,
    )


def _completion(row: Completion) -> MeetingCompletion:
    return MeetingCompletion(
        missing=row.missing,
        asked_by=named(row.asked_by),
        asked_at=row.asked_at,
        given=row.given,
        given_at=row.given_at,
    )


def _addition(row: Addition) -> MeetingAddition:
    return MeetingAddition(text=row.text, by=named_if(row.by), at=row.at)


def _decision(row: Decision, carried: Standing | None) -> DecisionMade:
    return DecisionMade(
        number=row.number,
        text=row.text,
        owner=row.owner.name if row.owner else row.owner_name,
        due_on=row.due_on,
        made_by=named(row.made_by),
        made_at=row.made_at,
        carried_by=row.subject_kind,
        carried_number=carried.number if carried else "",
        carried_state=str(carried.label) if carried else "",
        passed_on_at=row.passed_on_at,
        ended_at=row.ended_at,
        dropped=row.dropped,
    )


def _act(step: Step) -> MeetingAct:
    return MeetingAct(
        act=step.act.value,
        label=str(ACT_LABELS[step.act.value]),
        explanation=str(ACT_EXPLANATIONS[step.act.value]),
        required=list(step.required),
        leads_to=step.to.value if step.to else None,
    )
