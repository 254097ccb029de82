"""The same matter told twice: some people ask again before they are answered, at the same centre or at the ministry as
well; and what those do who find it out.

`ask_again` gives some of the planned lives the person and the words of an earlier one; `join_some`, after the lives, joins some
of them through the actions that people call.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.roles import PlaceKind
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.beneficiaries import BeneficiaryPlan
from tawasul.cli.demonstration.errands import an_errand
from tawasul.cli.demonstration.lives import Life
from tawasul.cli.demonstration.network import SectorPlan
from tawasul.tickets import actions
from tawasul.tickets.duplicates.candidates import Likely, apart, like
from tawasul.tickets.duplicates.likeness import VERY_ALIKE
from tawasul.tickets.lifecycle import UNANSWERED_STATES, Action, State, TicketType, step_for
from tawasul.tickets.models import Ticket
from tawasul.tickets.policies import may_be_main, may_take

MOST, MOST_AT_A_CENTRE = 24, 4
WAITED = timedelta(hours=3)
_AGAIN = (
    "سبق أن تقدمت بهذا الطلب ولم يصلني رد حتى الآن. {text}",
    "أعيد إرسال طلبي لأهميته: {text}",
    "{text} وأرجو سرعة النظر فيه، فقد كتبت لكم قبل هذا.",
)
_SAME = "الموضوع نفسه من المستفيد نفسه، ويكفيه رد واحد."
_OTHER = "تبين أن الطلب الثاني عن مدة أخرى، فيُجاب وحده."
_ASKED = "وصلنا الطلب نفسه، ونرى أن يُجاب عنه مرة واحدة لديكم."
_REFUSED = "الطلب الذي لدينا عن موضوع آخر يخص إدارة مختلفة."


def ask_again(lives: list[Life], plans: list[SectorPlan], askers: list[BeneficiaryPlan]) -> list[Life]:
    """The lives, of which a few that have hardly begun are now of the person and the matter of an earlier one that is open."""
    ministry = next(plan.centre for plan in plans if plan.kind is PlaceKind.MINISTRY)
    told, by_centre = list(lives), dict.fromkeys((life.filing.centre for life in lives), 0)
    order = sorted(range(len(lives)), key=lambda number: lives[number].filing.at)
    taken: set[int] = set()
    for number in order:
        later = lives[number]
        if len(taken) >= 2 * MOST or by_centre[later.filing.centre] >= MOST_AT_A_CENTRE or not _hardly_begun(later):
            continue
        first = next(
            (each for each in order if each not in taken and _first(lives[each], later, ministry, askers)), None
        )
        if first is None or number in taken:
            continue
        taken |= {number, first}
        by_centre[later.filing.centre] += 1
        told[number] = _the_same(lives[first], later, _AGAIN[number % len(_AGAIN)])
    return told


def _hardly_begun(life: Life) -> bool:
    """Nothing of its own matter was said or done yet."""
    sorted_alone = {move.action for move in life.moves} <= {Action.TAKE, Action.CLASSIFY}
    return (
        sorted_alone and life.filing.type is not TicketType.REPORT and life.state in {State.SUBMITTED, State.IN_TRIAGE}
    )


def _first(first: Life, later: Life, ministry: str, askers: list[BeneficiaryPlan]) -> bool:
    """Whether the later may be the same matter as the first: to the same centre, or to the ministry besides."""
    one, other = first.filing, later.filing
    return (
        first.state in UNANSWERED_STATES
        and first.state is not State.RETURNED
        and one.type is other.type
        and one.at + WAITED < other.at
        and (one.centre == other.centre or other.centre == ministry)
        and bool(askers[one.beneficiary].mobile)
    )


def _the_same(first: Life, later: Life, words: str) -> Life:
    said = first.filing
    text = words.format(text=said.text)
    filing = replace(later.filing, beneficiary=said.beneficiary, subject=said.subject, text=text, files=())
    return replace(later, template=first.template, filing=filing)


def join_some(now: datetime, say: Callable[[str, int, int], None]) -> None:
    """Who sorts finds some out until `now`: joins them, parts one again, asks the other's centre.

    What becomes of a ticket follows from its number, whichever others the caller's transaction sees.
    """
    rows = Ticket.objects.filter(state=State.IN_TRIAGE.value, holder__isnull=False).exclude(
        type=TicketType.REPORT.value
    )
    found = list(rows.select_related("beneficiary").order_by("pk"))
    for done, ticket in enumerate(found, 1):
        with an_errand():
            _Finding(ticket, now).run(Random(f"again {ticket.reference}"))  # noqa: S311
        say("duplicates", done, len(found))


class _Finding:
    """What the one who sorts a ticket does about others like it."""

    def __init__(self, ticket: Ticket, now: datetime) -> None:
        self.ticket, self.now, self.at = ticket, now, ticket.changed_at

    def run(self, lot: Random) -> None:
        """Four of five are seen in time; one in four of those joined is parted again."""
        actor = _acting(self.ticket, Action.JOIN, self.now)
        if actor is None or lot.random() > 0.8 or not self._later(lot):
            return
        seen, hidden = apart(actor, like(self.ticket, self.at))
        main = next((row.ticket for row in seen if _is_earlier(row, self.ticket)), None)
        if main is not None:
            pk = self.ticket.pk
            actions.join(actor=actor, ticket_id=pk, main=main.reference, reason=_SAME, at=self.at)
            if lot.random() < 0.25 and self._later(lot):
                actions.split(actor=actor, ticket_id=pk, reason=_OTHER, at=self.at)
        elif hidden and may_be_main(hidden[0].ticket):
            self._ask(actor, hidden[0].ticket, lot)

    def _ask(self, actor: Actor, other: Ticket, lot: Random) -> None:
        actions.ask_to_join(actor=actor, ticket_id=self.ticket.pk, centre_id=other.centre_id, reason=_ASKED, at=self.at)
        answering = _acting(Ticket.objects.get(pk=other.pk), Action.ANSWER_JOINING, self.now)
        if answering is not None and lot.random() < 0.5 and self._later(lot):
            accepted = lot.random() < 0.6
            text = "" if accepted else _REFUSED
            actions.answer_joining(actor=answering, ticket_id=other.pk, accepted=accepted, text=text, at=self.at)

    def _later(self, lot: Random) -> bool:
        """Go on to the next hour of work; whether it has come."""
        self.at = days.after_work(self.at, lot.randint(10, 60))
        return self.at < self.now


def _is_earlier(row: Likely, ticket: Ticket) -> bool:
    other = row.ticket
    first = other.filed_at < ticket.filed_at and other.committed_at <= ticket.committed_at
    return row.likeness >= VERY_ALIKE and first and may_be_main(other)


def _acting(ticket: Ticket, action: Action, now: datetime) -> Actor | None:
    """Whoever has the ticket, in the role in which they may do it; None where they have none."""
    step = step_for(TicketType(ticket.type), State(ticket.state), action)
    for member in centres.memberships_of(ticket.holder_id or 0, now.date()) if step else []:
        actor = centres.actor_for(member)
        if step is not None and may_take(actor, ticket, step, now):
            return actor
    return None
