"""A request to meet the official: asked, sorted, returned and completed, declined or withdrawn; its number, its clock, who sees
it and who hears of it."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from tawasul.attachments import queries as attachments
from tawasul.clocks.models import Clock, Pause
from tawasul.clocks.sounding import sound_due
from tawasul.clocks.telling import tell_hearers
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.meetings import actions, queries
from tawasul.meetings.events import BY_KEY
from tawasul.meetings.models import MeetingRequest
from tawasul.notices.models import Notice
from tawasul.people.models import Unmasking
from tawasul.tickets.models import Ticket
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links
from tests.attachments.samples import png
from tests.cast import PARENT, SUNDAY, VISITOR_WITHOUT_MOBILE, Cast, filed, hours
from tests.meetings.asking import asked, ready, somebody, taken, whoever_asked


def told(request: MeetingRequest) -> list[str]:
    rows = Notice.objects.filter(subject_kind="meeting", subject_id=request.pk)
    return sorted(f"{row.kind} {row.channel}" for row in rows)


def kinds(request: MeetingRequest) -> list[str]:
    return list(
        Event.objects.filter(subject_kind="meeting", subject_id=request.pk)
        .order_by("sequence")
        .values_list("kind", flat=True)
    )


def test_a_parent_asks_and_is_promised_an_answer_in_ten_working_days(cast: Cast) -> None:
    request = asked(cast)
    assert request.state == "received"
    assert request.committed_at.astimezone(RIYADH).date() == date(2026, 11, 29)
    assert request.due_at == request.committed_at
    assert told(request) == ["meeting_arrived in_app", "meeting_received sms"]
    sms = Notice.objects.get(kind="meeting_received")
    assert (sms.address, sms.beneficiary_id) == (PARENT.mobile, request.beneficiary_id)
    reader = Notice.objects.get(kind="meeting_arrived").user_id
    assert reader == cast.user("meetings_officer").pk


def test_no_number_is_of_a_ticket_and_of_a_meeting(cast: Cast) -> None:
    numbers = [asked(cast).reference, filed(cast).reference, asked(cast).reference, filed(cast).reference]
    assert len(set(numbers)) == 4
    assert numbers == sorted(numbers)
    assert queries.by_reference_and_mobile(numbers[0], PARENT.mobile) is not None
    assert queries.by_reference_and_mobile(numbers[1], PARENT.mobile) is None
    assert queries.by_reference_and_mobile(numbers[0], "+966509999999") is None


def test_what_is_missing_is_asked_for_and_given_and_the_time_stands_still_meanwhile(cast: Cast) -> None:
    request = taken(cast)
    officer = cast.meetings_officer
    actions.return_for_completion(actor=officer, request_id=request.pk, missing="قرار الرفض", at=hours(2))
    request.refresh_from_db()
    assert (request.state, request.due_at) == ("returned", None)
    paper = SimpleUploadedFile("decision.png", png())
    later = SUNDAY + timedelta(days=2)
    actions.complete(actor=whoever_asked(request), request_id=request.pk, text="مرفق القرار", uploads=[paper], at=later)
    request.refresh_from_db()
    assert request.state == "in_sorting"
    assert request.due_at == request.committed_at > Clock.objects.get(subject_kind="meeting").began_at
    assert request.committed_at.astimezone(RIYADH).date() == date(2026, 12, 1)
    assert Pause.objects.get().cause.startswith("returned:")
    assert [row.name for row in attachments.for_subject("meeting", request.pk, beneficiary=True)] == ["decision.png"]
    assert queries.contents_of(request).missing == ""
    assert {"meeting_returned sms", "meeting_completed sms", "meeting_added_to in_app"} <= set(told(request))


def test_the_clock_ends_with_an_answer_and_is_measured(cast: Cast) -> None:
    request = ready(cast)
    actions.decline(actor=cast.meetings_officer, request_id=request.pk, reason="تُحل في إدارة القبول", at=hours(3))
    request.refresh_from_db()
    assert (request.state, request.due_at, request.ended_at) == ("declined", None, hours(3))
    assert Clock.objects.get(subject_kind="meeting").ended_at == hours(3)
    assert "meeting_declined sms" in told(request)
    with pytest.raises(Conflict):
        actions.decline(actor=cast.meetings_officer, request_id=request.pk, reason="مرة أخرى", at=hours(4))


def test_a_late_answer_is_heard_of_by_the_unit_and_then_by_those_above(cast: Cast) -> None:
    request = asked(cast)
    for days, hearers in ((17, {"meetings_officer"}), (40, {"meetings_officer", "assistant", "supervisor"})):
        at = SUNDAY + timedelta(days=days)
        while sound_due(at=at):
            pass
        tell_hearers(at=at + timedelta(minutes=1))
        late = Notice.objects.filter(kind__in=["meeting_late", "meeting_escalated"]).values_list("user_id", flat=True)
        assert {cast.user(name).pk for name in hearers} <= set(late)
    assert {"became_late", "escalated"} <= set(kinds(request))
    assert cast.user("official_office").pk in set(late)
    assert cast.user("stranger").pk not in set(late)


def test_a_visitor_without_a_mobile_says_how_else_they_are_reached(cast: Cast) -> None:
    given = {"subject": "طلب لقاء", "text": "أرجو لقاء مدير التعليم في شأن ابني.", "at": SUNDAY}
    how = {"actor": cast.counter_officer, "channel": "counter", "centre_id": cast.places["centre"].pk}
    with pytest.raises(Invalid) as refused:
        actions.file_request(asker=VISITOR_WITHOUT_MOBILE, **how, **given)
    assert set(refused.value.fields) == {"other_contact"}
    reached = type(VISITOR_WITHOUT_MOBILE)(**{**vars(VISITOR_WITHOUT_MOBILE), "other_contact": "هاتف أخيه"})
    request = actions.file_request(asker=reached, **how, **given)
    assert told(request) == ["meeting_arrived in_app"]
    assert kinds(request) == ["filed"]


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        asked(cast, subject="", text="قصير", concerned=0, need="nothing")
    assert set(refused.value.fields) == {"subject", "text", "concerned", "need"}
    with pytest.raises(Invalid) as refused:
        asked(cast, centre="transport")
    assert set(refused.value.fields) == {"centre"}
    assert not MeetingRequest.objects.exists()
    with pytest.raises(NotAllowed):
        actions.file_request(
            actor=cast.coordinator, asker=PARENT, channel="counter", centre_id=1, subject="لقاء", text="أرجو اللقاء به",
            at=SUNDAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("meetings_officer", True), ("hall_supervisor", True), ("supervisor", True), ("official", True),
        ("official_office", True), ("minister_office", True), ("ministry_supervisor", True),
        ("complaint_officer", False), ("counter_officer", False), ("coordinator", False), ("stranger", False),
        ("call_centre_agent", False),
    ],
)  # fmt: skip
def test_who_sees_a_request(cast: Cast, name: str, sees: bool) -> None:
    request = asked(cast)
    assert (request in queries.meetings_visible_to(cast.actor(name))) is sees
    if not sees:
        with pytest.raises(NotFound):
            actions.take(actor=cast.actor(name), request_id=request.pk, at=hours(1))


def test_those_who_see_it_alone_may_not_sort_it(cast: Cast) -> None:
    request = asked(cast)
    with pytest.raises(NotAllowed):
        actions.take(actor=cast.official, request_id=request.pk, at=hours(1))
    other = asked(cast, somebody(7))
    with pytest.raises(NotFound):
        actions.withdraw(actor=whoever_asked(request), request_id=other.pk, reason="لا حاجة", at=hours(1))


def test_sorting_says_whom_it_concerns(cast: Cast) -> None:
    request = taken(cast)
    given = {"actor": cast.meetings_officer, "request_id": request.pk, "kind": "other", "summary": "نقل", "at": SUNDAY}
    for nothing in ("", "  "):
        with pytest.raises(Invalid) as refused:
            actions.sort(harm="none", entity_name=nothing, **given)
        assert set(refused.value.fields) == {"entity"}
    request.refresh_from_db()
    assert request.state == "in_sorting"
    assert actions.sort(harm="none", entity_name="لجنة النقل", **given).state == "ready"


def test_whoever_asked_withdraws_and_may_not_sort(cast: Cast) -> None:
    request = ready(cast)
    mine = whoever_asked(request)
    with pytest.raises(NotAllowed):
        actions.decline(actor=mine, request_id=request.pk, reason="لا أريد", at=hours(1))
    actions.withdraw(actor=mine, request_id=request.pk, reason="حُل الأمر", at=hours(2))
    request.refresh_from_db()
    assert (request.state, request.reason) == ("withdrawn", "حُل الأمر")


def test_an_old_page_is_refused(cast: Cast) -> None:
    request = taken(cast)
    seen = request.version
    actions.add(actor=whoever_asked(request), request_id=request.pk, text="ورد رفض ثالث", at=hours(1))
    with pytest.raises(Conflict) as refused:
        actions.return_for_completion(
            actor=cast.meetings_officer, request_id=request.pk, missing="القرار", at=hours(2), seen=seen
        )
    assert refused.value.code == "changed"


def test_what_happened_reads_as_sentences_and_is_proved(cast: Cast) -> None:
    request = ready(cast)
    actions.add(actor=whoever_asked(request), request_id=request.pk, text="ورد رفض ثالث", at=hours(1))
    with pytest.raises(Invalid):
        actions.add(actor=whoever_asked(request), request_id=request.pk, text="  ", at=hours(1))
    assert kinds(request) == ["filed", "taken", "sorted", "words_added"]
    public = [event.kind for event in queries.contents_of(request, public=True).events]
    assert public == ["filed", "taken", "sorted", "words_added"]
    assert all(BY_KEY[kind].public for kind in public)
    assert list(broken_links()) == []


def test_a_look_at_what_is_masked_is_written_down(cast: Cast) -> None:
    request = asked(cast)
    number = actions.unmask(
        actor=cast.meetings_officer, request_id=request.pk, field="identity", reason="مطابقة الهوية", at=hours(1)
    )
    assert number == PARENT.identity.number
    look = Unmasking.objects.get()
    assert (look.subject_kind, look.subject_id, look.reason) == ("meeting", request.pk, "مطابقة الهوية")
    with pytest.raises(NotAllowed):
        actions.unmask(actor=cast.official, request_id=request.pk, field="mobile", reason="للاطلاع", at=hours(1))


def test_the_database_holds_one_open_completion_and_whole_ends(cast: Cast) -> None:
    request = taken(cast)
    actions.return_for_completion(actor=cast.meetings_officer, request_id=request.pk, missing="القرار", at=hours(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        request.completions.create(missing="غيره", asked_by=cast.user("meetings_officer"), asked_at=hours(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingRequest.objects.filter(pk=request.pk).update(state="declined")


def test_the_rank_counts_the_persons_late_tickets_of_this_official_alone(cast: Cast) -> None:
    filed(cast, at=SUNDAY - timedelta(days=60))
    filed(cast, at=SUNDAY - timedelta(days=60), centre="other_centre")
    filed(cast, at=SUNDAY)
    assert Ticket.objects.filter(committed_at__lt=SUNDAY).count() == 2
    request = ready(cast, harm="serious", tried="answered", concerned=12, need="elderly")
    assert (request.late, request.objections) == (1, 0)
    assert request.days == 12 + 6 + 5 + 4 + 3
    assert request.rank_at == SUNDAY - timedelta(days=30)
