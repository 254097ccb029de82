"""What is filled in of the one answer, and what never would be."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.tickets.problems.filling import FILLED_IN, filled, never_filled


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("المكرم {الاسم}، رقم تذكرتكم {الرقم}.", ()),
        ("Dear {name}, {number}.", ()),
        ("المكرم {غلط}، {غلط} {الاسم}", ("{غلط}",)),
        ("المكرم { الاسم }", ("{ الاسم }",)),
        ("المكرم {الاسم", ("{",)),
        ("{{name}}", ("{", "}")),
        ("} {} {Name}", ("{}", "{Name}", "}")),
    ],
)
def test_what_nothing_fills_is_named(text: str, unknown: tuple[str, ...]) -> None:
    assert never_filled(text) == unknown


drawn = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_PARTS = st.lists(st.sampled_from([*FILLED_IN, "{غلط}", "{", "}", " كلام "]), max_size=8).map("".join)


@drawn
@given(_PARTS)
def test_what_is_accepted_reaches_nobody_with_a_brace(text: str) -> None:
    if not never_filled(text):
        assert not set(filled(text, "سارة", "26-0000-0713-0")) & set("{}")


@drawn
@given(_PARTS)
def test_a_name_with_braces_is_said_as_it_is(text: str) -> None:
    if not never_filled(text):
        assert filled(text, "{الرقم}", "7").count("{الرقم}") == text.count("{الاسم}") + text.count("{name}")
