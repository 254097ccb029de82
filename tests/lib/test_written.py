"""What people write, freed of what nobody sees; and what can be a name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.lib.written import name_written, plain


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  سارة   بنت محمد ", "سارة بنت محمد"),
        ("John O'Neill-Smith (Acme Ltd.)", "John O'Neill-Smith (Acme Ltd.)"),
        ("عبدالله\u202eمحمد", "عبداللهمحمد"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("شركة الواحة 2", "شركة الواحة 2"),
        ("😀😀😀", ""),
        ("<b>x</b>", ""),
        ("س", ""),
        ("12345", ""),
        ("", ""),
    ],
)
def test_a_name_is_letters_and_what_stands_beside_them(written: str, kept: str) -> None:
    assert name_written(written) == kept


@given(st.text())
def test_what_is_kept_of_a_name_is_kept_again_and_holds_nothing_unseen(text: str) -> None:
    name = name_written(text)
    assert name_written(name) == name
    assert not any(unicodedata.category(sign) in {"Cf", "Cc"} for sign in name)


@given(st.text())
def test_nothing_turns_what_stands_beside_a_text_and_no_letter_is_lost(text: str) -> None:
    kept = plain(text)
    assert not set(kept) & set("\x00\u202a\u202b\u202c\u202d\u202e")
    assert [sign for sign in kept if sign.isalpha()] == [sign for sign in text if sign.isalpha()]
