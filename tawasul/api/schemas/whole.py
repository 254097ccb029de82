"""A ticket with all that belongs to it, masked, and with what the caller may do to it now."""

from datetime import date

from pydantic import BaseModel, Field

from tawasul.api.schemas.files import FileKept, kept
from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.api.schemas.statements import StatementOnTicket, on_ticket
from tawasul.api.schemas.tickets import TicketRow, row
from tawasul.lib.masking import masked, masked_email
from tawasul.tickets.labels import ACTION_EXPLANATIONS, ACTION_LABELS
from tawasul.tickets.lifecycle import Step
from tawasul.tickets.models import Call, Completion, Expedite, Intervention, Note, Objection, Referral, Reply, Ticket
from tawasul.tickets.queries import Contents
from tawasul.tickets.statements.queries import Said


class Masked(BaseModel):
    """The beneficiary, with all but the last digits, or the first letter of an address and its host, hidden: see `unmask`."""

    name: str
    name_given: str = Field(description="The name given at filing, where it is not the recorded one; empty otherwise")
    category: str
    identity_kind: str
    identity: str
    mobile: str
    email: str = Field(
        description="The address from which they wrote, where the ticket came by e-mail; empty otherwise"
    )
    language: str


class ActionOpen(BaseModel):
    """Something that the caller may do to the ticket now, and the fields that must be given."""

    action: str
    label: str
    explanation: str
    required: list[str]
    leads_to: str | None = Field(description="The state afterwards; empty where it stays")


class ReplyRound(BaseModel):
    """One round of the reply. Only an approved one reached the beneficiary."""

    round: int
    state: str
    text: str
    revision: int
    author: Named
    reviewer: Named | None
    reasons: str
    saved_at: Moment
    released_at: Moment | None


class NoteRead(BaseModel):
    """A word among staff."""

    author: Named
    text: str
    at: Moment


class ObjectionMade(BaseModel):
    """An objection to a reply, and the decision on it."""

    number: int
    cycle: int
    channel: str
    text: str
    papers: list[FileKept] = Field(description="Files that came with it; they stand in the ticket's `files` too")
    at: Moment
    replied_at: Moment
    closed_at: Moment | None
    state: str = Field(description="open, upheld, partly, rejected or dropped")
    reasons: str
    decided_by: Named | None
    decided_at: Moment | None


class ExpediteAsked(BaseModel):
    """A wish that the ticket be hurried, and its answer. Answered without words: the reply came first."""

    number: int
    channel: str
    text: str
    at: Moment
    answer: str
    answered_by: Named | None
    answered_at: Moment | None


class InterventionMade(BaseModel):
    """What somebody who follows work up did about the ticket."""

    kind: str
    by: Named | None
    at: Moment
    person: Named | None
    rung: int | None
    outcome: str
    text: str


class CallRecorded(BaseModel):
    """A call to the beneficiary. Taken back, it was written down by mistake and counts no longer."""

    number: int
    purpose: str
    outcome: str
    text: str
    by: Named
    at: Moment
    next_at: Moment | None
    planned_at: Moment | None = Field(description="For when the call was planned, if it was")
    taken_back_at: Moment | None
    taken_back_by: Named | None
    taken_back_reason: str


class CompletionAsked(BaseModel):
    """What was missing, and what came."""

    missing: str
    asked_at: Moment
    given: str
    given_at: Moment | None


class Added(BaseModel):
    """What the beneficiary added of their own accord."""

    text: str
    by: Named | None = Field(description="Who wrote it down for them; empty: they did")
    at: Moment


class ReferralMade(BaseModel):
    """The ticket passed on."""

    number: int
    from_centre: Named
    from_department: Named | None
    to_centre: Named
    to_department: Named | None
    to_person: Named | None
    reason: str
    by: Named | None
    at: Moment


class TicketWhole(TicketRow):
    """A ticket with all that belongs to it."""

    text: str
    incident_place: str
    refers_to: str | None = Field(description="The number of an earlier ticket of theirs that it takes up again")
    decided_in: str | None = Field(
        description="The number of the meeting request whose decision it carries out: then `text` is the decision"
    )
    wanted_by: date | None = Field(description="The last day that the decision names")
    other_contact: str = Field(description="How they are reached beside their mobile, or where they have none")
    beneficiary: Masked
    actions: list[ActionOpen]
    files: list[FileKept]
    replies: list[ReplyRound]
    completions: list[CompletionAsked]
    additions: list[Added]
    referrals: list[ReferralMade]
    notes: list[NoteRead]
    objections: list[ObjectionMade]
    expedites: list[ExpediteAsked]
    interventions: list[InterventionMade]
    calls: list[CallRecorded]
    statements: list[StatementOnTicket]


def whole(ticket: Ticket, contents: Contents, statements: list[Said], steps: list[Step]) -> TicketWhole:
    """All of it."""
    return TicketWhole(
        **dict(row(ticket)),
        text=ticket.text,
        incident_place=ticket.incident_place,
        refers_to=ticket.refers_to.reference if ticket.refers_to else None,
        decided_in=ticket.decided_in or None,
        wanted_by=ticket.wanted_by,
        other_contact=ticket.other_contact,
        beneficiary=_masked(ticket),
        actions=[_open(step) for step in steps],
        files=[kept(each) for each in contents.files],
        replies=[_round(each) for each in contents.replies],
        completions=[_asked(each) for each in contents.completions],
        additions=[Added(text=each.text, by=named_if(each.by), at=each.at) for each in contents.additions],
        referrals=[_made(each) for each in contents.referrals],
        notes=[_read(each) for each in contents.notes],
        objections=[_objection(each) for each in contents.objections],
        expedites=[_expedite(each) for each in contents.expedites],
        interventions=[_intervention(each) for each in contents.interventions],
        calls=[_call(each) for each in contents.calls],
        statements=[on_ticket(each) for each in statements],
    )


def _masked(ticket: Ticket) -> Masked:
    person = ticket.beneficiary
    return Masked(
        name=person.name,
        name_given=ticket.name_given if ticket.named_otherwise else "",
        category=ticket.category,
        identity_kind=person.identity_kind,
        identity=masked(person.identity_number),
        mobile=masked(ticket.mobile),
        email=masked_email(ticket.email),
        language=ticket.language,
    )


def _open(step: Step) -> ActionOpen:
    return ActionOpen(
        action=step.action.value,
        label=str(ACTION_LABELS[step.action.value]),
        explanation=str(ACTION_EXPLANATIONS[step.action.value]),
        required=list(step.required),
        leads_to=step.to.value if step.to else None,
    )


def _round(each: Reply) -> ReplyRound:
    return ReplyRound(
        round=each.round,
        state=each.state,
        text=each.text,
        revision=each.revision,
        author=named(each.author),
        reviewer=named_if(each.reviewer),
        reasons=each.reasons,
        saved_at=each.saved_at,
        released_at=each.released_at,
    )


def _asked(each: Completion) -> CompletionAsked:
    return CompletionAsked(missing=each.missing, asked_at=each.asked_at, given=each.given, given_at=each.given_at)


def _made(each: Referral) -> ReferralMade:
    return ReferralMade(
        number=each.number,
        from_centre=named(each.from_centre),
        from_department=named_if(each.from_department),
        to_centre=named(each.to_centre),
        to_department=named_if(each.to_department),
        to_person=named_if(each.to_user),
        reason=each.reason,
        by=named_if(each.by),
        at=each.at,
    )


def _read(each: Note) -> NoteRead:
    return NoteRead(author=named(each.author), text=each.text, at=each.at)


def _expedite(each: Expedite) -> ExpediteAsked:
    return ExpediteAsked(
        number=each.number,
        channel=each.channel,
        text=each.text,
        at=each.at,
        answer=each.answer,
        answered_by=named_if(each.answered_by),
        answered_at=each.answered_at,
    )


def _intervention(each: Intervention) -> InterventionMade:
    return InterventionMade(
        kind=each.kind,
        by=named_if(each.by),
        at=each.at,
        person=named_if(each.person),
        rung=each.rung,
        outcome=each.outcome,
        text=each.text,
    )


def _call(each: Call) -> CallRecorded:
    return CallRecorded(
        number=each.number,
        purpose=each.purpose,
        outcome=each.outcome,
        text=each.text,
        by=named(each.by),
        at=each.at,
        next_at=each.next_at,
        planned_at=each.planned_at,
        taken_back_at=each.taken_back_at,
        taken_back_by=named_if(each.taken_back_by),
        taken_back_reason=each.taken_back_reason,
    )


def _objection(each: Objection) -> ObjectionMade:
    return ObjectionMade(
        number=each.number,
        cycle=each.cycle,
        channel=each.channel,
        text=each.text,
        papers=[kept(paper.attachment) for paper in each.papers.all()],
        at=each.at,
        replied_at=each.replied_at,
        closed_at=each.closed_at,
        state=each.state,
        reasons=each.reasons,
        decided_by=named_if(each.decided_by),
        decided_at=each.decided_at,
    )
