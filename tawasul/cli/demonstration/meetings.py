"""Who asks to meet the official in the centre that the demonstration shows most of: told through the actions that people
call there, from three weeks ago on, with a session that was held, one that is drawn up, and requests in every list."""

from datetime import date, datetime, time, timedelta
from random import Random

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
COUNT, ROOM = 30, "مكتب المدير العام للتعليم، الدور الثالث"
MONDAY = 0
OWNER = "RUH-D-TRANSPORT"  # who carries out what is decided

# Subject, what is asked, its summary, harm, kind.
MATTERS: tuple[tuple[str, str, str, str, str], ...] = (
    ("نقل خارجي رُفض مرتين", "تقدمت بطلب نقل خارجي لظروف والدتي الصحية ورُفض مرتين، وأرجو عرض الأمر على المدير العام.",
     "نقل خارجي لظروف صحية رُفض مرتين", "serious", "grievance"),
    ("تأخر صرف بدل النقل", "لم يُصرف بدل النقل لمنسوبي مدرستنا منذ فصلين، وراجعنا شؤون الموظفين دون نتيجة.",
     "تأخر بدل النقل لمنسوبي مدرسة", "some", "complaint"),
    ("ازدحام فصول المدرسة", "عدد الطالبات في الفصل يزيد على أربعين، ونقترح فصولًا إضافية في المبنى المجاور.",
     "ازدحام الفصول واقتراح فصول إضافية", "some", "suggestion"),
    ("سلامة مبنى مستأجر", "في المبنى المستأجر تشققات ظاهرة وتسرب مياه قرب لوحة الكهرباء، وأبناؤنا فيه كل يوم.",
     "تشققات وتسرب مياه في مبنى مستأجر", "urgent", "complaint"),
    ("معادلة شهادة", "تأخرت معادلة شهادتي وموعد المفاضلة على الوظائف بعد أسبوعين.",
     "تأخر معادلة شهادة قبل المفاضلة", "urgent", "request"),
    ("احتساب سنوات خبرة", "لم تُحتسب خبرتي في المدارس الأهلية ضمن المستوى، وقد رُفض اعتراضي.",
     "احتساب خبرة أهلية بعد رفض الاعتراض", "serious", "grievance"),
    ("مبادرة قراءة", "أعددنا مبادرة للقراءة في خمس مدارس ونرغب في عرضها لتعميمها.",
     "عرض مبادرة قراءة لتعميمها", "none", "suggestion"),
)  # fmt: skip
BUS = ("إلغاء مسار الحافلة في حي النرجس", "أُلغي مسار الحافلة المدرسية في حي النرجس، ولا وسيلة لبناتنا للوصول إلى المدرسة.",
       "إلغاء مسار حافلة حي النرجس", "serious", "complaint")  # fmt: skip
DECISIONS = ("يُدرس الطلب من لجنة النقل ويُرفع قرارها خلال أسبوعين.", "تُعاين الجهة المختصة الموقع وتعالج الملحوظة عاجلًا.")


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
        actions.draw_up(actor=officer, session_id=following.pk, at=now - timedelta(minutes=50))
        for seat in following.seats.filter(state=Seat.INVITED).select_related("request").order_by("place")[:3]:
            actions.confirm(actor=_whoever(seat.request), request_id=seat.request_id, at=now - timedelta(minutes=20))
    return COUNT


def _asks(rng: Random, officer: Actor, person: BeneficiaryPlan, number: int, at: datetime, now: datetime) -> None:
    together = number % 6 == 4
    subject, text, summary, harm, kind = BUS if together else rng.choice(MATTERS)
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
        subject=subject,
        text=text,
        concerned=rng.choice((1, 1, 1, 4, 14, 60)),
        need=rng.choice(("none",) * 6 + ("elderly", "disability")),
        at=at,
    )
    if number >= COUNT - 4:
        return  # nobody has looked at it yet
    later = min(at + timedelta(hours=rng.randint(1, 6)), now - timedelta(minutes=90))
    actions.call(
        actor=officer, request_id=request.pk, purpose="confirm_receipt",
        outcome=rng.choice(("reached", "reached", "no_answer", "busy")), text="أُكد وصول الطلب", at=later,
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
        actor=officer, request_id=request.pk, kind=kind, summary=summary, harm=harm, concerned=request.concerned,
        need=request.need, tried=rng.choice(("no", "asked", "answered")), entity_name="شؤون المدارس", at=later,
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
    owner = Place.objects.get(code=OWNER)
    actions.attend(actor=officer, request_id=pk, at=at)
    if rng.random() < 0.4:
        actions.settle(actor=officer, request_id=pk, text="أُوضح للمستفيد ما تم في موضوعه، واكتفى بذلك.", at=at)
        return
    due = date.fromordinal(at.date().toordinal() + 21)
    decision = actions.decide(
        actor=officer, request_id=pk, text=rng.choice(DECISIONS), owner_id=owner.pk, due_on=due, at=at
    )
    if rng.random() < 0.6:
        with an_errand():  # of the same words on one day one directive is made
            later = at + timedelta(minutes=30)
            actions.pass_on(actor=officer, request_id=pk, decision=decision.number, by="directive", at=later)


def _whoever(request: MeetingRequest) -> Actor:
    return beneficiary_actor(
        beneficiary_id=request.beneficiary_id, ticket_id=None, meeting_id=request.pk, name=request.asked_as
    )
