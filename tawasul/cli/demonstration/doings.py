"""Makes a planned life happen: every filing and move is the action of `tickets` that a person would call."""

from collections.abc import Callable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from tawasul.attachments import actions as attachments
from tawasul.centres.actor import SYSTEM, Actor, ActorKind, beneficiary_actor
from tawasul.cli.demonstration.beneficiaries import BeneficiaryPlan
from tawasul.cli.demonstration.cast import Cast
from tawasul.cli.demonstration.enclosures import enclosure
from tawasul.cli.demonstration.lives import Doer, Filing, Life, Move
from tawasul.lib.identity import Identity
from tawasul.tickets import actions
from tawasul.tickets.actions.filing import Asker
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Ticket


class Doings:
    """Files tickets and moves them; knows which ticket a life has become."""

    def __init__(self, cast: Cast, askers: list[BeneficiaryPlan]) -> None:
        self._cast, self._askers = cast, askers
        self._tickets: dict[int, Ticket] = {}

    def file(self, number: int, life: Life) -> None:
        """Begin the life of this number."""
        filing, person = life.filing, self._askers[life.filing.beneficiary]
        identity = Identity(person.identity_kind, person.identity_number)
        by = filing.by
        actor = self._cast.actors[by] if by else beneficiary_actor(beneficiary_id=0, ticket_id=None, name=person.name)
        self._tickets[number] = actions.file_ticket(
            actor=actor,
            asker=Asker(identity=identity, name=person.name, category=person.category, mobile=person.mobile),
            type=filing.type.value,
            channel=filing.channel,
            centre_id=self._cast.places[filing.centre].pk,
            subject=filing.subject,
            text=filing.text,
            at=filing.at,
            incident_place=filing.incident_place,
            draft_key=self._enclosed(number, filing, actor) if filing.files else "",
        )

    def move(self, number: int, life: Life, move: Move) -> None:
        """Take one step of it."""
        actor = self._actor(move.by, number)
        if move.files:
            uploads = [_upload(kind, number) for kind in move.files]
            pk = self._tickets[number].pk
            actions.add_files(actor=actor, ticket_id=pk, uploads=uploads, at=move.at, for_beneficiary=True)
        _DO[move.action](self, actor, self._tickets[number].pk, life, move)

    def place(self, code: str) -> int:
        """The key of a place of the network."""
        return self._cast.places[code].pk

    def membership(self, move: Move) -> int:
        """The key of the membership of the coordinator to whom a move hands the ticket."""
        if move.coordinator is None:
            raise ValueError(move)
        return self._cast.memberships[move.coordinator].pk

    def _actor(self, by: Doer, number: int) -> Actor:
        if by == "system":
            return SYSTEM
        if by == "beneficiary":
            ticket = self._tickets[number]
            return beneficiary_actor(beneficiary_id=ticket.beneficiary_id, ticket_id=ticket.pk, name=ticket.asked_as)
        return self._cast.actors[by]

    def _enclosed(self, number: int, filing: Filing, actor: Actor) -> str:
        """Receive the files of a filing as a draft, and give the draft's key."""
        key = uuid5(NAMESPACE_URL, f"demonstration:{number}").hex
        for kind in filing.files:
            upload = _upload(kind, number)
            attachments.receive(
                upload=upload,
                name=upload.name or "",
                actor_kind=ActorKind(actor.kind).value,
                user_id=actor.user_id,
                at=filing.at,
                draft_key=key,
            )
        return key


def _upload(kind: str, number: int) -> SimpleUploadedFile:
    name, content = enclosure(kind, number)
    return SimpleUploadedFile(name, content)


_Do = Callable[[Doings, Actor, int, Life, Move], object]


def _plain(action: Callable[..., object]) -> _Do:
    def do(_doings: Doings, actor: Actor, ticket_id: int, _life: Life, move: Move) -> object:
        return action(actor=actor, ticket_id=ticket_id, at=move.at)

    return do


def _with(action: Callable[..., object], given: str) -> _Do:
    """An action whose only further argument is words."""

    def do(_doings: Doings, actor: Actor, ticket_id: int, _life: Life, move: Move) -> object:
        return action(actor=actor, ticket_id=ticket_id, at=move.at, **{given: move.text})

    return do


def _to(action: Callable[..., object], where: str) -> _Do:
    """A referral to a place."""

    def do(doings: Doings, actor: Actor, ticket_id: int, _life: Life, move: Move) -> object:
        return action(
            actor=actor, ticket_id=ticket_id, at=move.at, reason=move.text, **{where: doings.place(move.place)}
        )

    return do


def _to_coordinator(doings: Doings, actor: Actor, ticket_id: int, _life: Life, move: Move) -> object:
    return actions.refer_to_coordinator(
        actor=actor, ticket_id=ticket_id, at=move.at, reason=move.text, membership_id=doings.membership(move)
    )


def _classify(_doings: Doings, actor: Actor, ticket_id: int, life: Life, move: Move) -> object:
    return actions.classify(
        actor=actor,
        ticket_id=ticket_id,
        at=move.at,
        type=life.filing.type.value,
        subject=move.text,
        priority=move.choice,
    )


def _reassign(doings: Doings, actor: Actor, ticket_id: int, _life: Life, move: Move) -> object:
    return actions.reassign(
        actor=actor, ticket_id=ticket_id, at=move.at, reason=move.text, membership_id=doings.membership(move)
    )


def _call_holder(_doings: Doings, actor: Actor, ticket_id: int, _life: Life, move: Move) -> object:
    outcome = "reached" if move.text else "not_reached"
    return actions.call_holder(actor=actor, ticket_id=ticket_id, at=move.at, outcome=outcome, text=move.text)


def _uphold(_doings: Doings, actor: Actor, ticket_id: int, _life: Life, move: Move) -> object:
    return actions.uphold_objection(
        actor=actor, ticket_id=ticket_id, at=move.at, outcome=move.choice, reasons=move.text
    )


_DO: dict[Action, _Do] = {
    Action.TAKE: _plain(actions.take),
    Action.CLASSIFY: _classify,
    Action.RETURN: _with(actions.return_for_completion, "missing"),
    Action.COMPLETE: _with(actions.complete, "text"),
    Action.REFER_TO_DEPARTMENT: _to(actions.refer_to_department, "department_id"),
    Action.REFER_TO_COORDINATOR: _to_coordinator,
    Action.REFER_TO_CENTRE: _to(actions.refer_to_centre, "centre_id"),
    Action.PASS_BACK: _with(actions.pass_back, "reason"),
    Action.ACCEPT: _plain(actions.accept),
    Action.DRAFT_REPLY: _with(actions.draft_reply, "text"),
    Action.SUBMIT_REPLY: _with(actions.submit_reply, "text"),
    Action.SEND_BACK_REPLY: _with(actions.send_back_reply, "reasons"),
    Action.APPROVE_REPLY: _plain(actions.approve_reply),
    Action.CLOSE: _plain(actions.close),
    Action.WITHDRAW: _with(actions.withdraw, "reason"),
    Action.ADD_NOTE: _with(actions.add_note, "text"),
    Action.OBJECT: _with(actions.object_to_reply, "text"),
    Action.UPHOLD_OBJECTION: _uphold,
    Action.REJECT_OBJECTION: _with(actions.reject_objection, "reasons"),
    Action.DROP_OBJECTION: _with(actions.drop_objection, "reason"),
    Action.EXPEDITE: _with(actions.expedite, "reason"),
    Action.ANSWER_EXPEDITE: _with(actions.answer_expedite, "text"),
    Action.REMIND: _with(actions.remind, "text"),
    Action.CALL_HOLDER: _call_holder,
    Action.REASSIGN: _reassign,
    Action.RAISE: _with(actions.raise_ticket, "reason"),
}


def in_order(lives: list[Life]) -> list[tuple[datetime, int, Move | None]]:
    """Everything that happens in the network, in the order of time; no move stands for the filing."""
    happenings: list[tuple[datetime, int, int, Move | None]] = []
    for number, life in enumerate(lives):
        happenings.append((life.filing.at, number, 0, None))
        happenings += [(move.at, number, place, move) for place, move in enumerate(life.moves, 1)]
    happenings.sort(key=lambda row: row[:3])
    return [(at, number, move) for at, number, _place, move in happenings]
