"""Calls to the beneficiaries of tickets that are being worked on: reached, to be called again, out of reach, a wrong number.

Made after the lives and the statements, through the actions that people call.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.beneficiaries import mobile_drawn
from tawasul.cli.demonstration.errands import an_errand
from tawasul.tickets import actions
from tawasul.tickets.calls import moments
from tawasul.tickets.lifecycle import UNANSWERED_STATES
from tawasul.tickets.models import Ticket
from tawasul.tickets.policies import covers

_SHARE = 0.8
_PURPOSES = ("ask", "confirm_receipt", "confirm_date", "tell", "ask_missing")
_SAID = (
    "شرحنا للمستفيد ما تم على طلبه، وسيزودنا بصورة القرار.",
    "أكد المستفيد المعلومات الواردة في الطلب، ولا إضافة لديه.",
    "أُبلغ المستفيد بالموعد المتوقع، وأبدى تفهمه.",
    "طلب المستفيد أن يكون التواصل بعد صلاة العصر.",
)


def call_them(now: datetime, say: Callable[[str, int, int], None]) -> None:
    """Call some in the last days, after each ticket was last worked on; what becomes of it follows from the ticket's number."""
    states = [state.value for state in UNANSWERED_STATES]
    rows = Ticket.objects.filter(state__in=states, holder__isnull=False).exclude(mobile="")
    lots = [(row, Random(f"call {row.reference}")) for row in rows.select_related("centre").order_by("pk")]  # noqa: S311
    chosen = [(row, lot) for row, lot in lots if lot.random() < _SHARE]
    for done, (ticket, lot) in enumerate(chosen, 1):
        actor = _caller(ticket, now)
        if actor is not None:
            with an_errand():
                _Errand(ticket, actor, lot, now).run(lot.randrange(6))
        say("calls", done, len(chosen))


class _Errand:
    """The calls of one ticket, as far as `now`."""

    def __init__(self, ticket: Ticket, actor: Actor, lot: Random, now: datetime) -> None:
        self.ticket, self.actor, self.lot, self.now = ticket, actor, lot, now
        self.schedule = moments.schedule_of(ticket)
        self.at = max(ticket.changed_at, now - timedelta(hours=lot.randint(20, 110)))

    def run(self, course: int) -> None:
        """What happens goes round: planned, reached, asked to be called later, no answer, out of reach, a wrong number."""
        purpose = self.lot.choice(_PURPOSES)
        match course:
            case 0:
                self._plan(purpose)
            case 1:
                self._call(purpose, "reached", self._said())
            case 2:
                self._call(purpose, "later", _SAID[-1], again=True)
            case 3:
                self._call(purpose, "no_answer", again=True)
            case 4:
                for outcome in ("no_answer", "switched_off", "no_answer"):
                    self._call(purpose, outcome, again=True)
            case 5:
                wrong = self.lot.random() < 0.4
                self._call(purpose, "wrong_number" if wrong else "busy")
                corrects = self.lot.random() < 0.5 and self.actor.can(Power.CORRECT_CONTACT)
                if wrong and corrects and self._next():
                    self._correct()

    def _correct(self) -> None:
        """The number on the papers that the beneficiary enclosed is another."""
        mobile = mobile_drawn(self.lot)
        reason = "الرقم الصحيح مدون في المستند المرفق"
        actions.correct_mobile(actor=self.actor, ticket_id=self.ticket.pk, mobile=mobile, reason=reason, at=self.at)

    def _said(self) -> str:
        return self.lot.choice(_SAID[:-1])

    def _next(self) -> bool:
        """Go on to the next hour of work; whether it has come."""
        self.at = days.after_work(self.at, self.lot.randint(60, 280))
        return self.at < self.now

    def _moment(self, at: datetime) -> datetime | None:
        offered = moments.offered(self.schedule, at)
        return self.lot.choice(offered) if offered else None

    def _plan(self, purpose: str) -> None:
        moment = self._moment(self.at) if self._next() else None
        if moment is not None and moment > self.at:
            actions.plan_call(
                actor=self.actor,
                ticket_id=self.ticket.pk,
                purpose=purpose,
                next_at=moment,
                mine=self.lot.random() < 0.7,
                at=self.at,
            )
            if self.lot.random() < 0.2 and self._next():
                reason = "وصلت المعلومة من الجهة، ولا حاجة إلى الاتصال"
                actions.drop_call(actor=self.actor, ticket_id=self.ticket.pk, reason=reason, at=self.at)

    def _call(self, purpose: str, outcome: str, text: str = "", *, again: bool = False) -> None:
        if not self._next():
            return
        moment = self._moment(self.at) if again else None
        actions.call_beneficiary(
            actor=self.actor,
            ticket_id=self.ticket.pk,
            purpose=purpose,
            outcome=outcome,
            text=text,
            next_at=moment,
            at=self.at,
        )


def _caller(ticket: Ticket, now: datetime) -> Actor | None:
    """Whoever has the ticket, in the role in which they call; None where they have none any more."""
    for member in centres.memberships_of(ticket.holder_id or 0, now.date()):
        actor = centres.actor_for(member)
        if actor.can(Power.CALL) and covers(actor, ticket):
            return actor
    return None
