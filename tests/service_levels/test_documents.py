"""A version of the document: drafted, approved by another, published from a day, then never changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.service_levels import actions, queries
from tawasul.service_levels.amounts import Promise, Unit
from tawasul.service_levels.defaults import COMMITMENTS
from tests.calendars.schedules import at

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
INQUIRY = Promise("inquiry", "whole", "", 3, Unit.WORKING_DAYS)
URGENT = Promise("inquiry", "whole", "urgent", 1, Unit.WORKING_DAYS)


def published(*promises, since=date(2026, 12, 1)):
    number = actions.draft(by="drafter", at=NOW).number
    actions.change_lines(number=number, promises=promises, by="drafter")
    actions.approve(number=number, by="approver", at=NOW)
    return actions.publish(number=number, in_force_from=since, by="approver", at=NOW)


def due(filed, **more):
    return queries.committed_at(ticket_type="inquiry", scopes=[], filed_at=at(filed), **more)


def test_a_new_version_begins_on_its_day_and_older_tickets_keep_theirs():
    document = published(INQUIRY, URGENT)
    assert due("2026-11-29 10:00") == at("2026-12-06 14:30")
    assert due("2026-12-01 10:00") == at("2026-12-06 14:30")
    assert due("2026-12-01 10:00", version=1) == at("2026-12-08 14:30")
    assert due("2026-12-01 10:00", priority="urgent") == at("2026-12-02 14:30")
    assert due("2026-12-01 10:00", priority="high") == at("2026-12-06 14:30")
    assert queries.document_in_force(at("2026-11-30 23:59")).number == 1
    assert queries.document_in_force(at("2026-12-01 00:00")).number == document.number


def test_a_draft_begins_with_the_lines_in_force():
    document = actions.draft(by="drafter", at=NOW)
    assert document.commitments.count() == len(COMMITMENTS)
    with pytest.raises(Conflict):
        actions.draft(by="drafter", at=NOW)


def test_nobody_approves_their_own_draft():
    number = actions.draft(by="drafter", at=NOW).number
    with pytest.raises(NotAllowed):
        actions.approve(number=number, by="drafter", at=NOW)
    actions.change_lines(number=number, promises=[INQUIRY], by="approver")
    with pytest.raises(NotAllowed):
        actions.approve(number=number, by="approver", at=NOW)


def test_the_database_too_wants_another_person():
    document = actions.draft(by="drafter", at=NOW)
    document.state, document.approved_by, document.approved_at = "approved", "drafter", NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()


def test_only_what_was_approved_is_published_and_only_from_a_day_to_come():
    number = actions.draft(by="drafter", at=NOW).number
    with pytest.raises(Conflict):
        actions.publish(number=number, in_force_from=date(2026, 12, 1), by="approver", at=NOW)
    actions.approve(number=number, by="approver", at=NOW)
    with pytest.raises(Invalid):
        actions.publish(number=number, in_force_from=date(2026, 11, 23), by="approver", at=NOW)
    with pytest.raises(Conflict):
        actions.change_lines(number=number, promises=[INQUIRY], by="drafter")
    assert actions.send_back(number=number).state == "draft"
    with pytest.raises(NotFound):
        actions.approve(number=99, by="approver", at=NOW)


@pytest.mark.parametrize(
    "lines",
    [
        [INQUIRY, INQUIRY],
        [Promise("inquiry", "whole", "", 0, Unit.WORKING_DAYS)],
        [Promise("poem", "whole", "", 1, Unit.WORKING_DAYS)],
        [Promise("", "whole", "", 1, Unit.WORKING_DAYS)],
        [Promise("inquiry", "dance", "", 1, Unit.WORKING_DAYS)],
    ],
)
def test_lines_that_make_no_sense_are_refused(lines):
    number = actions.draft(by="drafter", at=NOW).number
    with pytest.raises(Invalid):
        actions.change_lines(number=number, promises=lines, by="drafter")


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


def test_a_publication_rolled_back_is_not_remembered():
    with transaction.atomic():
        published(INQUIRY)
        assert due("2026-12-01 10:00") == at("2026-12-06 14:30")
        transaction.set_rollback(True)
    assert due("2026-12-01 10:00") == at("2026-12-08 14:30")
