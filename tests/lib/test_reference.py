import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tawasul.lib.reference import LARGEST_SEQUENCE, InvalidReference, compose, damm_digit, parse_reference, spoken

REFERENCES = st.builds(compose, st.integers(2000, 2099), st.integers(1, LARGEST_SEQUENCE))


def test_the_published_damm_example() -> None:
    assert damm_digit("572") == "4"


def test_shape() -> None:
    assert compose(2026, 1234) == "2600001234" + damm_digit("2600001234")
    assert spoken("26000012348") == "26-0000-1234-8"


@given(REFERENCES)
def test_what_is_spoken_reads_back(reference: str) -> None:
    assert parse_reference(spoken(reference)) == reference


@given(REFERENCES)
def test_any_digits_and_direction_marks(reference: str) -> None:
    arabic = "".join("٠١٢٣٤٥٦٧٨٩"[int(digit)] for digit in reference)
    assert parse_reference(f"\u200f{arabic[:2]} {arabic[2:]}\u200e") == reference


@given(REFERENCES, st.integers(0, 10), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(reference: str, place: int, shift: int) -> None:
    wrong = reference[:place] + str((int(reference[place]) + shift) % 10) + reference[place + 1 :]
    with pytest.raises(InvalidReference):
        parse_reference(wrong)


@given(REFERENCES, st.integers(0, 9))
def test_every_exchange_of_neighbours_is_caught(reference: str, place: int) -> None:
    left, right = reference[place], reference[place + 1]
    assume(left != right)
    with pytest.raises(InvalidReference):
        parse_reference(reference[:place] + right + left + reference[place + 2 :])


def test_the_quasigroup_catches_both_errors_everywhere() -> None:
    digits = range(10)
    interims = {str(start): damm_digit(f"{start}") for start in digits}
    assert len(set(interims.values())) == 10
    for head in digits:
        for a in digits:
            assert len({damm_digit(f"{head}{b}") for b in digits}) == 10
            assert all(damm_digit(f"{head}{a}{b}") != damm_digit(f"{head}{b}{a}") for b in digits if a != b)


@pytest.mark.parametrize("text", ["", "2600001234", "260000123488", "26O00012348", "२6000012348"])
def test_refused(text: str) -> None:
    with pytest.raises(InvalidReference):
        parse_reference(text)


@pytest.mark.parametrize("sequence", [0, -1, LARGEST_SEQUENCE + 1])
def test_a_sequence_beyond_eight_digits_is_an_error(sequence: int) -> None:
    with pytest.raises(ValueError, match="sequence"):
        compose(2026, sequence)
