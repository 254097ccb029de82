import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.lib.masking import masked


@pytest.mark.parametrize(
    ("text", "shown", "seen"),
    [
        ("1000000008", 4, "••••••0008"),
        ("12345", 2, "•••45"),
        ("1234", 4, "••••"),
        ("12", 4, "••"),
        ("", 4, ""),
        ("123", 0, "•••"),
    ],
)
def test_masked(text: str, shown: int, seen: str) -> None:
    assert masked(text, shown) == seen


@given(st.text(st.characters(categories=["Nd"]), min_size=5))
def test_only_the_last_four_are_seen(text: str) -> None:
    assert masked(text) == "•" * (len(text) - 4) + text[-4:]
