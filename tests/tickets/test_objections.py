"""A parent objects to a reply: in time, to somebody above, and what was measured stays as it was measured."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tawasul.attachments.models import Attachment
from tawasul.clocks.models import Clock
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices.models import Notice
from tawasul.tickets import actions, policies, queries, worklists
from tawasul.tickets.lifecycle import Action, State
from tawasul.tickets.models import Objection, Reply, Ticket
from tawasul.timeline.models import Event
from tests.attachments.samples import png
from tests.cast import Cast, asking, filed, hours, replied, under_review

WRONG = "الرد لم يذكر موعد عودة الحافلة ولا سبب تأخرها."
RIGHT = "تبيّن أن الرد لم يجب عن السؤال، ويُعاد النظر فيه مع الإدارة."


def told(kind: str) -> set[str]:
    rows = Notice.objects.filter(kind=kind).select_related("user")
    return {row.user.email.split("@")[0] if row.user else row.address for row in rows}


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def objected(cast: Cast, at: float = 10) -> Ticket:
    ticket = replied(cast)
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text=WRONG, at=hours(at))
    return fresh(ticket)


def may(actor: object, ticket: Ticket) -> set[Action]:
    return {row.action for row in policies.steps_open_to(actor, ticket, hours(10))}  # type: ignore[arg-type]


def test_a_parent_objects_and_wins_and_the_ticket_lives_again(cast: Cast) -> None:
    ticket = replied(cast)
    first = Clock.objects.get(subject_id=ticket.pk, step="whole")
    actions.close(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(8))
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text=WRONG, at=hours(10))
    now = fresh(ticket)
    assert (now.state, now.ended_at, now.replied_at) == ("objected", None, ticket.replied_at)
    assert told("objection_to_decide") == {"services_supervisor"}, "one level above the department's supervisor"
    assert told("objection_received") == {"+966501234567"}
    actions.uphold_objection(
        actor=cast.services_supervisor, ticket_id=ticket.pk, outcome="upheld", reasons=RIGHT, at=hours(12)
    )
    now = fresh(ticket)
    assert (now.state, now.cycle, now.replied_at, now.department_id) == ("submitted", 2, None, None)
    assert told("objection_decided") == {"coordinator", "department_supervisor"}
    objection = Objection.objects.get()
    assert (objection.replied_at, objection.closed_at) == (hours(6), hours(8)), "the first closing stays"
    wholes = Clock.objects.filter(subject_id=ticket.pk, step="whole").order_by("leg")
    assert [clock.leg for clock in wholes] == [1, 2]
    assert (wholes[0].ended_at, wholes[0].used, wholes[0].late_by) == (first.ended_at, first.used, first.late_by)
    assert wholes[1].began_at == hours(12)
    assert now.committed_at == wholes[1].due_at
    seen = queries.public_contents_of(now)
    assert seen.furthest is State.SUBMITTED
    assert seen.reply is not None


def test_the_second_life_is_answered_again(cast: Cast) -> None:
    ticket = objected(cast)
    actions.uphold_objection(
        actor=cast.services_supervisor, ticket_id=ticket.pk, outcome="partly", reasons=RIGHT, at=hours(12)
    )
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(13))
    place = cast.places["transport"].pk
    actions.refer_to_department(
        actor=cast.complaint_officer, ticket_id=ticket.pk, department_id=place, reason="للنظر من جديد", at=hours(14)
    )
    actions.accept(actor=cast.second_coordinator, ticket_id=ticket.pk, at=hours(15))
    text = "تعود الحافلة يوم الأحد، ونعتذر عن التأخر."
    actions.draft_reply(actor=cast.second_coordinator, ticket_id=ticket.pk, text=text, at=hours(16))
    actions.submit_reply(actor=cast.second_coordinator, ticket_id=ticket.pk, text=text, at=hours(17))
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(18))
    now = fresh(ticket)
    assert (now.state, now.replied_at) == ("replied", hours(18))
    shown = queries.public_contents_of(now).reply
    assert shown is not None
    assert shown.text == text
    assert Reply.objects.filter(ticket=ticket, state=Reply.APPROVED).count() == 2


def test_an_objection_is_rejected_with_reasons_and_the_ticket_is_closed(cast: Cast) -> None:
    ticket = objected(cast)
    with pytest.raises(Invalid):
        actions.reject_objection(actor=cast.supervisor, ticket_id=ticket.pk, reasons=" ", at=hours(12))
    actions.reject_objection(
        actor=cast.supervisor, ticket_id=ticket.pk, reasons="ذكر الرد الموعد في سطره الأخير.", at=hours(12)
    )
    now = fresh(ticket)
    assert (now.state, now.ended_at, now.cycle) == ("closed", hours(12), 1)
    with pytest.raises(Conflict):
        actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text=WRONG, at=hours(13))


def test_who_wrote_or_approved_it_or_stands_below_does_not_decide(cast: Cast) -> None:
    ticket = objected(cast)
    for name in ("coordinator", "department_supervisor", "complaint_officer", "quality_officer", "official"):
        assert not {Action.UPHOLD_OBJECTION, Action.REJECT_OBJECTION} & may(cast.actor(name), ticket), name
        with pytest.raises(NotAllowed):
            actions.reject_objection(
                actor=cast.actor(name), ticket_id=ticket.pk, reasons="لا وجه له أبدًا", at=hours(11)
            )
    with pytest.raises(NotFound):
        actions.reject_objection(actor=cast.stranger, ticket_id=ticket.pk, reasons="لا وجه له أبدًا", at=hours(11))
    for name in ("services_supervisor", "supervisor", "official_office", "ministry_supervisor"):
        assert Action.UPHOLD_OBJECTION in may(cast.actor(name), ticket), name
        assert worklists.counts_for(cast.actor(name))["to-decide"] == 1


def test_what_the_centres_supervisor_approved_goes_up_to_the_sector(cast: Cast) -> None:
    ticket = under_review(cast)
    actions.approve_reply(actor=cast.supervisor, ticket_id=ticket.pk, at=hours(6))
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text=WRONG, at=hours(10))
    assert told("objection_to_decide") == {"official_office"}
    assert worklists.counts_for(cast.services_supervisor)["to-decide"] == 0
    assert worklists.counts_for(cast.services_supervisor)["objected"] == 1


def test_at_the_top_a_colleague_decides(cast: Cast) -> None:
    ticket = under_review(cast)
    actions.approve_reply(actor=cast.ministry_supervisor, ticket_id=ticket.pk, at=hours(6))
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text=WRONG, at=hours(10))
    assert Action.REJECT_OBJECTION not in may(cast.ministry_supervisor, fresh(ticket))
    assert Objection.objects.get().above == 6


def test_the_time_to_object_ends_and_then_the_ticket_is_closed(cast: Cast) -> None:
    ticket = replied(cast)
    assert ticket.objectable_until == hours(6) + timedelta(days=10)
    last = hours(6) + timedelta(days=10)
    assert actions.close_unobjected(at=last) == 0
    assert Action.OBJECT in {row.action for row in policies.steps_open_to(asking(ticket), ticket, last)}
    assert actions.close_unobjected(at=last + timedelta(minutes=1)) == 1
    assert fresh(ticket).state == "closed"
    with pytest.raises(Conflict):
        actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text=WRONG, at=last + timedelta(minutes=2))


def test_an_objection_that_is_open_is_not_closed_by_time(cast: Cast) -> None:
    ticket = objected(cast)
    assert actions.close_unobjected(at=hours(24 * 40)) == 0
    assert fresh(ticket).state == "objected"


def test_how_often_one_may_object_is_the_documents(cast: Cast) -> None:
    ticket = objected(cast)
    actions.uphold_objection(
        actor=cast.services_supervisor, ticket_id=ticket.pk, outcome="upheld", reasons=RIGHT, at=hours(11)
    )
    Ticket.objects.filter(pk=ticket.pk).update(
        state="replied", replied_at=hours(12), objectable_until=hours(200), objection_count=2
    )
    assert Action.OBJECT not in may(asking(ticket), fresh(ticket))


def test_a_beneficiary_drops_their_objection(cast: Cast) -> None:
    ticket = objected(cast)
    actions.drop_objection(actor=asking(ticket), ticket_id=ticket.pk, reason="وصلني التوضيح", at=hours(11))
    assert fresh(ticket).state == "closed"
    assert Objection.objects.get().state == "dropped"


def test_an_objection_has_its_own_clock_and_is_late_at_its_deciders(cast: Cast) -> None:
    ticket = objected(cast)
    (clock,) = Clock.objects.filter(subject_id=ticket.pk, ended_at=None)
    assert clock.step == "objection"
    assert ticket.due_at == clock.due_at
    from tawasul.clocks.models import Hearer
    from tawasul.clocks.sounding import sound_due

    sound_due(at=clock.due_at + timedelta(minutes=1))
    heard = {row.user.email.split("@")[0] for row in Hearer.objects.select_related("user")}
    assert heard == {"services_supervisor"}


def test_no_objection_before_a_reply_or_to_somebody_elses_request(cast: Cast) -> None:
    ticket, done = filed(cast), replied(cast, subject="شأن آخر")
    with pytest.raises(Conflict):
        actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text=WRONG, at=hours(10))
    with pytest.raises(NotFound):
        actions.object_to_reply(actor=asking(ticket), ticket_id=done.pk, text=WRONG, at=hours(10))


def test_papers_come_with_an_objection_and_are_told_from_the_tickets_other_files(cast: Cast) -> None:
    ticket = under_review(cast)
    early = SimpleUploadedFile("صورة الباص.png", png())
    actions.add_files(actor=asking(ticket), ticket_id=ticket.pk, uploads=[early], at=hours(5))
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6))
    papers = [SimpleUploadedFile(name, png(size)) for size, name in enumerate(("قرار الإدارة.png", "كشف.png"), start=2)]
    made = actions.object_to_reply(
        actor=cast.counter_officer,
        ticket_id=ticket.pk,
        text=WRONG,
        channel="counter",
        uploads=papers,
        at=hours(10),
    )
    contents = queries.contents_of(fresh(ticket))
    (objection,) = contents.objections
    assert objection.pk == made.pk
    assert [paper.attachment.name for paper in objection.papers.all()] == ["قرار الإدارة.png", "كشف.png"]
    assert [each.name for each in queries.files_apart(contents.files, contents.objections)] == ["صورة الباص.png"]
    told_of_files = Event.objects.filter(subject_id=ticket.pk, kind="files_added").latest("sequence")
    assert told_of_files.data["names"] == "قرار الإدارة.png، كشف.png"
    seen = queries.public_contents_of(fresh(ticket))
    assert [paper.attachment.name for paper in seen.objections[0].papers.all()] == ["قرار الإدارة.png", "كشف.png"]


def test_a_refused_paper_leaves_neither_objection_nor_file(cast: Cast) -> None:
    ticket = replied(cast)
    papers = [SimpleUploadedFile("كشف.png", png()), SimpleUploadedFile("خطر.exe", b"MZ" + b"\0" * 200)]
    with pytest.raises(Invalid) as refused:
        actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text=WRONG, uploads=papers, at=hours(10))
    assert set(refused.value.fields) == {"files"}
    assert fresh(ticket).state == "replied"
    assert not Objection.objects.exists()
    assert not Attachment.objects.exists()
