"""Who asks to meet the official in the centre that the demonstration shows most of: told through the actions that people
call there, from three weeks ago on, with a session that was held, one that is drawn up, and requests in every list."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor, beneficiary_actor
from tawasul.centres.models import Place
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.beneficiaries import BeneficiaryPlan
from tawasul.cli.demonstration.cast import Cast
from tawasul.cli.demonstration.errands import an_errand
from tawasul.cli.demonstration.visits import CENTRE
from tawasul.lib.identity import Identity
from tawasul.meetings import actions
from tawasul.meetings.models import MeetingRequest, Seat, Session
from tawasul.tickets.actions.filing import Asker

BEFORE = timedelta(days=21)
COUNT, ROOM = 52, "مكتب المدير العام للتعليم، الدور الثالث"
MINISTERS_ROOM = "مكتب معالي الوزير، الدور العاشر"
MONDAY, TUESDAY = 0, 1
DEPARTMENTS = "RUH-D-"  # of those who carry out what is decided


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What people ask about: their subject and words, how it is summed up, and the department (its key in Riyadh) that it
    concerns, which carries out what the official decides about it."""

    subject: str
    text: str
    summary: str
    harm: str
    kind: str
    department: str
    decision: str


MATTERS: tuple[Matter, ...] = (
    Matter(
        subject="نقل خارجي رُفض مرتين",
        text="تقدمت بطلب نقل خارجي لظروف والدتي الصحية ورُفض مرتين، وأرجو عرض الأمر على المدير العام.",
        summary="نقل خارجي لظروف صحية رُفض مرتين", harm="serious", kind="grievance", department="TEACHERS",
        decision="يُعاد عرض طلب النقل على لجنة الظروف الخاصة مع التقارير الطبية، ويُرفع رأيها خلال أسبوعين.",
    ),
    Matter(
        subject="تأخر صرف بدل النقل",
        text="لم يُصرف بدل النقل لمنسوبي مدرستنا منذ فصلين، وراجعنا شؤون الموظفين دون نتيجة.",
        summary="تأخر بدل النقل لمنسوبي مدرسة", harm="some", kind="complaint", department="HR",
        decision="يُصرف المستحق من بدل النقل مع مسير الشهر القادم، ويُبيَّن سبب تأخره.",
    ),
    Matter(
        subject="ازدحام فصول المدرسة",
        text="عدد الطالبات في الفصل يزيد على أربعين، ونقترح فصولًا إضافية في المبنى المجاور.",
        summary="ازدحام الفصول واقتراح فصول إضافية", harm="some", kind="suggestion", department="BUILDINGS",
        decision="يُدرس ضم المبنى المجاور وتهيئته فصولًا إضافية قبل بداية الفصل القادم.",
    ),
    Matter(
        subject="سلامة مبنى مستأجر",
        text="في المبنى المستأجر تشققات ظاهرة وتسرب مياه قرب لوحة الكهرباء، وأبناؤنا فيه كل يوم.",
        summary="تشققات وتسرب مياه في مبنى مستأجر", harm="urgent", kind="complaint", department="BUILDINGS",
        decision="يُعاين المبنى فريق هندسي هذا الأسبوع، ويُخلى ما فيه خطر حتى تُعالج التشققات والتسرب.",
    ),
    Matter(
        subject="موعد اختبار بديل",
        text="غابت ابنتي عن الاختبار النهائي لعملية جراحية، ولم يُحدد لها موعد بديل حتى الآن.",
        summary="طلب موعد بديل لاختبار نهائي بعذر طبي", harm="urgent", kind="request", department="EXAMS",
        decision="يُحدد للطالبة موعد بديل للاختبار بعد التحقق من التقرير الطبي، وتُبلغ به أسرتها.",
    ),
    Matter(
        subject="احتساب سنوات خبرة",
        text="لم تُحتسب خبرتي في المدارس الأهلية ضمن المستوى، وقد رُفض اعتراضي.",
        summary="احتساب خبرة أهلية بعد رفض الاعتراض", harm="serious", kind="grievance", department="HR",
        decision="تُراجع شهادات الخبرة في المدارس الأهلية، ويُصحح المستوى إن ثبت استحقاقه.",
    ),
    Matter(
        subject="مبادرة قراءة",
        text="أعددنا مبادرة للقراءة في خمس مدارس ونرغب في عرضها لتعميمها.",
        summary="عرض مبادرة قراءة لتعميمها", harm="none", kind="suggestion", department="GUIDANCE",
        decision="تُطبق المبادرة في عشر مدارس هذا الفصل، ويُرفع تقرير بأثرها قبل تعميمها.",
    ),
)  # fmt: skip
BUS = Matter(
    subject="إلغاء مسار الحافلة في حي النرجس",
    text="أُلغي مسار الحافلة المدرسية في حي النرجس، ولا وسيلة لبناتنا للوصول إلى المدرسة.",
    summary="إلغاء مسار حافلة حي النرجس", harm="serious", kind="complaint", department="TRANSPORT",
    decision="يُعاد مسار حافلة حي النرجس، أو يُوفر بديل عنه، خلال أسبوعين.",
)  # fmt: skip
BY_SUBJECT = {matter.subject: matter for matter in (*MATTERS, BUS)}


def ask_to_meet(cast: Cast, people: list[BeneficiaryPlan], now: datetime, seed: int) -> int:
    """Let people ask to meet the official, and be received; how many asked."""
    rng = Random(seed)  # noqa: S311 - invented data, no secret
    officer = next(
        actor for worker, actor in cast.actors.items()
        if worker.place.startswith(f"{CENTRE}-") and actor.role == "meetings_officer"
    )  # fmt: skip
    begins = now - BEFORE
    if officer.centre_id is None:
        return 0
    _minister_receives(cast, now)
    actions.set_times(
        actor=officer, centre_id=officer.centre_id, weekday=MONDAY, opens=time(10), closes=time(12), places=8, minutes=15,
        room=ROOM, first_day=begins.astimezone(days.RIYADH).date(), at=begins,
    )  # fmt: skip
    chosen = rng.sample([person for person in people if person.category != "company"], COUNT)
    moments = sorted(
        begins + timedelta(minutes=rng.randint(60, int(BEFORE.total_seconds() // 60) - 200)) for _each in chosen
    )
    sessions = list(Session.objects.filter(centre=officer.centre_id, ends_at__lt=now).order_by("begins_at"))
    for number, (person, at) in enumerate(zip(chosen, moments, strict=True)):
        while sessions and sessions[0].begins_at < at:
            _hold(rng, officer, sessions.pop(0))
        _asks(rng, officer, person, number, at, now)
    for session in sessions:
        _hold(rng, officer, session)
    actions.lay_out(centre_id=officer.centre_id, at=now)
    coming = Session.objects.filter(centre=officer.centre_id, begins_at__gt=now, state=Session.PLANNED).order_by(
        "begins_at"
    )
    if (following := coming.first()) is not None:
        drawn = days.last_at_work(now) - timedelta(minutes=50)
        actions.draw_up(actor=officer, session_id=following.pk, at=drawn, reserves=3)  # the others wait for the next
        for seat in following.seats.filter(state=Seat.INVITED).select_related("request").order_by("place")[:3]:
            actions.confirm(actor=_whoever(seat.request), request_id=seat.request_id, at=drawn + timedelta(minutes=30))
    return COUNT


def _minister_receives(cast: Cast, now: datetime) -> None:
    """The minister's fixed times, at the ministry's main centre, from the coming week on: nobody has asked yet."""
    office = next(actor for worker, actor in cast.actors.items() if actor.role == "minister_office")
    today = now.astimezone(days.RIYADH).date()
    centre = centres.centres(today).filter(parent_id=office.place_id).first()
    if centre is not None:
        actions.set_times(
            actor=office, centre_id=centre.pk, weekday=TUESDAY, opens=time(11), closes=time(13), places=8, minutes=15,
            room=MINISTERS_ROOM, first_day=today, at=now - timedelta(days=1),
        )  # fmt: skip


def _asks(rng: Random, officer: Actor, person: BeneficiaryPlan, number: int, at: datetime, now: datetime) -> None:
    together = number % 6 == 4
    matter = BUS if together else rng.choice(MATTERS)
    request = actions.file_request(
        actor=beneficiary_actor(beneficiary_id=0, ticket_id=None, name=person.name),
        asker=Asker(
            identity=Identity(person.identity_kind, person.identity_number),
            name=person.name,
            category=person.category,
            mobile=person.mobile,
        ),
        channel="portal",
        centre_id=officer.centre_id or 0,
        subject=matter.subject,
        text=matter.text,
        concerned=rng.choice((1, 1, 1, 4, 14, 60)),
        need=rng.choice(("none",) * 6 + ("elderly", "disability")),
        at=at,
    )
    if number >= COUNT - 4:
        return  # nobody has looked at it yet
    later, latest = days.at_work(at + timedelta(hours=rng.randint(1, 6))), now - timedelta(minutes=90)
    outcome = rng.choice(("reached", "reached", "no_answer", "busy"))
    if later > latest:
        return  # nobody has worked since
    actions.call(
        actor=officer, request_id=request.pk, purpose="confirm_receipt", outcome=outcome,
        text="أُكد وصول الطلب" if outcome == "reached" else "", at=later,
    )  # fmt: skip
    actions.take(actor=officer, request_id=request.pk, at=later)
    if number in {9, 17}:
        actions.return_for_completion(
            actor=officer, request_id=request.pk, missing="صورة من القرار الصادر في الموضوع", at=later
        )
        return
    if number == COUNT - 6:
        return
    actions.sort(
        actor=officer, request_id=request.pk, kind=matter.kind, summary=matter.summary,
        harm=matter.harm, concerned=request.concerned,
        need=request.need, tried=rng.choice(("no", "asked", "answered")), entity_id=_department(matter).pk,
        at=later,
    )  # fmt: skip
    if together:
        actions.put_under_cause(actor=officer, request_id=request.pk, title="مسار الحافلة في حي النرجس", at=later)
    if number == 13:
        reason = "يُعالج الموضوع لدى إدارة شؤون المعلمين، وقد أُحيل إليها."
        actions.decline(actor=officer, request_id=request.pk, reason=reason, at=later)


def _hold(rng: Random, officer: Actor, session: Session) -> None:
    """A session that is over: drawn up some days before, and held."""
    actions.draw_up(actor=officer, session_id=session.pk, at=session.begins_at - timedelta(days=1))
    for seat in session.seats.filter(state=Seat.INVITED).select_related("request").order_by("place"):
        chance = rng.random()
        if chance < 0.7:
            at = session.begins_at - timedelta(hours=12)
            actions.confirm(actor=_whoever(seat.request), request_id=seat.request_id, at=at)
        if chance > 0.85:
            actions.miss(actor=officer, request_id=seat.request_id, at=seat.begins_at + timedelta(minutes=10))
            continue
        _receive(rng, officer, seat)


def _receive(rng: Random, officer: Actor, seat: Seat) -> None:
    at, pk = seat.begins_at + timedelta(minutes=2), seat.request_id
    matter = BY_SUBJECT[seat.request.subject]
    actions.attend(actor=officer, request_id=pk, at=at)
    if rng.random() < 0.4:
        actions.settle(actor=officer, request_id=pk, text="أُوضح للمستفيد ما تم في موضوعه، واكتفى بذلك.", at=at)
        return
    due = date.fromordinal(at.date().toordinal() + 21)
    decision = actions.decide(
        actor=officer, request_id=pk, text=matter.decision, owner_id=_department(matter).pk, due_on=due, at=at
    )
    chance, later = rng.random(), at + timedelta(minutes=30)
    if chance < 0.5:
        with an_errand():  # of the same words on one day one directive is made
            actions.pass_on(actor=officer, request_id=pk, decision=decision.number, by="directive", at=later)
    elif chance < 0.75:
        kind = matter.kind if matter.kind in {"complaint", "suggestion"} else "inquiry"
        actions.pass_on(actor=officer, request_id=pk, decision=decision.number, type=kind, at=later)


def _department(matter: Matter) -> Place:
    return Place.objects.get(code=f"{DEPARTMENTS}{matter.department}")


def _whoever(request: MeetingRequest) -> Actor:
    return beneficiary_actor(
        beneficiary_id=request.beneficiary_id, ticket_id=None, meeting_id=request.pk, name=request.asked_as
    )
