"""What holds of any lines: how they are counted, compared, chosen among, and said."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.calendars.schedule import ALWAYS
from tawasul.lib.errors import Invalid
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.service_levels.amounts import LONGEST, Priority, Promise, Step, Subject, Unit, most_particular
from tawasul.service_levels.checking import check_line, check_lines, gaps
from tawasul.service_levels.countings import COUNTINGS, counting_of
from tawasul.service_levels.differences import Change, differences
from tawasul.service_levels.effects import effects
from tests.service_levels.documents import SHIPPED

FILED = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Riyadh"))
numbers = st.integers(1, 250)
any_of = st.sampled_from


@st.composite
def lines(draw: st.DrawFn) -> Promise:
    step = draw(any_of([each.value for each in Step]))
    subjects = [each.value for each in Subject] + ([""] if step != Step.WHOLE.value else [])
    return Promise(
        draw(any_of(subjects)),
        step,
        draw(any_of(["", *(each.value for each in Priority)])),
        draw(numbers),
        draw(any_of(list(Unit))),
        draw(any_of(["", *CATEGORY_LABELS])),
        tuple(sorted(draw(st.sets(st.integers(1, 99), max_size=5)))),
        tuple(sorted(draw(st.sets(st.integers(0, 250), max_size=5)))),
    )


documents = st.lists(lines(), unique_by=lambda line: line.key, max_size=30)


@given(any_of(list(Unit)), st.lists(st.integers(0, 10**6), max_size=5))
def test_every_number_is_written_whole_and_in_no_larger_way(unit: Unit, counted: list[int]) -> None:
    counting = counting_of(unit, counted)
    assert counting.unit is unit
    assert all(number % counting.times == 0 for number in counted)
    larger = [each for each in COUNTINGS if each.unit is unit and each.times > counting.times]
    if any(counted):
        assert all(any(number % each.times for number in counted) for each in larger)


@given(documents, documents)
def test_differences_lead_from_one_document_to_the_other(before: list[Promise], after: list[Promise]) -> None:
    found = differences(before, after)
    assert [each.now for each in found if each.now] == after
    assert {each.was.key for each in found if each.was} == {line.key for line in before}
    assert all(each.change is Change.SAME for each in differences(after, after))
    swapped = {each.line.key: each.change for each in differences(after, before)}
    back = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
    assert all(swapped[each.line.key] is back.get(each.change, each.change) for each in found)


@given(documents)
def test_lines_that_can_stand_are_not_refused(document: list[Promise]) -> None:
    check_lines(document)


@given(lines(), st.integers(1, 10**6))
def test_no_line_promises_more_than_a_year(line: Promise, beyond: int) -> None:
    mistyped = Promise(*line.key[:3], LONGEST[line.unit] + beyond, line.unit, line.category)
    with pytest.raises(Invalid) as met:
        check_line(mistyped)
    assert "number" in met.value.fields


@given(documents, any_of([each.value for each in Subject]), any_of(list(Priority)), any_of(list(CATEGORY_LABELS)))
def test_a_document_without_gaps_promises_everybody_a_reply(
    document: list[Promise], subject: str, priority: str, category: str
) -> None:
    if subject not in gaps(document):
        promise = most_particular(document, (subject, Step.WHOLE.value, priority, category))
        assert promise is not None
        assert promise.subject == subject


@given(documents, documents)
def test_what_is_promised_otherwise_is_always_shown(before: list[Promise], after: list[Promise]) -> None:
    shown = {effect.case: effect for effect in effects(before, after, ALWAYS, FILED)}
    for line in (*before, *after):
        was, now = most_particular(before, line.key), most_particular(after, line.key)
        if (was and was.amount) == (now and now.amount):
            continue
        usual = (line.subject, line.step, Priority.NORMAL.value, "")
        assert line.key in shown or (line.key == (line.subject, Step.WHOLE.value, "", "") and usual in shown)


def test_a_document_beside_itself_changes_nothing() -> None:
    found = effects(SHIPPED, SHIPPED, ALWAYS, FILED)
    assert [effect.case[0] for effect in found] == [subject.value for subject in Subject]
    assert all(effect.sooner is None and effect.was_due == effect.now_due for effect in found)
    report = next(effect for effect in found if effect.case[0] == "report")
    assert report.now_due == FILED + timedelta(hours=2)
