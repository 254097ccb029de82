"""Who is told of a step, and in which message: the lifecycle's `tells` column made into notices owed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tawasul.centres import queries as centres
from tawasul.centres.models import Membership
from tawasul.centres.roles import Power
from tawasul.clocks.subjects import Cause, Move
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import spoken
from tawasul.notices import actions as notices
from tawasul.notices.recipients import Recipient, of_users
from tawasul.people.models import User
from tawasul.tickets.escalation import CENTRE_REVIEWERS, SORTERS, Hearing, People, Rung
from tawasul.tickets.hands import names_of
from tawasul.tickets.lifecycle import UNANSWERED_STATES, Action, State, TicketType, Told
from tawasul.tickets.models import Statement, Ticket
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.saying import in_both
from tawasul.tickets.statements.telling import tell_asked
from tawasul.timeline.models import Event

MESSAGES: dict[tuple[Action, Told], str] = {
    (Action.RETURN, Told.BENEFICIARY): "ticket_returned",
    (Action.COMPLETE, Told.HOLDER): "completion_arrived",
    (Action.COMPLETE, Told.BENEFICIARY): "ticket_completed_thanks",
    (Action.REFER_TO_DEPARTMENT, Told.DEPARTMENT): "work_arrived",
    (Action.REFER_TO_DEPARTMENT, Told.BENEFICIARY): "ticket_referred",
    (Action.REFER_TO_COORDINATOR, Told.HOLDER): "work_arrived",
    (Action.REFER_TO_CENTRE, Told.CENTRE): "ticket_arrived",
    (Action.REFER_TO_CENTRE, Told.BENEFICIARY): "ticket_referred",
    (Action.PASS_BACK, Told.CENTRE): "ticket_arrived",
    (Action.SUBMIT_REPLY, Told.REVIEWERS): "reply_to_review",
    (Action.SEND_BACK_REPLY, Told.AUTHOR): "reply_sent_back",
    (Action.APPROVE_REPLY, Told.BENEFICIARY): "reply_ready",
    (Action.CLOSE, Told.BENEFICIARY): "ticket_closed",
    (Action.WITHDRAW, Told.BENEFICIARY): "ticket_withdrawn",
    (Action.OBJECT, Told.DECIDERS): "objection_to_decide",
    (Action.OBJECT, Told.BENEFICIARY): "objection_received",
    (Action.UPHOLD_OBJECTION, Told.CENTRE): "ticket_arrived",
    (Action.UPHOLD_OBJECTION, Told.ANSWERERS): "objection_decided",
    (Action.UPHOLD_OBJECTION, Told.BENEFICIARY): "objection_upheld",
    (Action.REJECT_OBJECTION, Told.ANSWERERS): "objection_decided",
    (Action.REJECT_OBJECTION, Told.BENEFICIARY): "objection_rejected",
    (Action.DROP_OBJECTION, Told.BENEFICIARY): "ticket_closed",
    (Action.EXPEDITE, Told.HANDS): "ticket_expedited",
    (Action.EXPEDITE, Told.SUPERVISORS): "ticket_expedited",
    (Action.EXPEDITE, Told.BENEFICIARY): "expedite_received",
    (Action.ANSWER_EXPEDITE, Told.BENEFICIARY): "expedite_answered",
    (Action.WITHDRAW, Told.ASKED): "statement_withdrawn",
    (Action.ASK_STATEMENTS, Told.ASKED): "statement_asked",
    (Action.ANSWER_BACK, Told.ASKED): "statement_told",
    (Action.REMIND_STATEMENT, Told.ASKED): "statement_reminder",
    (Action.GO_ON_WITHOUT, Told.ASKED): "statement_withdrawn",
    (Action.REASSIGN, Told.HOLDER): "work_arrived",
    (Action.REMIND, Told.HANDS): "ticket_reminder",
    (Action.RAISE, Told.RUNG): "ticket_raised",
    (Action.JOIN, Told.HANDS): "ticket_joined_here",
    (Action.JOIN, Told.BENEFICIARY): "ticket_joined",
    (Action.SPLIT, Told.HANDS): "ticket_split_off",
    (Action.SPLIT, Told.BENEFICIARY): "ticket_split",
    (Action.ADD_WORDS, Told.HANDS): "words_added",
    (Action.CORRECT_MOBILE, Told.BENEFICIARY): "mobile_corrected",
}

# What a beneficiary must hear somehow, though no message reaches them.
NEWS: dict[Action, Any] = {
    Action.APPROVE_REPLY: _("The reply to the request is ready."),
    Action.RETURN: _("Something is missing, and they are to complete it."),
}
REACHED_BY = _("Reached by: %(contact)s")
REACHED_BY_NOTHING = _("No way to reach them is recorded; find one from their other tickets.")

# What the people of joined tickets hear too, each person once.
SHARED = frozenset({Action.APPROVE_REPLY, Action.CLOSE})

# What staff are told of an emergency in its place. What beneficiaries are told of theirs is the same, at any hour.
OF_A_REPORT = {
    "ticket_arrived": "report_arrived",
    "work_arrived": "report_referred",
    "completion_arrived": "report_completed",
    "reply_to_review": "report_to_review",
    "reply_sent_back": "report_sent_back",
}


# Those of whose request a date is promised now: one that was returned waits for its beneficiary.
_PROMISED = [state.value for state in UNANSWERED_STATES - {State.RETURNED}]


def tell(ticket: Ticket, action: Action, tells: tuple[Told, ...], event: Event, context: Mapping[str, Any]) -> None:
    """Owe every notice of a step, in the transaction of its event. Who did it is not told of it.

    Those asked for a statement hear of their own: `context` names the `statements` that the step is about.
    """
    context = dict(context)
    statements: list[Statement] = context.pop("statements", [])
    for told in tells:
        if told is Told.ASKED:
            tell_asked(statements, MESSAGES[action, told], event, context)
        else:
            owe(ticket, MESSAGES[action, told], told, event, context)
            if told is Told.BENEFICIARY and action in NEWS and not to_beneficiary(ticket):
                _have_them_told(ticket, NEWS[action], event)
        if told is Told.BENEFICIARY and action in SHARED:
            for joined in _of_others(ticket):
                owe(joined, MESSAGES[action, told], told, event, context)


def _of_others(ticket: Ticket) -> list[Ticket]:
    """The tickets joined to it whose people are not told with it: another person, mobile and address; each once."""
    heard = _known_by(ticket) if to_beneficiary(ticket) else set()
    found = []
    for joined in ticket.joined.select_related("beneficiary", "centre", "department", "holder").order_by("pk"):
        if to_beneficiary(joined) and not _known_by(joined) & heard:
            heard |= _known_by(joined)
            found.append(joined)
    return found


def _known_by(ticket: Ticket) -> set[object]:
    return {ticket.beneficiary_id} | ({ticket.mobile, ticket.email.casefold()} - {""})


def _have_them_told(ticket: Ticket, news: Any, event: Event) -> None:
    """Ask whoever filed it, or where they filed it themselves those who sort at its centre, to tell a beneficiary whom no
    message reaches what they must know."""
    filers = User.objects.filter(pk=ticket.filed_by_id, is_active=True) if ticket.filed_by_id else User.objects.none()
    readers = _users(filers, event) or _centre(ticket, event)
    reached = ticket.other_contact
    notices.owe(
        kind="tell_beneficiary",
        once=f"event:{event.pk}:tell",
        at=event.at,
        subject_kind=SUBJECT_KIND,
        subject_id=ticket.pk,
        recipients=readers,
        context={
            "number": spoken(ticket.reference),
            "news": in_both(news),
            "contact": in_both(REACHED_BY, contact=reached) if reached else in_both(REACHED_BY_NOTHING),
            "link": f"/desk/tickets/{ticket.reference}/",
        },
    )


def tell_promises_moved(moves: Sequence[Move], cause: Cause, at: datetime) -> None:
    """Tell the beneficiaries to whom another day is promised now, by a changed calendar; where nothing is promised at the
    moment (their own completion is waited for, or a statement), and where only the hour moved, there is nothing to tell.

    What they were to hear of an earlier change and has not left yet is called off: the last date alone counts. A fixed number
    of queries.
    """
    another_day = {move.subject_id for move in moves if _day_of(move.was_due_at) != _day_of(move.due_at)}
    tickets = Ticket.objects.filter(pk__in=another_day, state__in=_PROMISED, due_at__isnull=False)
    reached = ~Q(email="") | (~Q(mobile="") & Q(mobile_wrong=False))
    told = list(tickets.filter(reached))
    notices.call_off(
        kinds=["promise_moved"], subject_kind=SUBJECT_KIND, subject_ids=[row.pk for row in told], why="moved again"
    )
    notices.owe_each(
        kind="promise_moved",
        at=at,
        subject_kind=SUBJECT_KIND,
        causes=[
            notices.Cause(
                once=f"{cause.once}:{ticket.pk}",
                subject_id=ticket.pk,
                recipients=to_beneficiary(ticket),
                context={
                    "number": spoken(ticket.reference),
                    "committed": _promised(ticket),
                    "cause": {"ar": cause.said.ar, "en": cause.said.en},
                    "link": "/follow/",
                },
            )
            for ticket in told
        ],
    )


def owe(ticket: Ticket, kind: str, told: Told, event: Event, context: Mapping[str, Any]) -> None:
    """Owe one kind of notice about a ticket to those that `told` stands for; of an emergency, at any hour."""
    report = ticket.type == TicketType.REPORT.value
    notices.owe(
        kind=OF_A_REPORT.get(kind, kind) if report else kind,
        once=f"event:{event.pk}:{told.value}" + ("" if event.subject_id == ticket.pk else f":{ticket.pk}"),
        at=event.at,
        subject_kind=SUBJECT_KIND,
        subject_id=ticket.pk,
        recipients=RECIPIENTS[told](ticket, event),
        context=_said_of(ticket, event) | {"link": _link(ticket, told)} | dict(context),
        at_any_hour=report,
    )


def _said_of(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What any message may say of a ticket."""
    place = ticket.department or ticket.centre
    names = {"ar": place.name_ar, "en": place.name_en}
    return {
        "number": spoken(ticket.reference),
        "due": (ticket.due_at or ticket.committed_at).astimezone(RIYADH),
        "subject": ticket.subject,
        "committed": _promised(ticket),
        "place": names,
        "entity": names,
        "author": {"ar": event.actor_name_ar, "en": event.actor_name_en},
        "holder": names_of(ticket),
    }


def _promised(ticket: Ticket) -> date:
    """An emergency is promised by the hour, all else by the day."""
    committed = ticket.committed_at.astimezone(RIYADH)
    return committed if ticket.type == TicketType.REPORT.value else committed.date()


def _link(ticket: Ticket, told: Told) -> str:
    return "/follow/" if told is Told.BENEFICIARY else f"/desk/tickets/{ticket.reference}/"


def _beneficiary(ticket: Ticket, _event: Event) -> list[Recipient]:
    return to_beneficiary(ticket)


def to_beneficiary(ticket: Ticket) -> list[Recipient]:
    """Whoever filed it: at their mobile where it is known and right, and at the address from which they wrote."""
    mobile = "" if ticket.mobile_wrong else ticket.mobile  # a stranger is told nothing
    if not mobile and not ticket.email:
        return []
    return [
        Recipient(beneficiary_id=ticket.beneficiary_id, mobile=mobile, email=ticket.email, language=ticket.language)
    ]


def _centre(ticket: Ticket, event: Event) -> list[Recipient]:
    """The officers who sort this type of ticket at its centre."""
    rows = centres.members_in_roles(SORTERS[TicketType(ticket.type)], ticket.centre, _day(event))
    return _users(_present(rows), event)


def _department(ticket: Ticket, event: Event) -> list[Recipient]:
    if ticket.department is None:
        return []
    return _users(_present(centres.members_with(Power.ANSWER, [ticket.department], _day(event))), event)


def _holder(ticket: Ticket, event: Event) -> list[Recipient]:
    """Whoever has it in hand, or who stands in for them."""
    if ticket.holder is None:
        return []
    deputy = centres.stand_in(user_id=ticket.holder.pk, place=ticket.department or ticket.centre, on=_day(event))
    return _users([deputy or ticket.holder], event)


def _reviewers(ticket: Ticket, event: Event) -> list[Recipient]:
    """Those nearest to the author who may review: in the department, or else at the centre."""
    day = _day(event)
    rows = centres.members_with(Power.REVIEW, [ticket.department], day) if ticket.department else []
    if not rows:
        rows = centres.members_in_roles(CENTRE_REVIEWERS, ticket.centre, day)
    return _users(_present(rows), event)


def _hands(ticket: Ticket, event: Event) -> list[Recipient]:
    """Whoever has it now, their deputy where they are absent; where nobody does, the one above."""
    return _on(ticket, event, Rung.HANDS)


def _supervisors(ticket: Ticket, event: Event) -> list[Recipient]:
    """Those of the department that has it, and of its centre, who do not hear of it as its hands."""
    heard = {reader.user_id for reader in _on(ticket, event, Rung.HANDS)}
    return [reader for reader in _on(ticket, event, Rung.DEPARTMENT, Rung.CENTRE) if reader.user_id not in heard]


def _rung(ticket: Ticket, event: Event) -> list[Recipient]:
    """Those on the rung to which it was raised."""
    return _on(ticket, event, Rung(ticket.raised_to))


def _answerers(ticket: Ticket, event: Event) -> list[Recipient]:
    """Who wrote and who approved the reply that was objected to."""
    objection = ticket.objections.select_related("reply__author", "reply__reviewer").order_by("-number").first()
    return (
        _users([each for each in (objection.reply.author, objection.reply.reviewer) if each], event)
        if objection
        else []
    )


def _on(ticket: Ticket, event: Event, *rungs: Rung) -> list[Recipient]:
    main = ticket.joined_to or ticket  # what is joined is in the hands of who has the main one
    people = People([main], _day(event))
    ids = {user_id for rung in rungs for user_id in people.hearing(Hearing(main, rung))}
    return _users(User.objects.filter(pk__in=ids), event)


def _day(event: Event) -> date:
    return _day_of(event.at)


def _day_of(moment: datetime) -> date:
    return moment.astimezone(RIYADH).date()


def _present(rows: Iterable[Membership]) -> list[User]:
    """These people, whoever is away represented by their deputy."""
    return [row.user for row in centres.present(rows)]


def _users(users: Iterable[User], event: Event) -> list[Recipient]:
    found: dict[int, User] = {user.pk: user for user in users if user.pk != event.user_id}
    return of_users(found.values())


RECIPIENTS: dict[Told, Callable[[Ticket, Event], list[Recipient]]] = {
    Told.BENEFICIARY: _beneficiary,
    Told.CENTRE: _centre,
    Told.DEPARTMENT: _department,
    Told.HOLDER: _holder,
    Told.REVIEWERS: _reviewers,
    Told.AUTHOR: _holder,
    Told.HANDS: _hands,
    Told.DECIDERS: _hands,
    Told.ANSWERERS: _answerers,
    Told.SUPERVISORS: _supervisors,
    Told.RUNG: _rung,
}
