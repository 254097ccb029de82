"""What rises, as each person sees it: against the weeks before, of their own tickets, at a bounded cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tawasul.tickets import actions
from tawasul.tickets.actions import problems
from tawasul.tickets.models import Ticket
from tawasul.tickets.problems.candidates import rising_for
from tests.cast import SUNDAY, Cast, filed, hours

NOW = SUNDAY + timedelta(days=40)
PAY = (
    "لم تنزل مكافأة هذا الشهر في حسابي حتى الآن",
    "المكافأة لم تصرف لهذا الشهر وأنا طالب منتظم",
    "متى تنزل المكافأة تأخر نزول مكافأة الطلاب هذا الشهر",
    "مكافأة الشهر لم تودع في حسابي البنكي",
)
OTHER = (
    ("عطل مكيفات الفصل", "مكيفات الفصل لا تعمل منذ أسبوع والجو حار"),
    ("نقل ابنتي بين المدارس", "أطلب نقل ابنتي إلى مدرسة أقرب إلى المنزل"),
    ("كتاب ناقص", "لم نستلم كتاب العلوم للصف الخامس"),
    ("شجار في الفسحة", "حدث شجار في ساحة المدرسة ولم يتدخل أحد"),
)


def weeks_before(cast: Cast, centre: str = "centre") -> None:
    for week in range(5, 0, -1):
        for number, (subject, text) in enumerate(OTHER):
            filed(
                cast, subject=subject, text=text, centre=centre, at=NOW - timedelta(days=7 * week + 3, minutes=number)
            )


def this_week(cast: Cast, *centres: str) -> list[Ticket]:
    for number, (subject, text) in enumerate(OTHER):
        filed(cast, subject=subject, text=text, at=NOW - timedelta(days=2, minutes=number))
    return [
        filed(cast, subject="تأخر صرف المكافأة", text=text, centre=centre, at=NOW - timedelta(days=1, minutes=number))
        for number, text in enumerate(PAY)
        for centre in centres
    ]


def test_what_many_ask_this_week_and_nobody_did_before_rises(cast: Cast) -> None:
    weeks_before(cast)
    asked = this_week(cast, "centre", "other_centre")
    (rise, *others) = rising_for(cast.ministry_officer, NOW)
    assert rise.subject == "تأخر صرف المكافأة"
    assert {row.pk for row in rise.tickets} == {row.pk for row in asked}
    assert (rise.now, rise.usual, rise.problem) == (8, 0.0, None)
    assert all(each.type for each in others), "nothing else is said more than usual"
    (own,) = (each for each in rising_for(cast.complaint_officer, NOW) if not each.type)
    assert {row.centre_id for row in own.tickets} == {cast.places["centre"].pk}


def test_what_is_asked_every_week_does_not_rise(cast: Cast) -> None:
    for week in range(5, 0, -1):
        for number, text in enumerate(PAY):
            at = NOW - timedelta(days=7 * week + 3, minutes=number)
            filed(cast, subject="تأخر صرف المكافأة", text=text, at=at)
    this_week(cast, "centre")
    assert [each for each in rising_for(cast.complaint_officer, NOW) if not each.type] == []


def test_those_linked_already_name_the_problem_and_are_not_offered(cast: Cast) -> None:
    weeks_before(cast)
    first, *others = this_week(cast, "centre")
    problem = problems.open_problem(actor=cast.complaint_officer, title="تأخر المكافأة", at=NOW)
    actions.link_problem(actor=cast.complaint_officer, ticket_id=first.pk, problem=problem.number, at=NOW)
    (rise,) = (each for each in rising_for(cast.complaint_officer, NOW) if not each.type)
    assert rise.problem == problem
    assert {row.pk for row in rise.tickets} == {row.pk for row in others}


@pytest.mark.parametrize("who", ["complaint_officer", "ministry_officer", "department_supervisor"])
def test_the_number_of_queries_is_fixed_and_little_is_read(cast: Cast, who: str) -> None:
    weeks_before(cast)
    this_week(cast, "centre")
    with CaptureQueriesContext(
        connection,
    ) as few:
        rising_for(cast.actor(who), NOW)
    for number in range(12):
        text = PAY[number % 4]
        filed(cast, subject=f"تأخر المكافأة {number}", text=text, at=NOW - timedelta(hours=3, minutes=-number))
    with CaptureQueriesContext(connection) as many:
        rising_for(cast.actor(who), NOW)
    assert len(many) <= len(few) + 2 <= 16
    assert hours(0) < NOW
