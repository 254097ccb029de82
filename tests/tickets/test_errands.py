"""Errands of people, told from filing to the reply."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tawasul.attachments.models import Attachment
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices import compose
from tawasul.notices.models import Notice
from tawasul.people.models import Beneficiary, Unmasking, User
from tawasul.tickets import actions, policies, queries
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Completion, Custody, Reply, Ticket
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.cast import (
    PARENT,
    SUNDAY,
    VISITOR_WITHOUT_MOBILE,
    Cast,
    asking,
    filed,
    hours,
    replied,
    under_review,
    with_coordinator,
)


def told(ticket: Ticket, channel: str) -> list[str]:
    rows = Notice.objects.filter(subject_kind="ticket", subject_id=ticket.pk, channel=channel)
    return list(rows.order_by("id").values_list("kind", flat=True))


def test_a_parents_complaint_is_completed_answered_and_read(cast: Cast) -> None:
    ticket = filed(cast)
    first_commitment = ticket.committed_at
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=ticket.pk, missing="اسم المدرسة ورقم الباص", at=hours(2)
    )
    actions.complete(actor=asking(ticket), ticket_id=ticket.pk, text="مدرسة الواحة، باص 12", at=hours(26))
    actions.refer_to_department(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        department_id=cast.places["transport"].pk,
        reason="من اختصاص النقل المدرسي",
        at=hours(27),
    )
    actions.accept(actor=cast.coordinator, ticket_id=ticket.pk, at=hours(28))
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="نعتذر", at=hours(29))
    actions.submit_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="نعتذر، عاد الباص اليوم.", at=hours(30))
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(31))

    ticket = Ticket.objects.get(pk=ticket.pk)
    assert ticket.state == "replied"
    assert ticket.committed_at > first_commitment, "the day the parent owed is not counted"
    assert told(ticket, "sms") == [
        "ticket_received",
        "ticket_returned",
        "ticket_completed_thanks",
        "ticket_referred",
        "reply_ready",
    ]
    seen = queries.public_contents_of(ticket)
    assert seen.reply is not None
    assert seen.reply.text == "نعتذر، عاد الباص اليوم."
    assert [event.kind for event in seen.events] == [
        "filed",
        "taken",
        "returned",
        "completed",
        "referred_to_department",
        "reply_submitted",
        "reply_approved",
    ]
    assert not list(broken_links())


def test_everyone_can_tell_who_held_it_for_how_long(cast: Cast) -> None:
    ticket = replied(cast)
    legs = queries.durations(queries.contents_of(ticket).legs, hours(100))
    assert [(each.leg.hands, each.duration) for each in legs] == [
        ("centre", timedelta(hours=1)),
        ("centre", timedelta(hours=1)),
        ("department", timedelta(hours=1)),
        ("coordinator", timedelta(hours=2)),
        ("review", timedelta(hours=1)),
    ]
    assert not Custody.objects.filter(ticket=ticket, ended_at=None).exists()


def test_a_reply_is_sent_back_once_and_then_approved(cast: Cast) -> None:
    ticket = under_review(cast)
    actions.send_back_reply(
        actor=cast.department_supervisor, ticket_id=ticket.pk, reasons="اذكر موعد عودة الباص", at=hours(6)
    )
    draft = Reply.objects.get(ticket=ticket, state=Reply.DRAFT)
    assert draft.text == Reply.objects.get(ticket=ticket, round=1).text, "the author goes on from what they wrote"
    actions.submit_reply(
        actor=cast.coordinator, ticket_id=ticket.pk, text="يعود الباص يوم الأحد القادم صباحا.", at=hours(7)
    )
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(8))
    rounds = Reply.objects.filter(ticket=ticket).order_by("round")
    assert [(row.state, bool(row.released_at)) for row in rounds] == [("sent_back", False), ("approved", True)]
    assert told(ticket, "in_app").count("reply_sent_back") == 1


def test_nobody_approves_their_own_reply(cast: Cast) -> None:
    ticket = filed(cast, type="inquiry")
    actions.take(actor=cast.services_supervisor, ticket_id=ticket.pk, at=hours(1))
    actions.draft_reply(actor=cast.services_supervisor, ticket_id=ticket.pk, text="الموعد هو", at=hours(2))
    actions.submit_reply(
        actor=cast.services_supervisor, ticket_id=ticket.pk, text="موعد التسجيل هو يوم الأحد القادم.", at=hours(3)
    )
    with pytest.raises(NotAllowed):
        actions.approve_reply(actor=cast.services_supervisor, ticket_id=ticket.pk, at=hours(4))
    assert Action.APPROVE_REPLY not in {row.action for row in policies.steps_open_to(cast.services_supervisor, ticket)}
    actions.approve_reply(actor=cast.supervisor, ticket_id=ticket.pk, at=hours(5))


def test_a_ticket_is_passed_back_and_on_but_never_closed_as_not_ours(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    with pytest.raises(Conflict):
        actions.close(actor=cast.supervisor, ticket_id=ticket.pk, at=hours(4))
    actions.pass_back(actor=cast.coordinator, ticket_id=ticket.pk, reason="يخص المتابعة", at=hours(4))
    actions.refer_to_department(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        department_id=cast.places["followup"].pk,
        reason="شكوى على الإدارة",
        at=hours(5),
    )
    ticket.refresh_from_db()
    assert (ticket.state, ticket.referral_count) == ("referred", 3)
    with pytest.raises(NotFound):
        actions.accept(actor=cast.coordinator, ticket_id=ticket.pk, at=hours(6))


def test_a_ticket_goes_to_the_centre_it_concerns_and_leaves_the_first(cast: Cast) -> None:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.refer_to_centre(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        centre_id=cast.places["other_centre"].pk,
        reason="تخص الجامعة",
        at=hours(2),
    )
    with pytest.raises(NotFound):
        queries.ticket_for(cast.complaint_officer, ticket.reference)
    seen = queries.ticket_for(cast.other_officer, ticket.reference)
    assert (seen.state, seen.sector_id) == ("submitted", cast.places["university"].pk)
    assert queries.ticket_for(cast.ministry_officer, ticket.reference) == seen


def test_a_draft_in_the_old_hands_is_set_aside_not_lost(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="مسودة أولى", at=hours(4))
    actions.refer_to_coordinator(
        actor=cast.department_supervisor,
        ticket_id=ticket.pk,
        membership_id=cast.members["second_coordinator"].pk,
        reason="إجازة الزميلة",
        at=hours(5),
    )
    with pytest.raises(NotAllowed):
        actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="تابع", at=hours(6))
    actions.draft_reply(actor=cast.second_coordinator, ticket_id=ticket.pk, text="مسودة ثانية", at=hours(7))
    assert [(row.state, row.text) for row in Reply.objects.filter(ticket=ticket).order_by("round")] == [
        ("set_aside", "مسودة أولى"),
        ("draft", "مسودة ثانية"),
    ]


def test_a_visitor_without_a_mobile_is_recorded_once(cast: Cast) -> None:
    how = {"actor": cast.counter_officer, "asker": VISITOR_WITHOUT_MOBILE, "type": "inquiry", "channel": "counter"}
    for day in (0, 1):
        actions.file_ticket(
            **how,  # type: ignore[arg-type]
            centre_id=cast.places["centre"].pk,
            subject="موعد التسجيل",
            text="متى يبدأ التسجيل للصف الأول الابتدائي؟",
            at=hours(day),
        )
    assert Beneficiary.objects.count() == 1
    assert not Notice.objects.filter(channel="sms").exists()


def test_a_report_needs_a_place_and_a_way_to_be_reached_and_is_told_at_once(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        actions.file_ticket(
            actor=cast.counter_officer,
            asker=VISITOR_WITHOUT_MOBILE,
            type="report",
            channel="counter",
            centre_id=cast.places["centre"].pk,
            subject="تماس كهربائي",
            text="تماس كهربائي في فصل دراسي",
            at=SUNDAY,
        )
    assert set(refused.value.fields) == {"other_contact", "incident_place"}
    assert not Ticket.objects.exists()
    ticket = filed(cast, type="report")
    assert (ticket.rank, ticket.committed_at) == (0, SUNDAY + timedelta(hours=2))
    assert "report_arrived" in told(ticket, "in_app")


def test_a_report_rings_whoever_it_comes_to_and_no_hour_is_too_late_for_its_beneficiary(cast: Cast) -> None:
    User.objects.filter(pk__in=[cast.user(name).pk for name in ("coordinator", "department_supervisor")]).update(
        mobile="+966500000001"
    )
    night = SUNDAY.replace(hour=23, minute=50)
    for kind, rings in (("report", ["report_referred", "report_to_review", "report_sent_back"]), ("inquiry", [])):
        ticket = filed(cast, type=kind, at=night)
        how: dict[str, Any] = {"ticket_id": ticket.pk, "at": night}
        officer = cast.report_officer if kind == "report" else cast.complaint_officer
        actions.take(actor=officer, **how)
        actions.refer_to_coordinator(
            actor=officer, membership_id=cast.members["coordinator"].pk, reason="للتواصل فورًا", **how
        )
        actions.draft_reply(actor=cast.coordinator, text="أُطفئ الحريق ولم يصب أحد.", **how)
        actions.submit_reply(actor=cast.coordinator, text="أُطفئ الحريق ولم يصب أحد.", **how)
        actions.send_back_reply(actor=cast.department_supervisor, reasons="متى؟", **how)
        actions.submit_reply(actor=cast.coordinator, text="أُطفئ الحريق قبل قليل ولم يصب أحد.", **how)
        actions.approve_reply(actor=cast.department_supervisor, **how)
        by_sms = Notice.objects.filter(subject_id=ticket.pk, channel="sms")
        to_staff = by_sms.filter(user__isnull=False).order_by("pk").values_list("kind", flat=True)
        assert list(dict.fromkeys(to_staff)) == rings
        to_beneficiary = by_sms.filter(user=None).values_list("kind", "next_attempt_at")
        leaves = night if kind == "report" else night.replace(hour=7, minute=0) + timedelta(days=1)
        assert set(to_beneficiary) == {("ticket_received", night), ("reply_ready", leaves)}


def test_what_the_first_saw_is_no_longer_so_for_the_second(cast: Cast) -> None:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1), seen=1)
    with pytest.raises(Conflict) as refused:
        actions.take(actor=cast.services_supervisor, ticket_id=ticket.pk, at=hours(1), seen=1)
    assert refused.value.code == "changed"
    assert [event.kind for event in events_of("ticket", ticket.pk)] == ["filed", "taken"]


def test_two_windows_of_one_author_do_not_overwrite_each_other(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    first = actions.draft_reply(
        actor=cast.coordinator, ticket_id=ticket.pk, text="نص النافذة الأولى", at=hours(4), revision=0
    )
    with pytest.raises(Conflict):
        actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="نص الثانية", at=hours(4), revision=0)
    actions.draft_reply(
        actor=cast.coordinator, ticket_id=ticket.pk, text="نص أطول", at=hours(5), revision=first.revision
    )
    assert Reply.objects.get(ticket=ticket).text == "نص أطول"


def test_the_beneficiary_withdraws_and_nobody_can_go_on(cast: Cast) -> None:
    ticket = under_review(cast)
    actions.withdraw(actor=asking(ticket), ticket_id=ticket.pk, reason="حلت المشكلة", at=hours(6))
    with pytest.raises(Conflict):
        actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(7))
    assert not Reply.objects.filter(ticket=ticket, state=Reply.UNDER_REVIEW).exists()


def test_a_withdrawal_while_something_was_asked_leaves_nothing_open(cast: Cast) -> None:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.return_for_completion(actor=cast.complaint_officer, ticket_id=ticket.pk, missing="رقم الباص", at=hours(2))
    actions.withdraw(actor=asking(ticket), ticket_id=ticket.pk, reason="لا أرغب", at=hours(3))
    assert not Completion.objects.filter(ticket=ticket, given_at=None).exists()


def test_each_look_at_what_is_masked_is_written_down(cast: Cast) -> None:
    ticket = filed(cast)
    seen = actions.unmask(
        actor=cast.complaint_officer, ticket_id=ticket.pk, field="identity", reason="مطابقة الهوية", at=hours(1)
    )
    assert seen == PARENT.identity.number
    assert Unmasking.objects.get().user == cast.user("complaint_officer")
    assert events_of("ticket", ticket.pk)[-1].kind == "unmasked"
    for name in ("reception_officer", "representative"):
        with pytest.raises(NotAllowed):
            actions.unmask(actor=cast.actor(name), ticket_id=ticket.pk, field="mobile", reason="فضول", at=hours(2))
    with pytest.raises(NotFound):
        actions.unmask(actor=cast.stranger, ticket_id=ticket.pk, field="mobile", reason="فضول", at=hours(2))
    assert Unmasking.objects.count() == 1


def test_files_that_cannot_be_accepted_leave_nothing(cast: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    ticket = filed(cast)
    uploads = [SimpleUploadedFile("a.png", b"not a picture"), SimpleUploadedFile("b.exe", b"MZ")]
    with pytest.raises(Invalid):
        actions.add_files(actor=asking(ticket), ticket_id=ticket.pk, uploads=uploads, at=hours(1))
    assert not Attachment.objects.exists()
    assert events_of("ticket", ticket.pk)[-1].kind == "filed"


def test_an_officer_who_began_an_answer_may_still_refer(cast: Cast) -> None:
    """What is saved as it is typed must not be a trap: the draft is set aside and the ticket goes on."""
    ticket = filed(cast, type="inquiry")
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.draft_reply(actor=cast.complaint_officer, ticket_id=ticket.pk, text="نفيدكم", at=hours(2))
    actions.refer_to_department(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        department_id=cast.places["transport"].pk,
        reason="تحتاج إلى رأي الإدارة",
        at=hours(3),
    )
    ticket.refresh_from_db()
    assert (ticket.state, ticket.holder_id) == ("referred", None)
    assert Reply.objects.get(ticket=ticket).state == Reply.SET_ASIDE


def test_messages_speak_the_language_of_the_request_and_promise_an_emergency_by_the_hour(cast: Cast) -> None:
    filed(cast)
    english = replace(PARENT, language="en")
    ticket = filed(cast, type="report", asker=english)
    notice = Notice.objects.get(subject_id=ticket.pk, kind="ticket_received", channel="sms")
    assert notice.language == "en"
    assert "11:00" in compose.line(notice)


def test_whom_no_message_reaches_is_told_by_whoever_filed_for_them(cast: Cast) -> None:
    """A visitor without a mobile: the reply is approved, and the officer of the counter is asked to tell them."""
    visitor = replace(VISITOR_WITHOUT_MOBILE, other_contact="هاتف والده 0114567890")
    ticket = under_review(cast, asker=visitor)
    Ticket.objects.filter(pk=ticket.pk).update(filed_by=cast.user("counter_officer"))
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6))
    (notice,) = Notice.objects.filter(kind="tell_beneficiary", subject_id=ticket.pk)
    assert notice.user_id == cast.user("counter_officer").pk
    assert "هاتف والده 0114567890" in compose.line(notice)
    assert not Notice.objects.filter(kind="reply_ready", subject_id=ticket.pk).exists()


def test_whom_messages_reach_nobody_else_is_asked_to_tell(cast: Cast) -> None:
    ticket = replied(cast)
    assert Notice.objects.filter(kind="reply_ready", subject_id=ticket.pk).exists()
    assert not Notice.objects.filter(kind="tell_beneficiary").exists()
