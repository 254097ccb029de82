"""Two at once, on real PostgreSQL: one version is begun, and nothing is approved that was not read."""

from typing import Any

import pytest

from tawasul.lib.errors import Refused
from tawasul.service_levels import actions
from tawasul.service_levels.models import ServiceLevelDocument
from tawasul.timeline.proof import broken_links
from tests.cast import SUNDAY, Cast, assemble
from tests.service_levels.documents import INQUIRY, drafted
from tests.tickets.test_races import at_once


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    return assemble()


def codes_of(outcomes: list[Any]) -> list[str]:
    """The code of each refusal, "" for what was done."""
    return [each.code if isinstance(each, Refused) else "" for each in outcomes]


def test_two_begin_the_next_version(cast: Cast) -> None:
    actors = [cast.ministry_officer, cast.ministry_supervisor]
    outcomes = at_once(*(lambda actor=actor: actions.draft(actor=actor, at=SUNDAY) for actor in actors))
    assert sorted(codes_of(outcomes)) == ["", "open"]
    assert list(ServiceLevelDocument.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_an_approval_meets_a_change(cast: Cast) -> None:
    document = drafted(cast, SUNDAY)
    row = next(row for row in document.commitments.all() if row.promise.key == INQUIRY.key)
    number = document.number
    outcomes = at_once(
        lambda: actions.approve(actor=cast.ministry_supervisor, number=number, revision=1, at=SUNDAY),
        lambda: actions.change_line(
            actor=cast.ministry_officer, number=number, line_id=row.pk, promise=INQUIRY, revision=1, at=SUNDAY
        ),
    )
    document.refresh_from_db()
    assert codes_of(outcomes) in (["changed", ""], ["", "not-now"])
    assert (document.state == "approved") == (codes_of(outcomes)[0] == "")
    assert document.revision == (1 if document.state == "approved" else 2)


def test_two_change_one_line(cast: Cast) -> None:
    document = drafted(cast, SUNDAY)
    row = next(row for row in document.commitments.all() if row.promise.key == INQUIRY.key)
    outcomes = at_once(
        *(
            lambda actor=actor: actions.change_line(
                actor=actor, number=document.number, line_id=row.pk, promise=INQUIRY, revision=1, at=SUNDAY
            )
            for actor in (cast.ministry_officer, cast.ministry_supervisor)
        )
    )
    assert sorted(codes_of(outcomes)) == ["", "changed"]
    assert not list(broken_links(subject_kind="service_levels"))
