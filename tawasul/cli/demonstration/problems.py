"""One cause behind many of the demonstration's tickets: some being sought, some raised, one late, one answered, one closed.

Made after the lives, over the tickets that are worked on still; through the actions that people call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership, Place
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.errands import an_errand
from tawasul.tickets import actions
from tawasul.tickets.actions import problems
from tawasul.tickets.lifecycle import Action, State, TicketType, step_for
from tawasul.tickets.models import Problem, Ticket
from tawasul.tickets.policies import may_take
from tawasul.tickets.problems import giving

MOST = 9  # tickets of one problem


@dataclass(frozen=True, kw_only=True)
class Cause:
    """A problem: of which subjects, at whose desk (a role, and the code of a place: the ministry's, where it is over several
    centres), how long ago it was opened, and what became of it."""

    title: str
    subjects: tuple[str, ...]
    place: str
    officer: str
    approver: str = "ministry_supervisor"
    days_ago: int
    cause: str = ""
    raised_to: str = ""  # the code of a department
    body: str = ""
    reason: str = ""
    remedy: str = ""
    due_in: int | None = None  # working days after it was opened
    answer: str = ""
    approved: bool = False
    closed: str = ""


CAUSES: tuple[Cause, ...] = (
    Cause(
        title="تأخر صرف المكافآت الجامعية لهذا الشهر",
        subjects=("تأخر صرف المكافأة الجامعية", "إيقاف المكافأة والمطالبة باسترداد مبلغ"),
        place="MOE",
        officer="ministry_officer",
        days_ago=6,
        cause="تعثرت مسيرات الصرف لعدة جامعات بعد تحديث أرقام الحسابات البنكية في نظام المدفوعات.",
        raised_to="MOE-D-IT",
        reason="نأمل إعادة رفع المسيرات المرفوضة وإفادتنا بموعد الإيداع.",
        remedy="أعيد رفع المسيرات المرفوضة، ويكتمل الإيداع خلال ثلاثة أيام عمل.",
        due_in=8,
        answer=(
            "المكرم {الاسم}\n\nإشارة إلى تذكرتكم رقم {الرقم}، نفيدكم بأن تأخر صرف المكافأة يعود إلى تحديث أرقام الحسابات "
            "البنكية في نظام المدفوعات، وقد أعيد رفع المسيرات، وتودع المكافأة في حساباتكم خلال ثلاثة أيام عمل. "
            "نعتذر عن التأخر، ونشكر لكم تواصلكم."
        ),
        approved=True,
    ),
    Cause(
        title="تعذر الدخول إلى نظام نور وتكرر توقفه",
        subjects=("عدم القدرة على الدخول إلى نظام نور", "تكرر تعطل نظام نور", "اعتراض على درجات مرصودة في نظام نور"),
        place="MOE",
        officer="ministry_officer",
        days_ago=3,
        cause="انتهت صلاحية شهادة الربط مع بوابة الدخول الموحد، فتعذر الدخول في أوقات الذروة.",
        body="الشركة المشغلة لنظام نور",
        reason="نأمل تجديد الشهادة ومراقبة الخدمة وإفادتنا بموعد الاستقرار.",
        due_in=5,
    ),
    Cause(
        title="تعطل منصة التعلم الإلكتروني أثناء الاختبارات القصيرة",
        subjects=("مشكلة في منصة التعلم الإلكتروني", "تسجيل المقررات والحذف والإضافة"),
        place="MOE",
        officer="ministry_officer",
        days_ago=4,
        cause="نفدت سعة الخوادم عند بدء الاختبارات في الساعة نفسها في عدة جامعات.",
        remedy="وُزعت أوقات الاختبارات القصيرة وزيدت سعة الخوادم.",
        due_in=6,
        answer=(
            "المكرم {الاسم}\n\nنعتذر عن تعطل المنصة أثناء الاختبار. عولج الخلل وزيدت سعة الخوادم، وتعاد الاختبارات القصيرة "
            "التي لم تكتمل في موعد تعلنه كليتكم، ولا تحتسب المحاولة السابقة. رقم تذكرتكم {الرقم}."
        ),
    ),
    Cause(
        title="تأخر حافلات النقل المدرسي في الفترة الصباحية",
        subjects=("تأخر حافلة النقل المدرسي", "التسجيل في خدمة النقل المدرسي"),
        place="RUH",
        officer="complaint_officer",
        days_ago=9,
        cause="نقص في عدد الحافلات على الخطوط الجديدة بعد توسع الأحياء الشمالية.",
        raised_to="RUH-D-TRANSPORT",
        reason="نأمل إعادة توزيع الحافلات على الخطوط المتأخرة.",
        due_in=4,
    ),
    Cause(
        title="تعطل المكيفات في عدد من المدارس",
        subjects=("تعطل المكيفات في فصول المدرسة", "اكتظاظ الفصول ونقص المقاعد"),
        place="MOE",
        officer="ministry_officer",
        days_ago=1,
    ),
    Cause(
        title="عدم ظهور نتائج القبول لبعض المتقدمين",
        subjects=(),
        place="MOE",
        officer="ministry_officer",
        days_ago=40,
        cause="تأخر تحديث النسب الموزونة بعد إعادة احتسابها.",
        remedy="حُدثت النسب وأُعلنت النتائج.",
        due_in=3,
        closed="أُعلنت النتائج، ولم ترد تذاكر أخرى.",
    ),
)


def open_problems(now: datetime, say: Callable[[str, int, int], None]) -> None:
    """Open them as of their days, link the tickets, and let each go as far as it has gone `now`."""
    for done, cause in enumerate(CAUSES, 1):
        _Course(cause, now).run()
        say("problems", done, len(CAUSES))


class _Course:
    """The life of one problem."""

    def __init__(self, cause: Cause, now: datetime) -> None:
        self.cause, self.now = cause, now
        self.at = days.at_work(now - timedelta(days=cause.days_ago))
        self.root = Place.objects.get(code=cause.place)

    def run(self) -> None:
        officer = self._somebody(self.cause.officer)
        problem = problems.open_problem(actor=officer, title=self.cause.title, due_on=self._due(), at=self._later(5))
        self.number = problem.number
        for ticket in self._tickets(officer):
            at = min(max(self.at, ticket.changed_at + timedelta(minutes=20)), self.now)
            with an_errand():
                actions.link_problem(actor=officer, ticket_id=ticket.pk, problem=self.number, at=at)
        self._explain(officer)
        self._answer(officer, problem)
        if self.cause.closed:
            problems.close_problem(actor=officer, number=self.number, reason=self.cause.closed, at=self._later(2000))

    def _explain(self, officer: Actor) -> None:
        told = self.cause
        if told.cause:
            problems.say_cause(actor=officer, number=self.number, cause=told.cause, at=self._later(60))
        if told.raised_to or told.body:
            place = Place.objects.get(code=told.raised_to) if told.raised_to else None
            problems.raise_problem(
                actor=officer,
                number=self.number,
                place_id=place.pk if place else None,
                body=told.body,
                reason=told.reason,
                at=self._later(30),
            )
        if told.remedy:
            problems.say_remedy(actor=officer, number=self.number, remedy=told.remedy, at=self._later(300))

    def _answer(self, officer: Actor, problem: Problem) -> None:
        if not self.cause.answer:
            return
        problems.write_answer(actor=officer, number=self.number, text=self.cause.answer, at=self._later(120))
        if self.cause.approved:
            problems.approve_answer(actor=self._somebody(self.cause.approver), number=self.number, at=self._later(90))
            giving.give(problem_id=problem.pk, now=lambda: self._later(1))

    def _tickets(self, officer: Actor) -> list[Ticket]:
        rows = Ticket.objects.filter(subject__in=self.cause.subjects, state__in=_WAITING, problem=None, joined_to=None)
        if self.root.code != "MOE":
            rows = rows.filter(sector=self.root)
        found = []
        for ticket in rows.select_related("centre").order_by("pk"):
            step = step_for(TicketType(ticket.type), State(ticket.state), Action.LINK_PROBLEM)
            if step is not None and may_take(officer, ticket, step, self.now):
                found.append(ticket)
        return found[:MOST]

    def _somebody(self, role: str) -> Actor:
        rows = Membership.objects.filter(
            centres.held_on(self.now.date()), role=role, place__path__startswith=self.root.path, covers=None
        )
        member = rows.filter(user__is_active=True).select_related("user", "place").order_by("pk").first()
        if member is None:
            raise ValueError(role)
        return centres.actor_for(member)

    def _due(self) -> date | None:
        return days.working_day_after(self.at.date(), self.cause.due_in) if self.cause.due_in is not None else None

    def _later(self, minutes: int) -> datetime:
        """So many working minutes on, and never after `now`."""
        self.at = min(days.after_work(self.at, minutes), self.now)
        return self.at


_WAITING = ("in_triage", "with_coordinator", "reply_drafted", "referred", "submitted")
