import pytest

from tawasul.lib.digits import all_digits, compact, western


@pytest.mark.parametrize("typed", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_all_three_kinds_of_digits_become_western(typed: str) -> None:
    assert western(typed) == "0123456789"


def test_other_text_stays() -> None:
    assert western("رقم ٢٦-أ") == "رقم 26-أ"


@pytest.mark.parametrize(
    "typed", ["\u200f١٢ ٣٤\u200e", "12-34", "12\u00a034", "12–34", "12−34", "\u202b1234\u202c", "１２３４"]
)
def test_what_stands_between_digits_is_dropped(typed: str) -> None:
    assert compact(typed) == "1234"


@pytest.mark.parametrize(("text", "told"), [("0123", True), ("", False), ("١٢", False), ("1²", False), ("12a", False)])
def test_all_digits(text: str, told: bool) -> None:
    assert all_digits(text) is told
