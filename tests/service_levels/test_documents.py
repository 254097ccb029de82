"""A version of the document: drafted, approved by another, published from a day, then never changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.service_levels import actions, queries
from tawasul.service_levels.amounts import Promise, Unit
from tawasul.service_levels.cases import Case, answer
from tawasul.service_levels.models import Commitment, ServiceLevelDocument
from tawasul.service_levels.standing import Standing
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.calendars.schedules import at
from tests.cast import Cast, assemble
from tests.service_levels.documents import INQUIRY, SHIPPED, URGENT, approved, changed, drafted, published

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def due(filed, **more):
    return answer(Case(subject="inquiry", filed=at(filed), **more), at=NOW).reckoning.due


def line_about(document: ServiceLevelDocument, promise: Promise) -> Commitment:
    return next(row for row in document.commitments.all() if row.promise.key == promise.key)


def test_a_new_version_begins_on_its_day_and_older_tickets_keep_theirs(cast):
    document = published(cast, NOW, DECEMBER, changed(INQUIRY, URGENT))
    assert due("2026-11-29 10:00") == at("2026-12-06 14:30")
    assert due("2026-12-01 10:00", priority="normal") == at("2026-12-06 14:30")
    assert due("2026-12-01 10:00", version=1) == at("2026-12-08 14:30")
    assert due("2026-12-01 10:00", priority="urgent") == at("2026-12-02 14:30")
    assert queries.document_in_force(at("2026-11-30 23:59")).number == 1
    assert queries.document_in_force(at("2026-12-01 00:00")).number == document.number


def test_a_draft_begins_with_the_lines_in_force_and_where_they_came_from(cast):
    document = drafted(cast, NOW)
    assert {line.key: (line, line.source) for line in queries.lines_of(document)} == {
        line.key: (line, line.source) for line in SHIPPED
    }
    with pytest.raises(Conflict):
        actions.draft(actor=cast.ministry_supervisor, at=NOW)


def test_one_version_at_a_time_is_being_prepared(cast):
    number = approved(cast, NOW).number
    with pytest.raises(Conflict, match="open"):
        actions.draft(actor=cast.ministry_officer, at=NOW)
    actions.publish(actor=cast.ministry_supervisor, number=number, in_force_from=DECEMBER, at=NOW)
    assert actions.draft(actor=cast.ministry_officer, at=NOW).number == number + 1


def test_a_line_is_added_changed_and_removed(cast):
    number = drafted(cast, NOW).number
    student = replace(INQUIRY, category="student", number=2)
    added = actions.add_line(actor=cast.ministry_officer, number=number, promise=student, at=NOW)
    row = line_about(added.document, INQUIRY)
    actions.change_line(
        actor=cast.ministry_officer, number=number, line_id=row.pk, promise=INQUIRY, revision=row.revision, at=NOW
    )
    gone = line_about(added.document, Promise("", "statement", "", 1, Unit.WORKING_DAYS))
    actions.remove_line(actor=cast.ministry_officer, number=number, line_id=gone.pk, revision=gone.revision, at=NOW)
    document = ServiceLevelDocument.objects.get(number=number)
    assert document.revision == 4
    lines = {line.key: line for line in queries.lines_of(document)}
    assert lines[student.key] == student
    assert lines[INQUIRY.key] == INQUIRY
    assert gone.promise.key not in lines
    kinds = [event.kind for event in events_of("service_levels", document.pk)]
    assert kinds == ["begun", "line_added", "line_changed", "line_removed"]
    changed_data = events_of("service_levels", document.pk)[2].data
    assert changed_data["was_en"].startswith("within five working days; warning at 50%, 80% of the time")
    assert changed_data["now_ar"].startswith("خلال ثلاثة أيام عمل")
    assert not list(broken_links(subject_kind="service_levels"))


def test_saving_a_line_as_it_is_changes_nothing(cast):
    document = drafted(cast, NOW)
    row = line_about(document, INQUIRY)
    for _twice in range(2):
        actions.change_line(
            actor=cast.ministry_officer, number=document.number, line_id=row.pk, promise=row.promise, revision=1, at=NOW
        )
    assert ServiceLevelDocument.objects.get(pk=document.pk).revision == 1
    assert len(events_of("service_levels", document.pk)) == 1


def test_the_second_of_two_who_change_one_line_is_told_and_another_line_is_free(cast):
    document = drafted(cast, NOW)
    row, other = line_about(document, INQUIRY), line_about(document, URGENT)

    def save(actor, line, **to):
        promise = replace(line.promise, **to)
        return actions.change_line(
            actor=actor, number=document.number, line_id=line.pk, promise=promise, revision=1, at=NOW
        )

    save(cast.ministry_officer, row, number=4)
    with pytest.raises(Conflict) as met:
        save(cast.ministry_supervisor, row, number=6)
    assert met.value.code == "changed"
    save(cast.ministry_supervisor, other, number=2)
    actions.remove_line(actor=cast.ministry_officer, number=document.number, line_id=row.pk, revision=2, at=NOW)
    with pytest.raises(Conflict) as met:
        save(cast.ministry_supervisor, row, number=6)
    assert met.value.code == "removed"


def test_nobody_approves_what_they_had_a_hand_in(cast):
    document = drafted(cast, NOW)
    row = line_about(document, INQUIRY)
    actions.change_line(
        actor=cast.ministry_supervisor, number=document.number, line_id=row.pk, promise=INQUIRY, revision=1, at=NOW
    )
    for decide in (
        lambda: actions.approve(actor=cast.ministry_supervisor, number=document.number, revision=2, at=NOW),
        lambda: actions.send_back(actor=cast.ministry_supervisor, number=document.number, reason="لا", at=NOW),
    ):
        with pytest.raises(NotAllowed) as met:
            decide()
        assert met.value.code == "own-draft"
    actions.approve(actor=cast.minister_office, number=document.number, revision=2, at=NOW)


def test_the_database_too_wants_another_person(cast):
    document = drafted(cast, NOW)
    document.drafters = [*document.drafters, "E000003"]
    for approver in ("E000004", "E000003"):
        document.state, document.approved_by, document.approved_at = "approved", approver, NOW
        with pytest.raises(IntegrityError), transaction.atomic():
            document.save()


def test_what_changed_since_it_was_read_is_not_approved(cast):
    document = drafted(cast, NOW)
    actions.add_line(
        actor=cast.ministry_officer, number=document.number, promise=replace(URGENT, category="student"), at=NOW
    )
    with pytest.raises(Conflict) as met:
        actions.approve(actor=cast.ministry_supervisor, number=document.number, revision=1, at=NOW)
    assert met.value.code == "changed"
    actions.approve(actor=cast.ministry_supervisor, number=document.number, revision=2, at=NOW)


@pytest.mark.parametrize("missing", ["inquiry", "report", "meeting"])
def test_a_type_without_a_commitment_keeps_the_document_from_being_approved(cast, missing):
    lines = [line for line in SHIPPED if line.key != (missing, "whole", "", "")]
    document = drafted(cast, NOW, lines)
    with pytest.raises(Invalid) as met:
        actions.approve(actor=cast.ministry_supervisor, number=document.number, revision=document.revision, at=NOW)
    assert met.value.code == "gaps"
    assert len(met.value.fields["commitments"]) == 1


def test_only_what_was_approved_is_published_and_only_from_a_day_to_come(cast):
    number = drafted(cast, NOW).number
    boss = cast.ministry_supervisor
    with pytest.raises(Conflict):
        actions.publish(actor=boss, number=number, in_force_from=DECEMBER, at=NOW)
    actions.approve(actor=boss, number=number, revision=1, at=NOW)
    for day in (date(2026, 11, 23), date(2029, 12, 1)):
        with pytest.raises(Invalid) as met:
            actions.publish(actor=boss, number=number, in_force_from=day, at=NOW)
        assert list(met.value.fields) == ["in_force_from"]
    with pytest.raises(Conflict):
        actions.change_lines(actor=cast.ministry_officer, number=number, promises=SHIPPED, at=NOW)
    assert actions.send_back(actor=boss, number=number, reason="تراجع مدة الاستفسار", at=NOW).state == "draft"
    with pytest.raises(NotFound):
        actions.approve(actor=boss, number=99, revision=1, at=NOW)


def test_a_coming_version_is_replaced_by_one_for_the_same_day_but_not_overtaken(cast):
    published(cast, NOW, DECEMBER, changed(INQUIRY))
    number = approved(cast, NOW, changed(replace(INQUIRY, number=4))).number
    with pytest.raises(Invalid):
        actions.publish(
            actor=cast.ministry_supervisor, number=number, in_force_from=DECEMBER - timedelta(days=1), at=NOW
        )
    actions.publish(actor=cast.ministry_supervisor, number=number, in_force_from=DECEMBER, at=NOW)
    assert queries.document_in_force(at("2026-12-01 10:00")).number == number
    standings = {each.row.number: (each.standing, each.until) for each in queries.versions(DECEMBER, size=9)}
    assert standings == {
        1: (Standing.PAST, date(2026, 11, 30)),
        2: (Standing.SET_ASIDE, date(2026, 11, 30)),
        3: (Standing.IN_FORCE, None),
    }
    before = {each.row.number: each.standing for each in queries.versions(date(2026, 11, 25), size=9)}
    assert before == {1: Standing.IN_FORCE, 2: Standing.SET_ASIDE, 3: Standing.COMING}
    upcoming = queries.coming(date(2026, 11, 25))
    assert upcoming is not None
    assert upcoming.row.number == 3


def test_a_draft_is_discarded_and_taken_up_again(cast):
    number = drafted(cast, NOW, changed(INQUIRY)).number
    actions.discard(actor=cast.ministry_supervisor, number=number, at=NOW)
    assert queries.version_of(number, DECEMBER).standing is Standing.DISCARDED
    with pytest.raises(Conflict):
        actions.change_lines(actor=cast.ministry_officer, number=number, promises=SHIPPED, at=NOW)
    other = actions.draft(actor=cast.ministry_officer, at=NOW).number
    assert other == number + 1, "its number is nobody else's"
    with pytest.raises(Conflict):
        actions.take_up(actor=cast.ministry_officer, number=number, at=NOW)
    actions.discard(actor=cast.ministry_officer, number=other, at=NOW)
    document = actions.take_up(actor=cast.ministry_officer, number=number, at=NOW)
    assert INQUIRY in queries.lines_of(document)


def test_what_changes_and_why_is_not_written_over(cast):
    number = drafted(cast, NOW, note="تقصير مدة الاستفسار").number
    write = {"actor": cast.ministry_supervisor, "number": number, "at": NOW}
    actions.write_note(**write, note="تقصير مدة الاستفسار\r\nبقرار معالي الوزير ", was="تقصير مدة الاستفسار")
    with pytest.raises(Conflict):
        actions.write_note(**write, note="أخرى", was="تقصير مدة الاستفسار")
    actions.write_note(**write, note="أخرى", was="تقصير مدة الاستفسار\nبقرار معالي الوزير")
    for wrong in ("", " \n", "ن" * 2001):
        with pytest.raises(Invalid):
            actions.write_note(**write, note=wrong, was="أخرى")


def test_how_often_one_may_object_is_changed_by_one_and_not_written_over(cast):
    document = drafted(cast, NOW, note="أولى")
    write = {"actor": cast.ministry_officer, "number": document.number, "at": NOW, "note": "أولى", "was": "أولى"}
    actions.write_note(**write, objections_allowed=3, objections_were=2)
    with pytest.raises(Conflict):
        actions.write_note(**write, objections_allowed=2, objections_were=2)
    for wrong in (-1, 10):
        with pytest.raises(Invalid) as met:
            actions.write_note(**write, objections_allowed=wrong, objections_were=3)
        assert list(met.value.fields) == ["objections_allowed"]
    actions.write_note(**write, objections_allowed=3, objections_were=3)
    kept = ServiceLevelDocument.objects.get(pk=document.pk)
    assert (kept.objections_allowed, kept.revision) == (3, 2), "saved as it is, nothing changes"
    events = [(event.kind, event.data.get("now")) for event in events_of("service_levels", document.pk)]
    assert events == [("begun", None), ("objections_set", 3)]


@pytest.mark.parametrize("name", ["administrator", "supervisor", "official_office", "coordinator"])
def test_others_neither_draft_nor_approve(cast, name):
    number = drafted(cast, NOW).number
    actor = cast.actor(name)
    for act in (
        lambda: actions.draft(actor=actor, at=NOW),
        lambda: actions.change_lines(actor=actor, number=number, promises=SHIPPED, at=NOW),
        lambda: actions.add_line(actor=actor, number=number, promise=replace(URGENT, category="student"), at=NOW),
        lambda: actions.write_note(actor=actor, number=number, note="abc", was="", at=NOW),
        lambda: actions.discard(actor=actor, number=number, at=NOW),
        lambda: actions.approve(actor=actor, number=number, revision=1, at=NOW),
        lambda: actions.send_back(actor=actor, number=number, reason="abc", at=NOW),
        lambda: actions.publish(actor=actor, number=number, in_force_from=DECEMBER, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):
        actions.approve(actor=cast.ministry_officer, number=number, revision=1, at=NOW)
    with pytest.raises(NotAllowed):
        actions.draft(actor=cast.minister_office, at=NOW)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (replace(INQUIRY, number=0), "number"),
        (replace(INQUIRY, number=251), "number"),
        (replace(INQUIRY, number=365 * 24 * 60 + 1, unit=Unit.MINUTES), "number"),
        (replace(INQUIRY, subject="poem"), "subject"),
        (replace(INQUIRY, subject=""), "subject"),
        (replace(INQUIRY, step="dance"), "step"),
        (replace(INQUIRY, priority="greatest"), "priority"),
        (replace(INQUIRY, category="nobody"), "category"),
        (replace(INQUIRY, warnings=(0,)), "warnings"),
        (replace(INQUIRY, warnings=(100,)), "warnings"),
        (replace(INQUIRY, warnings=(80, 50)), "warnings"),
        (replace(INQUIRY, warnings=(50, 50)), "warnings"),
        (replace(INQUIRY, warnings=(10, 20, 30, 40, 50, 60)), "warnings"),
        (replace(INQUIRY, ladder=(0, 2, 1)), "rung_2"),
        (replace(INQUIRY, ladder=(0, 0)), "rung_1"),
        (replace(INQUIRY, ladder=(-1,)), "rung_0"),
        (replace(INQUIRY, ladder=(0, 251)), "rung_1"),
        (replace(INQUIRY, ladder=(0, 1, 2, 3, 4, 5)), "rung_4"),
        (replace(INQUIRY, source="س" * 201), "source"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_by_field(cast, line, field):
    document = drafted(cast, NOW)
    row = line_about(document, INQUIRY)
    with pytest.raises(Invalid) as met:
        actions.change_line(
            actor=cast.ministry_officer, number=document.number, line_id=row.pk, promise=line, revision=1, at=NOW
        )
    assert list(met.value.fields) == [field]
    with pytest.raises(Invalid):
        actions.change_lines(actor=cast.ministry_officer, number=document.number, promises=[line], at=NOW)


def test_a_line_stands_once(cast):
    number = drafted(cast, NOW).number
    with pytest.raises(Invalid) as met:
        actions.add_line(actor=cast.ministry_officer, number=number, promise=INQUIRY, at=NOW)
    assert list(met.value.fields) == ["step"]
    with pytest.raises(Invalid):
        actions.change_lines(actor=cast.ministry_officer, number=number, promises=[INQUIRY, INQUIRY], at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE service_levels_commitment SET number = 99",
        "DELETE FROM service_levels_commitment",
        "UPDATE service_levels_serviceleveldocument SET in_force_from = '2020-01-01'",
        "DELETE FROM service_levels_serviceleveldocument",
    ],
)
def test_the_database_keeps_what_was_published(statement):
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_publication_rolled_back_is_not_remembered(cast):
    with transaction.atomic():
        published(cast, NOW, DECEMBER, changed(INQUIRY))
        assert due("2026-12-01 10:00") == at("2026-12-06 14:30")
        transaction.set_rollback(True)
    assert due("2026-12-01 10:00") == at("2026-12-08 14:30")
