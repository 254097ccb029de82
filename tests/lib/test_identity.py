import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.lib.identity import (
    Identity,
    IdentityKind,
    InvalidIdentity,
    OtherDocument,
    identity_check_digit,
    parse_identity,
)

NINE = st.from_regex(r"[12][0-9]{8}", fullmatch=True)


def test_the_published_examples() -> None:
    assert parse_identity("1000000008") == Identity(IdentityKind.NATIONAL, "1000000008")
    with pytest.raises(InvalidIdentity):
        parse_identity("1000000000")


@pytest.mark.parametrize("typed", ["١٠٠٠٠٠٠٠٠٨", "۱۰۰۰۰۰۰۰۰۸", " 1000-000 008 ", "\u200f1000000008\u200e"])
def test_as_people_type_it(typed: str) -> None:
    assert parse_identity(typed).number == "1000000008"


@given(NINE)
def test_the_check_digit_makes_a_number_valid_and_tells_its_kind(nine: str) -> None:
    identity = parse_identity(nine + identity_check_digit(nine))
    assert identity.kind is (IdentityKind.NATIONAL if nine[0] == "1" else IdentityKind.RESIDENT)


@given(NINE, st.integers(0, 9), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(nine: str, place: int, shift: int) -> None:
    number = nine + identity_check_digit(nine)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(InvalidIdentity):
        parse_identity(wrong)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("a 1234567", IdentityKind.PASSPORT, "A1234567"),
        ("784-1990-1234567-1", IdentityKind.GCC, "784199012345671"),
        ("٣٠٠٠٠٠٠٠٠٠", IdentityKind.BORDER, "3000000000"),
    ],
)
def test_documents_without_check_digit(text: str, kind: IdentityKind, number: str) -> None:
    assert parse_identity(text, kind) == Identity(kind, number)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", None),
        ("A1234567", None),
        ("3000000000", None),
        ("100000000", None),
        ("10000000080", None),
        ("1000000008", IdentityKind.RESIDENT),
        ("ABCDEFG", IdentityKind.PASSPORT),
        ("A12/4567", IdentityKind.PASSPORT),
        ("جواز12345", IdentityKind.PASSPORT),
        ("123456", IdentityKind.GCC),
        ("300000000", IdentityKind.BORDER),
    ],
)
def test_refused(text: str, kind: IdentityKind | None) -> None:
    with pytest.raises(InvalidIdentity) as refused:
        parse_identity(text, kind)
    assert refused.value.code == "invalid-identity"
    assert str(refused.value.message)


@given(NINE, st.sampled_from(IdentityKind))
def test_a_number_that_tells_its_document_is_no_others(nine: str, kind: IdentityKind) -> None:
    number = nine + identity_check_digit(nine)
    told = parse_identity(number).kind
    if kind is told:
        assert parse_identity(number, kind) == Identity(told, number)
    else:
        with pytest.raises(OtherDocument):
            parse_identity(number, kind)


@pytest.mark.parametrize("nine", ["", "12345678", "1234567890", "12345678x", "١٢٣٤٥٦٧٨٩"])
def test_a_check_digit_needs_nine_digits(nine: str) -> None:
    with pytest.raises(ValueError, match="nine digits"):
        identity_check_digit(nine)
