"""The measure of what rises, by its properties; and texts that ask one thing, in a group."""

from fractions import Fraction
from math import comb, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.tickets.problems.rising import ALIKE, LEAST, alike, grouped, rises, saying, surprise

WHOLE = st.integers(1, 300)


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, int, int, int]:
    of, of_before = draw(WHOLE), draw(st.integers(0, 600))
    return draw(st.integers(0, of)), of, draw(st.integers(0, of_before)), of_before


@given(counted())
def test_one_more_this_week_surprises_more(case: tuple[int, int, int, int]) -> None:
    now, of, before, of_before = case
    if now < of:
        assert surprise(now + 1, of, before, of_before) >= surprise(now, of, before, of_before) - 1e-9


@given(counted())
def test_one_more_in_the_usual_weeks_surprises_less(case: tuple[int, int, int, int]) -> None:
    now, of, before, of_before = case
    if before < of_before:
        assert surprise(now, of, before + 1, of_before) <= surprise(now, of, before, of_before) + 1e-9


@given(counted())
def test_it_is_a_chance_and_few_tickets_are_no_rise(case: tuple[int, int, int, int]) -> None:
    now, of, before, of_before = case
    assert surprise(*case) >= 0
    if now < LEAST:
        assert not rises(*case)
    if now * of_before < before * of:
        assert not rises(*case), "not more than usual"


@given(now=st.integers(0, 20), more=st.integers(0, 20), before=st.integers(0, 30), of_before=st.integers(30, 300))
def test_it_is_the_tail_of_the_binomial(now: int, more: int, before: int, of_before: int) -> None:
    """Counted otherwise, in whole fractions."""
    of = max(1, now + more)
    share, both = Fraction(of, of + of_before), now + before
    chance = sum(comb(both, k) * share**k * (1 - share) ** (both - k) for k in range(now, both + 1))
    assert surprise(now, of, before, of_before) == pytest.approx(-log10(chance), abs=1e-9)


def test_what_rises_and_what_does_not() -> None:
    assert rises(6, 300, 0, 600)
    assert rises(3, 10, 0, 60)
    assert not rises(2, 10, 0, 60), "two are no rise"
    assert not rises(20, 300, 40, 600), "what is usual"
    assert not rises(23, 300, 32, 524), "hardly more than usual"
    assert rises(20, 300, 12, 600)
    assert not rises(10, 10, 0, 0), "nothing is known of what is usual"


@pytest.mark.parametrize("case", [(-1, 5, 0, 0), (6, 5, 0, 0), (1, 5, 3, 2), (1, 5, -1, 2)])
def test_a_part_is_not_more_than_its_whole(case: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="whole"):
        surprise(*case)


PAY = (
    "تأخر صرف المكافأة الجامعية لم تنزل مكافأة هذا الشهر في حسابي حتى الآن",
    "المكافأة ما نزلت لم تصرف مكافأتي الجامعية لهذا الشهر وأنا طالب في جامعة النخيل",
    "متى تنزل المكافأة تأخر نزول مكافأة الطلاب في جامعة الواحة هذا الشهر",
)
BUS = ("تأخر الباص لا يصل باص النقل المدرسي إلا بعد الطابور", "الباص يتأخر كل صباح عن مدرسة الأمل والنقل لا يرد")
EXAM = (
    "منصة الاختبارات لا تفتح تتعطل منصة الاختبارات عند الدخول",
    "تعطلت منصة الاختبارات عند الدخول وضاع وقت الاختبار",
)


def test_those_who_ask_one_thing_are_in_one_group() -> None:
    texts = [PAY[0], BUS[0], EXAM[0], PAY[1], EXAM[1], BUS[1], PAY[2]]
    found = {frozenset(group.members) for group in grouped([saying(text) for text in texts])}
    assert found == {frozenset({0, 3, 6}), frozenset({1, 5}), frozenset({2, 4})}


def test_names_and_numbers_do_not_set_people_apart() -> None:
    one, other = (saying(f"تأخر صرف مكافأة جامعة {name} لشهر {n}") for name, n in (("النخيل", 3), ("الواحة", 4)))
    assert alike(one, other) >= ALIKE
    assert not any(word.isdigit() for word in one)


@given(st.lists(st.sampled_from([*PAY, *BUS, *EXAM]), max_size=30))
def test_every_text_is_in_one_group(texts: list[str]) -> None:
    groups = grouped([saying(text) for text in texts])
    assert sorted(place for group in groups for place in group.members) == list(range(len(texts)))
    assert all(group.leader in group.members for group in groups)


@given(st.sampled_from([*PAY, *BUS, *EXAM]), st.sampled_from([*PAY, *BUS, *EXAM]))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert alike(saying(one), saying(other)) == alike(saying(other), saying(one))
    assert 0 <= alike(saying(one), saying(other)) <= 1
