from hypothesis import given
from hypothesis import strategies as st

from tawasul.tickets.likeness import alike, likeness

BUS = "لم يصل باص النقل المدرسي منذ ثلاثة أيام"


def test_a_case_told_again_in_another_spelling_is_the_same() -> None:
    assert alike(BUS, "باص النقل المدرسى لم يصل منذ ثلاثه ايام")


def test_another_subject_is_another_case() -> None:
    assert not alike(BUS, "أرجو مراجعة درجة ابني في الرياضيات")


def test_the_same_words_about_another_day_are_another_case() -> None:
    assert likeness("تأخر الباص يوم 12", "تأخر الباص يوم 19") < likeness("تأخر الباص يوم 12", "تأخر الباص يوم 12")
    assert not alike("تأخر الباص يوم 12", "تأخر الباص يوم 19")


@given(st.text(), st.text())
def test_it_is_a_share_whichever_is_asked_first(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
