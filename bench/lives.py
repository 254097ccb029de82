"""The patterns: lives of tickets at one desk, told by the real actions, of which the bulk are copies.

So a copy has whatever an action writes, today and after the next change of the actions.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bench.network import Desk
from tawasul.centres.actor import Actor, beneficiary_actor
from tawasul.lib.hijri import RIYADH
from tawasul.lib.identity import Identity, IdentityKind, identity_check_digit
from tawasul.tickets import actions
from tawasul.tickets.actions.filing import Asker

SUNDAY = datetime(2026, 11, 1, 8, 30, tzinfo=RIYADH)
STEP = timedelta(minutes=25)
FIRST_IDENTITY = 90_000_000
REASON = "من اختصاص الإدارة، للإفادة بما تم حياله."
REPLY = "نشكر لكم تواصلكم، وقد عولج الموضوع مع الجهة المختصة، ونعتذر عما حصل من تأخير."
MISSING = "نأمل إرفاق صورة الإشعار ورقم الهوية."
SUBJECT, TEXT = "طلب متابعة", "أرجو متابعة موضوعي مع المدرسة، فقد مضى عليه وقت طويل دون رد."


class Life:
    """One ticket being told, a step at a time."""

    def __init__(self, desk: Desk, number: int, type: str) -> None:
        self.desk, self.at = desk, SUNDAY
        nine = f"1{FIRST_IDENTITY + number:08d}"
        asker = Asker(
            identity=Identity(IdentityKind.NATIONAL, nine + identity_check_digit(nine)),
            name="مستفيد من القطاع",
            category="parent",
            mobile=f"+96659{number:07d}",
        )
        self.ticket = actions.file_ticket(
            actor=beneficiary_actor(beneficiary_id=0, ticket_id=None, name=asker.name),
            asker=asker,
            type=type,
            channel="portal",
            centre_id=desk.centre.pk,
            subject=SUBJECT,
            text=TEXT,
            incident_place="المدرسة الثانوية الأولى" if type == "report" else "",
            at=self.at,
        )

    def do(self, verb: Callable[..., Any], actor: Actor, **given: Any) -> "Life":
        """The next step, some minutes later."""
        self.at += STEP
        verb(actor=actor, ticket_id=self.ticket.pk, at=self.at, **given)
        return self

    def take(self) -> "Life":
        """Into triage."""
        return self.do(actions.take, self.desk.officer)

    def refer(self) -> "Life":
        """To the department."""
        department_id = self.desk.department.pk
        return self.do(actions.refer_to_department, self.desk.officer, department_id=department_id, reason=REASON)

    def accept(self) -> "Life":
        """Into the coordinator's hands."""
        return self.do(actions.accept, self.desk.coordinator)

    def hand(self) -> "Life":
        """To the coordinator by name."""
        membership_id = self.desk.coordinator.membership_id
        return self.do(actions.refer_to_coordinator, self.desk.officer, membership_id=membership_id, reason=REASON)

    def ask(self) -> "Life":
        """Back to the beneficiary for what is missing."""
        return self.do(actions.return_for_completion, self.desk.officer, missing=MISSING)

    def draft(self, author: Actor | None = None) -> "Life":
        """The reply begun."""
        return self.do(actions.draft_reply, author or self.desk.coordinator, text=REPLY)

    def submit(self, author: Actor | None = None) -> "Life":
        """The reply sent for review."""
        return self.do(actions.submit_reply, author or self.desk.coordinator, text=REPLY)

    def approve(self, reviewer: Actor | None = None) -> "Life":
        """The reply released."""
        return self.do(actions.approve_reply, reviewer or self.desk.head)

    def close(self) -> "Life":
        """The end."""
        return self.do(actions.close, self.desk.officer)


def _answered(desk: Desk, n: int) -> Life:
    return Life(desk, n, "complaint").take().refer().accept().draft().submit().approve().close()


def _sent_back(desk: Desk, n: int) -> Life:
    life = Life(desk, n, "complaint").take().refer().accept().draft().submit()
    life.do(actions.send_back_reply, desk.head, reasons="ينقص الرد تاريخ المعالجة.")
    return life.submit().approve().close()


def _completed(desk: Desk, n: int) -> Life:
    life = Life(desk, n, "suggestion").take().ask()
    life.do(actions.complete, desk.officer, text="أرفقت صورة الإشعار.")
    return life.hand().draft().submit().approve().close()


def _passed_back(desk: Desk, n: int) -> Life:
    life = Life(desk, n, "complaint").take().refer()
    life.do(actions.pass_back, desk.coordinator, reason="ينقصه رأي المركز.")
    life.do(actions.add_note, desk.officer, text="اتصلنا بالمدرسة وأفادت بأنها باشرت المعالجة.")
    return life.refer().accept().draft().submit().approve().close()


def _reported(desk: Desk, n: int) -> Life:
    return Life(desk, n, "report").hand().draft().submit().approve().close()


def _answered_by_the_centre(desk: Desk, n: int) -> Life:
    life = Life(desk, n, "inquiry").take().draft(desk.officer).submit(desk.officer)
    return life.approve(desk.supervisor).close()


def _withdrawn(desk: Desk, n: int) -> Life:
    return Life(desk, n, "inquiry").take().do(actions.withdraw, desk.officer, reason="حُل الموضوع.")


ENDED: tuple[Callable[[Desk, int], Life], ...] = (
    _answered, _sent_back, _completed, _passed_back, _reported, _answered_by_the_centre, _withdrawn,
)  # fmt: skip
OPEN: tuple[Callable[[Desk, int], Life], ...] = (
    lambda desk, n: Life(desk, n, "complaint"),
    lambda desk, n: Life(desk, n, "inquiry").take(),
    lambda desk, n: Life(desk, n, "suggestion").take().ask(),
    lambda desk, n: Life(desk, n, "complaint").take().refer(),
    lambda desk, n: Life(desk, n, "report").hand(),
    lambda desk, n: Life(desk, n, "complaint").take().refer().accept().draft(),
    lambda desk, n: Life(desk, n, "complaint").take().refer().accept().draft().submit(),
    lambda desk, n: Life(desk, n, "inquiry").take().refer().accept().draft().submit().approve(),
)


def tell_all(desks: list[Desk]) -> int:
    """Every life at every desk; how many tickets that made."""
    number = 0
    for desk in desks:
        for life in (*ENDED, *OPEN):
            number += 1
            life(desk, number)
    return number
