"""Others asked for a statement about tickets that are being worked on: some awaited, some late, some stated, some by a link.

Made after the lives, so that it is the last thing that happened to its ticket; through the actions that people call.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

from tawasul.attachments import queries as attachments
from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor, guest_actor
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import BY_KEY, PlaceKind, Power
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.enclosures import enclosure
from tawasul.cli.demonstration.errands import an_errand
from tawasul.tickets import actions
from tawasul.tickets.lifecycle import Action, State, TicketType
from tawasul.tickets.models import Statement, Ticket
from tawasul.tickets.policies import steps_open_to
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.statements.entities import Asking

_WORKED_ON = (State.IN_TRIAGE, State.WITH_COORDINATOR, State.REPLY_DRAFTED)
# Of the tickets that are being worked on: most of what has lain for days, in which others had time to state, or to be late.
_LAIN, _SHARE_LAIN, _SHARE = timedelta(days=2), 0.8, 0.3
_OUTSIDE = (
    ("body", "شركة الريادة للنقل المدرسي", "operations@riyada-transport.example"),
    ("body", "مستشفى الأمل التخصصي", "records@alamal-hospital.example"),
    ("body", "مكتب الإتقان للاستشارات الهندسية", "office@itqan-eng.example"),
    ("school", "مدرسة ابن خلدون الابتدائية", "ibn-khaldun@schools.example"),
    ("school", "ثانوية الرواد", "alruwad@schools.example"),
)
_QUESTIONS = (
    "نأمل إفادتنا بما لديكم عن الموضوع: ما الذي تم، ومتى، وما المتبقي لإنجازه؟",
    "ورد إلينا طلب يتصل بعملكم. هل سبق أن عولج لديكم؟ نأمل تزويدنا بتاريخ الإجراء ونسخة من المستند إن وجد.",
    "نحتاج إلى معرفة الموعد المتوقع للتنفيذ لديكم وسبب التأخر إن وجد، ليتسنى لنا الرد على المستفيد.",
    "هل تنطبق الشروط المعلنة على الحالة الموضحة في المرفق؟ نأمل الإفادة مع ذكر السند النظامي.",
)
_ANSWERS = (
    "بعد الرجوع إلى السجلات تبين أن الإجراء اكتمل في الأسبوع الماضي، وأُشعر صاحب الطلب برسالة نصية في حينه.",
    "الموضوع قيد التنفيذ لدينا، والموعد المتوقع لاكتماله خمسة أيام عمل من تاريخه. لا يوجد ما يمنع إشعار المستفيد بذلك.",
    "لم يرد إلينا طلب سابق بهذا الشأن. نفيدكم بأن الشروط تنطبق متى استُكملت صورة القرار.",
)
_BACK = (
    "نأمل تحديد الفترة المقصودة بالسؤال.",
    "هل المقصود المبنى القديم أم الجديد؟",
)
_TOLD = "المقصود الفصل الدراسي الحالي."
_WITHOUT = "تأخرت الإفادة، ولدينا من المستندات ما يكفي للرد."


def ask_others(now: datetime, say: Callable[[str, int, int], None], *, enclosing: bool = True) -> None:
    """Ask, as of the time when each ticket was last worked on, and let those asked answer until `now`.

    What becomes of a ticket follows from its number, whichever others the caller's transaction sees. Where not `enclosing`,
    no answer comes with a file.
    """
    rows = Ticket.objects.filter(state__in=[state.value for state in _WORKED_ON], holder__isnull=False)
    lots = [(row, Random(row.reference)) for row in rows.exclude(type=TicketType.REPORT.value).order_by("pk")]  # noqa: S311
    chosen = [
        (row, lot) for row, lot in lots if lot.random() < (_SHARE_LAIN if now - row.changed_at > _LAIN else _SHARE)
    ]
    for done, (ticket, lot) in enumerate(chosen, 1):
        with an_errand():
            _Errand(ticket, lot, now, enclosing=enclosing).run(done)
        say("statements", done, len(chosen))


class _Errand:
    """One ticket's statements."""

    def __init__(self, ticket: Ticket, rng: Random, now: datetime, *, enclosing: bool) -> None:
        self.ticket, self.rng, self.now, self.enclosing = ticket, rng, now, enclosing
        self.actor = _holder(ticket, now)

    def run(self, number: int) -> None:
        """Ask one or two; what becomes of each goes round: answered, asked back, answered after that, left open, withdrawn."""
        at = days.after_work(self.ticket.changed_at, self.rng.randint(10, 120))
        entities = self._entities(number)
        if self.actor is None or at >= self.now or not entities:
            return
        asked = actions.ask_statements(
            actor=self.actor, ticket_id=self.ticket.pk, entities=entities, question=self.rng.choice(_QUESTIONS), at=at
        )
        for place, statement in enumerate(asked):
            self._follow(statement, (number + place) % 5, at)

    def _entities(self, number: int) -> list[Asking]:
        papers = tuple(row.pk for row in attachments.for_subject(SUBJECT_KIND, self.ticket.pk)[:1])
        found = [Asking(place=place.pk, papers=papers) for place in self._places(number)]
        if number % 3 == 1:
            kind, name, email = self.rng.choice(_OUTSIDE)
            found.append(Asking(kind=kind, name=name, email=email, papers=papers, within=2))
        return found

    def _places(self, number: int) -> list[Place]:
        """A department of the same centre; every fourth time another centre."""
        day = self.now.date()
        if number % 4 == 0:
            elsewhere = list(centres.centres(day).exclude(pk=self.ticket.centre_id).order_by("pk"))
            return [self.rng.choice(elsewhere)]
        own = centres.departments_of(self.ticket.centre_id, day)
        others = [place for place in own if place.pk != self.ticket.department_id]
        return [self.rng.choice(others)] if others else []

    def _follow(self, statement: Statement, course: int, at: datetime) -> None:
        guest, later = self._guest(statement), days.after_work(at, self.rng.randint(60, 700))
        if guest is None or later >= self.now:
            return
        if course == 0:
            self._remind(statement, days.after_work(later, 420))
            return
        if course in (1, 2):
            actions.ask_back(actor=guest, statement_id=statement.pk, text=self.rng.choice(_BACK), at=later)
            later = days.after_work(later, self.rng.randint(30, 300))
            if course == 1 or later >= self.now or not self._may(Action.ANSWER_BACK):
                return
            actions.answer_back(
                actor=self._asker, ticket_id=self.ticket.pk, number=statement.number, text=_TOLD, at=later
            )
            later = days.after_work(later, self.rng.randint(30, 300))
        if course == 4:
            later = days.after_work(later, 3 * 420)
            if later < self.now and self._may(Action.GO_ON_WITHOUT):
                actions.go_on_without(
                    actor=self._asker,
                    ticket_id=self.ticket.pk,
                    numbers=[statement.number],
                    reason=_WITHOUT,
                    at=later,
                )
            return
        if later < self.now:
            name, content = enclosure("document", self.ticket.pk)
            files: Sequence[SimpleUploadedFile] = (
                [SimpleUploadedFile(name, content)] if course == 3 and self.enclosing else []
            )
            actions.state(
                actor=guest, statement_id=statement.pk, text=self.rng.choice(_ANSWERS), uploads=files, at=later
            )

    def _remind(self, statement: Statement, at: datetime) -> None:
        if at < self.now and self._may(Action.REMIND_STATEMENT):
            actions.remind_statement(actor=self._asker, ticket_id=self.ticket.pk, number=statement.number, at=at)

    @property
    def _asker(self) -> Actor:
        if self.actor is None:
            raise ValueError(self.ticket)
        return self.actor

    def _may(self, action: Action) -> bool:
        ticket = Ticket.objects.get(pk=self.ticket.pk)
        return action in {step.action for step in steps_open_to(self._asker, ticket)}

    def _guest(self, statement: Statement) -> Actor | None:
        if not statement.inside:
            return guest_actor(statement_id=statement.pk, name="عبدالرحمن السهلي، مدير المكتب")
        where = statement.department or statement.centre
        rows = Membership.objects.filter(centres.held_on(self.now.date()), role__in=_ANSWERING, user__is_active=True)
        kinds = [PlaceKind.CENTRE.value, PlaceKind.UNIT.value]
        if statement.department is not None:
            rows = rows.filter(place=where)
        elif where is not None:
            rows = rows.filter(place__path__startswith=where.path, place__kind__in=kinds)
        member = rows.select_related("user", "place").order_by("pk").first()
        return centres.actor_for(member) if member else None


_ANSWERING = tuple(role.key for role in BY_KEY.values() if Power.ANSWER in role.powers)


def _holder(ticket: Ticket, now: datetime) -> Actor | None:
    """Whoever has the ticket, in the role in which they may ask; None where they have none any more."""
    for member in centres.memberships_of(ticket.holder_id or 0, now.date()):
        actor = centres.actor_for(member)
        if Action.ASK_STATEMENTS in {step.action for step in steps_open_to(actor, ticket)}:
            return actor
    return None
