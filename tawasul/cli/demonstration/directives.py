"""What the demonstration's officials directed: some being acted on, one late, one answered, one confidential, some done.

Made after the lives, some about tickets that are worked on still; through the actions that people call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import SECTORS, PlaceKind
from tawasul.cli.demonstration import days
from tawasul.directives import actions
from tawasul.directives.actions import TICKET, About
from tawasul.directives.models import Directive
from tawasul.directives.timekeeping import sound_due
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import spoken
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import tickets_visible_to


@dataclass(frozen=True, kw_only=True)
class Word:
    """What an official said: whose official (the code of a place), recorded by whom (a role), who must act, how long ago and by
    when (working days after), about a ticket of which subject, and what became of it. Of a sector that is named its centre must
    act, unless the whole does: `entire`. They are reminded before the day, or after it (`reminded_late`)."""

    text: str
    official: str
    recorder: str
    acting: str
    days_ago: int
    due_in: int
    entire: bool = False
    subject: str = ""
    confidential: bool = False
    reports: tuple[str, ...] = ()
    answer: str = ""
    sent_back: str = ""
    outcome: str = ""
    reminded: str = ""
    reminded_late: bool = False


WORDS: tuple[Word, ...] = (
    Word(
        text=(
            "اطلعنا على ما ورد من أولياء الأمور بشأن تأخر حافلات النقل المدرسي. يُعالج الوضع في جميع الخطوط المتأخرة، "
            "ويُفاد بما اتُّخذ وبموعد انتظام الحافلات."
        ),
        official="RUH",
        recorder="sector_office",
        acting="RUH-D-TRANSPORT",
        subject="تأخر حافلة النقل المدرسي",
        days_ago=12,
        due_in=4,
        reports=("حُصرت الخطوط المتأخرة، وعددها سبعة خطوط.", "خوطب المتعهد لتوفير ثلاث حافلات إضافية."),
        reminded="نأمل الإفادة قبل نهاية الأسبوع.",
    ),
    Word(
        text="تُعاد صيانة أجهزة التكييف في المدارس التي وردت بشأنها شكاوى، ويُرفع لنا بيان بالمدارس التي اكتملت صيانتها.",
        official="RUH",
        recorder="monitoring_officer",
        acting="RUH",
        days_ago=6,
        due_in=8,
        reports=("اكتملت الصيانة في أربع مدارس من أصل تسع.",),
    ),
    Word(
        text="يُنظر في تظلم المعلمة من قرار النقل، ويُعرض علينا الرأي مع المستندات خلال أسبوع. يُحفظ الأمر بسرية.",
        official="RUH",
        recorder="sector_office",
        acting="RUH-D-TEACHERS",
        confidential=True,
        days_ago=3,
        due_in=5,
        answer="دُرس التظلم، ونرى قبوله؛ إذ تبين أن القرار صدر قبل اكتمال المفاضلة. مرفق محضر اللجنة في ملف المعاملة.",
    ),
    Word(
        text="يُختصر زمن الرد على استفسارات المكافآت، ولا تتجاوز الإجابة عنها ثلاثة أيام عمل.",
        official="MOE",
        recorder="minister_office",
        acting="MOE-D-IT",
        days_ago=9,
        due_in=12,
        reports=("أُعدّت قائمة بالحالات المتكررة وربطت بنظام المدفوعات.",),
        answer="فُعّل الربط المباشر مع نظام المدفوعات، وصار متوسط زمن الرد يومين ونصف اليوم.",
        sent_back="نأمل إرفاق المتوسط لكل قطاع على حدة.",
    ),
    Word(
        text="تُتابع شكوى توقف الدخول إلى نظام نور حتى استقرار الخدمة، ويُفاد معاليه بتقرير موجز.",
        official="MOE",
        recorder="minister_office",
        acting="MOE-D-IT",
        subject="تكرر تعطل نظام نور",
        days_ago=2,
        due_in=3,
    ),
    Word(
        text="تُنجز الطلبات المتأخرة لدى مركز الرياض كلها، ويُرفع لنا بيان بأسباب التأخر وما يمنع تكراره.",
        official="MOE",
        recorder="minister_office",
        acting="RUH",
        days_ago=14,
        due_in=5,
        reports=("أُنجز نصف الطلبات المتأخرة، والعمل جارٍ على البقية.",),
        reminded="مضى الموعد المحدد، ونأمل الإفادة اليوم.",
        reminded_late=True,
    ),
    Word(
        text="تُبسّط إجراءات معادلة الشهادات لخريجي الجامعات، ويُنشر دليلها للمستفيدين في البوابة.",
        official="MOE",
        recorder="minister_office",
        acting="KSU",
        entire=True,
        days_ago=5,
        due_in=10,
        reports=("أُعدّت مسودة الدليل، وهي قيد المراجعة.",),
    ),
    Word(
        text="تُزوّد صالات المراكز بمترجم للغة الإشارة يومين في الأسبوع على الأقل.",
        official="MOE",
        recorder="minister_office",
        acting="KSU",
        days_ago=20,
        due_in=8,
        answer="جرى التعاقد مع مترجمَين، وبدأ حضورهما يومي الأحد والثلاثاء.",
        outcome="تحقق موظف المتابعة من الحضور في زيارتين.",
    ),
    Word(
        text="يُستقبل كبار السن وذوو الإعاقة في صالة المركز دون انتظار، ويُفاد بما نُفّذ.",
        official="RUH",
        recorder="sector_office",
        acting="RUH",
        days_ago=25,
        due_in=6,
        answer="خُصص مكتب لخدمة كبار السن وذوي الإعاقة، وعُدّل ترتيب الانتظار بما يقدّمهم.",
        outcome="وقف المركز على الصالة وتحقق من التنفيذ.",
    ),
)


# Who answers at a centre and at a sector; at a department, its own people.
ANSWERERS = {PlaceKind.CENTRE: ("complaint_officer",)} | dict.fromkeys(SECTORS, ("sector_official",))

# Who opens their page of what they directed, and when they did so last: what came after is marked on it.
LOOKS = (("minister", "MOE"), ("sector_official", "RUH"))
LAST_LOOK = timedelta(days=2)


def give_directives(now: datetime, say: Callable[[str, int, int], None]) -> None:
    """Let each be said on its day, and go as far as it has gone `now`."""
    for done, word in enumerate(WORDS, 1):
        _Course(word, now).run()
        say("directives", done, len(WORDS))
    _sound_until(now)
    for role, code in LOOKS:
        place = Place.objects.get(code=code)
        actions.look(actor=_somebody(role, place, now), official_id=place.pk, at=days.at_work(now - LAST_LOOK))


def _somebody(role: str, root: Place, now: datetime) -> Actor:
    """Whoever holds the role in this part of the tree."""
    rows = Membership.objects.filter(_held(now), role=role, place__path__startswith=root.path, covers=None)
    member = rows.filter(user__is_active=True).select_related("user", "place").order_by("pk").first()
    if member is None:
        raise ValueError(role)
    return centres.actor_for(member)


def _held(now: datetime) -> Q:
    return centres.held_on(now.astimezone(RIYADH).date())


def _sound_until(at: datetime) -> None:
    """Everything that sounds until then, each at its own time."""
    while (due := Directive.objects.filter(next_at__lte=at).order_by("next_at").first()) is not None:
        sound_due(at=due.next_at or at)


class _Course:
    """The life of one directive."""

    def __init__(self, word: Word, now: datetime) -> None:
        self.word, self.now = word, now
        self.at = days.at_work(now - timedelta(days=word.days_ago))
        self.official = Place.objects.get(code=word.official)
        self.number = ""

    def run(self) -> None:
        word = self.word
        recorder = _somebody(word.recorder, self.official, self.now)
        acting = self._acting()
        directive = actions.issue(
            actor=recorder,
            acting_id=acting.pk,
            text=word.text,
            due_on=self._due(),
            confidential=word.confidential,
            about=self._about(recorder),
            at=self._later(10),
        )
        self.number = directive.number
        answerer = self._answerer(acting)
        follower = _somebody(
            "ministry_officer" if word.official == "MOE" else "monitoring_officer", self.official, self.now
        )
        for text in word.reports:
            actions.report(actor=answerer, number=self.number, text=text, at=self._later(500))
        if word.reminded:
            at = self._once_late(directive.due_on) if word.reminded_late else self._later(1500)
            actions.remind(actor=recorder, number=self.number, text=word.reminded, at=at)
        if word.answer:
            actions.answer(actor=answerer, number=self.number, text=word.answer, at=self._later(400))
        if word.sent_back:
            actions.send_back(actor=follower, number=self.number, reasons=word.sent_back, at=self._later(90))
        if word.outcome:
            actions.finish(actor=follower, number=self.number, outcome=word.outcome, at=self._later(300))

    def _acting(self) -> Place:
        """The place of this code; of a sector's, the centre of the sector, unless the whole of it is directed."""
        found = Place.objects.get(code=self.word.acting)
        if self.word.entire:
            return found
        today = self.now.astimezone(RIYADH).date()
        return centres.centres(today).filter(parent_id=found.pk).first() or found

    def _answerer(self, acting: Place) -> Actor:
        roles = ANSWERERS.get(PlaceKind(acting.kind), ("department_supervisor", "coordinator"))
        rows = Membership.objects.filter(
            _held(self.now), role__in=roles, place__path__startswith=acting.path, covers=None
        )
        member = rows.filter(user__is_active=True).select_related("user", "place").order_by("-role", "pk").first()
        if member is None:
            raise ValueError(acting.code)
        return centres.actor_for(member)

    def _about(self, recorder: Actor) -> About | None:
        if not self.word.subject:
            return None
        seen: list[Ticket] = list(tickets_visible_to(recorder).filter(subject=self.word.subject).order_by("-pk")[:1])
        return About(kind=TICKET, id=seen[0].pk, said=spoken(seen[0].reference)) if seen else None

    def _due(self) -> date:
        return days.working_day_after(self.at.astimezone(RIYADH).date(), self.word.due_in)

    def _once_late(self, due: date) -> datetime:
        """A while after work begins on the day after, or `now` where that is still to come."""
        self.at = max(self.at, datetime.combine(days.working_day_after(due, 1), days.OPENS, RIYADH))
        return self._later(90)

    def _later(self, minutes: int) -> datetime:
        """So many working minutes on, and never after `now`."""
        self.at = min(days.after_work(self.at, minutes), self.now)
        _sound_until(self.at)
        return self.at
