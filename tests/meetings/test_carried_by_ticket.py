"""A decision becomes a ticket: whose words it has, who gets it, by when, with which papers, and what they are told of it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tawasul.attachments import actions as attachments
from tawasul.attachments import queries as enclosed
from tawasul.clocks.actions import fitting
from tawasul.clocks.clock import read
from tawasul.clocks.reading import Schedules, shortened
from tawasul.lib.errors import Conflict, Invalid
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import spoken
from tawasul.meetings import actions
from tawasul.meetings.models import Decision, MeetingRequest
from tawasul.notices.models import Notice
from tawasul.service_levels import queries as service_levels
from tawasul.tickets import actions as tickets
from tawasul.tickets.models import Referral, Ticket
from tawasul.tickets.queries import tickets_visible_to
from tawasul.timeline.proof import broken_links
from tests.attachments.samples import png
from tests.cast import Cast, assemble
from tests.meetings.test_holding import DAY, received

TEXT = "تُنقل الطالبة إلى أقرب مدرسة من سكنها"
LATER = DAY + timedelta(minutes=30)


def carried(cast: Cast, **how: object) -> tuple[MeetingRequest, Ticket]:
    request = received(cast)
    attachments.receive(
        upload=SimpleUploadedFile("قرار.png", png()), name="قرار.png", actor_kind="beneficiary", user_id=None, at=DAY,
        subject_kind="meeting", subject_id=request.pk,
    )  # fmt: skip
    given = {"text": TEXT, "owner_id": cast.places["transport"].pk, "due_on": date(2026, 12, 20)} | how
    decision = actions.decide(actor=cast.official_office, request_id=request.pk, at=DAY, **given)  # type: ignore[arg-type]
    passed = actions.pass_on(
        actor=cast.meetings_officer, request_id=request.pk, decision=decision.number, type="complaint", at=LATER
    )
    return request, Ticket.objects.get(pk=passed.subject_id)


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, RIYADH)


def test_it_is_the_officials_word_with_the_department_that_was_named_and_the_papers(cast: Cast) -> None:
    request, ticket = carried(cast)
    assert (ticket.text, ticket.decided_in, ticket.channel) == (TEXT, request.reference, "meeting")
    assert (ticket.state, ticket.department, ticket.centre_id) == (
        "referred", cast.places["transport"], request.centre_id,
    )  # fmt: skip
    assert tickets_visible_to(cast.coordinator).filter(pk=ticket.pk).exists()
    assert Referral.objects.get(ticket=ticket).reason == TEXT
    assert [row.name for row in enclosed.for_subject("ticket", ticket.pk)] == ["قرار.png"]
    assert [row.name for row in enclosed.for_subject("meeting", request.pk)] == ["قرار.png"], "and it stays there"
    tickets.accept(actor=cast.coordinator, ticket_id=ticket.pk, at=LATER)
    assert not list(broken_links())


def test_its_beneficiary_is_told_what_it_is_and_filed_nothing(cast: Cast) -> None:
    request, ticket = carried(cast)
    told = Notice.objects.filter(beneficiary=request.beneficiary_id, subject_kind="ticket", subject_id=ticket.pk)
    assert [notice.kind for notice in told] == ["ticket_for_decision"]
    assert told.get().address == request.mobile
    assert spoken(request.reference) in told.get().context["meeting"]
    assert Notice.objects.filter(kind="work_arrived", subject_id=ticket.pk).count() == 3, "the department's people"


def test_the_decisions_day_is_kept_where_it_is_sooner_and_never_makes_it_later(cast: Cast) -> None:
    _request, plain = carried(cast, due_on=date(2027, 6, 1))
    assert plain.wanted_by == date(2027, 6, 1)
    promised = plain.committed_at
    _request, sooner = carried_again(cast, due_on=date(2026, 11, 19))
    assert sooner.committed_at < promised
    assert sooner.committed_at < end_of(date(2026, 11, 19))
    with pytest.raises(Invalid) as refused:
        carried_again(cast, due_on=None)
    assert set(refused.value.fields) == {"due_on"}


def carried_again(cast: Cast, **how: object) -> tuple[MeetingRequest, Ticket]:
    """Another decision in the same meeting."""
    request = MeetingRequest.objects.get()
    given = {"text": f"{TEXT} {how['due_on']}", "owner_id": cast.places["transport"].pk} | how
    decision = actions.decide(actor=cast.official_office, request_id=request.pk, at=LATER, **given)  # type: ignore[arg-type]
    passed = actions.pass_on(
        actor=cast.meetings_officer, request_id=request.pk, decision=decision.number, type="complaint", at=LATER
    )
    return request, Ticket.objects.get(pk=passed.subject_id)


def test_classified_anew_it_keeps_to_the_day_under_the_other_promise_too(cast: Cast) -> None:
    _request, ticket = carried(cast, owner_id=cast.places["centre"].pk, due_on=date(2026, 11, 19))
    assert (ticket.state, ticket.department) == ("submitted", None), "a centre sorts it itself"
    assert Notice.objects.filter(kind="ticket_arrived", subject_id=ticket.pk).exists()
    tickets.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=LATER)
    for type_ in ("inquiry", "suggestion", "complaint"):
        ticket = tickets.classify(
            actor=cast.complaint_officer, ticket_id=ticket.pk, type=type_, priority="normal", subject=ticket.subject,
            at=LATER,
        )  # fmt: skip
        assert ticket.committed_at < end_of(date(2026, 11, 19))


def test_a_body_outside_is_named_and_the_centre_sorts(cast: Cast) -> None:
    _request, ticket = carried(cast, owner_id=None, owner_name="لجنة النقل")
    assert (ticket.state, ticket.department) == ("submitted", None)


def test_passed_on_again_it_opens_no_second_ticket(cast: Cast) -> None:
    request, _ticket = carried(cast)
    assert Ticket.objects.count() == 1
    with pytest.raises(Conflict):
        actions.pass_on(actor=cast.meetings_officer, request_id=request.pk, decision=1, type="complaint", at=LATER)
    assert Ticket.objects.count() == 1
    assert Decision.objects.get().subject_id is not None


class Fitting(TestCase):
    """Whatever day is wanted: no more than is promised, at least one, and the most that fits."""

    @settings(max_examples=30, deadline=None)
    @given(days=st.integers(0, 40), hour=st.integers(7, 15))
    def test_the_most_that_fits(self, days: int, hour: int) -> None:
        cast = assemble()
        at = datetime(2026, 11, 15, hour, tzinfo=RIYADH)
        promise = service_levels.document_in_force(at).promise("complaint", "whole", "normal", "parent")
        scope, last = cast.places["centre"].path, end_of(at.date() + timedelta(days=days))
        number = fitting(promise, scope=scope, at=at, last=last)
        schedule = Schedules().of(scope, promise)

        def due(count: int) -> datetime:
            return read(shortened(promise, count), schedule, at, (), stage=0, at=at).due_at

        if number is None:
            assert due(promise.number) < last
        else:
            assert 1 <= number < promise.number
            assert due(number) < last or number == 1
            assert due(number + 1) >= last
