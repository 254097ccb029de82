import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.lib.mobile import InvalidMobile, local_form, parse_mobile


@pytest.mark.parametrize(
    "typed",
    [
        "0501234567",
        "501234567",
        "+966501234567",
        "00966501234567",
        "966501234567",
        "٠٥٠١٢٣٤٥٦٧",
        "۰۵۰۱۲۳۴۵۶۷",
        "+966 (0)50 123-4567",
        "\u200f966501234567+",
        "050.123.4567",
    ],
)
def test_saudi_forms(typed: str) -> None:
    assert parse_mobile(typed) == "+966501234567"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+971 50 123 4567", "+971501234567"),
        ("0020 100 123 4567", "+201001234567"),
        ("+1 202 555 0143", "+12025550143"),
    ],
)
def test_other_countries(typed: str, kept: str) -> None:
    assert parse_mobile(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "05012345", "05012345678", "0112345678", "+966112345678", "+97142345678", "jawwal", "+9999999999", "123"],
)
def test_refused(typed: str) -> None:
    with pytest.raises(InvalidMobile) as refused:
        parse_mobile(typed)
    assert refused.value.code == "invalid-mobile"


@given(st.from_regex(r"05[0-9]{8}", fullmatch=True))
def test_the_local_form_reads_back(local: str) -> None:
    assert local_form(parse_mobile(local)) == local


def test_the_local_form_of_another_country_stays_international() -> None:
    assert local_form("+971501234567") == "+971501234567"
