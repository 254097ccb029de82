import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.lib.names import agree

RECORDED = "سارة بنت محمد بن عبد الله الغامدي"
KNOWN = ["محمد", "سارة", "عبدالله", "أحمد", "الغامدي", "العتيبي", "آل", "سعود", "بن", "أبو"]
WORDS = st.lists(st.sampled_from(KNOWN), max_size=7)


@pytest.mark.parametrize(
    "name",
    [
        "سارة الغامدي",
        "ساره محمد الغامدى",
        "سَارة محمد عبدالله غامدي",
        "سارة",
        "سارة محمد",
        "أ. سارة بنت محمد",
        "سارة محمد عبدالله الغامدي",
    ],
)
def test_a_shorter_form_or_another_spelling_is_the_same_name(name: str) -> None:
    assert agree(name, RECORDED)
    assert agree(RECORDED, name)


@pytest.mark.parametrize(
    "name",
    ["نورة محمد الغامدي", "محمد الغامدي", "سارة محمد القحطاني", "سارة الغامدي محمد", "Sarah Alghamdi", "...", ""],
)
def test_other_words_are_another_name(name: str) -> None:
    assert not agree(name, RECORDED)
    assert not agree(RECORDED, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد آل سعود", "محمد السعود"),
        ("ابو بكر حسن", "أبوبكر بن حسن"),
        ("Mohammed A. Al-Ghamdi", "mohammed bin saad Alghamdi"),
        ("!", "!"),
    ],
)
def test_names_written_in_one_word_or_two(one: str, other: str) -> None:
    assert agree(one, other)


@given(WORDS, WORDS)
def test_it_is_the_same_from_both_sides(one: list[str], other: list[str]) -> None:
    assert agree(" ".join(one), " ".join(other)) == agree(" ".join(other), " ".join(one))
    assert agree(" ".join(one), " ".join(one))
