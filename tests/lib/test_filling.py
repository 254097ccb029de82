import pytest
from hypothesis import given
from hypothesis import strategies as some

from tawasul.lib.arabic import isolate
from tawasul.lib.filling import filled

TEMPLATE = "We need from you: {missing}. Complete it here: {link}"


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("the bus number", "We need from you: the bus number. Complete it here: /follow/"),
        ("Send the bus number.", "We need from you: Send the bus number. Complete it here: /follow/"),
        ("ما رقم الحافلة؟", "We need from you: ما رقم الحافلة؟ Complete it here: /follow/"),
        (isolate("رقم الحافلة."), f"We need from you: {isolate('رقم الحافلة.')} Complete it here: /follow/"),
        ("", "We need from you: . Complete it here: /follow/"),
    ],
)
def test_a_sentence_ends_once(missing: str, said: str) -> None:
    assert filled(TEMPLATE, {"missing": missing, "link": "/follow/"}) == said


def test_what_is_not_given_is_said_so_and_braces_must_match() -> None:
    assert filled("{actor} closed it. {reason}", {"actor": "Layla"}, missing="—") == "Layla closed it. —"
    assert filled("{{as it is}}", {}) == "{as it is}"
    with pytest.raises(ValueError, match="expected '}'"):
        filled("{actor", {})


@given(some.text(alphabet="اب. ؟a"), some.text(alphabet="اب. ؟a"))
def test_two_stops_never_meet_at_a_value(value: str, more: str) -> None:
    said = filled("x{value}. y", {"value": value})
    assert said in {f"x{value}. y", f"x{value} y"}
    assert (said == f"x{value} y") == value.endswith((".", "؟"))
