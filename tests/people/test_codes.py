"""Codes and limited tries."""

from datetime import timedelta

import pytest

from tawasul.lib.errors import Invalid, TooMany
from tawasul.people.attempts import count_attempt
from tawasul.people.codes import GOOD_FOR, TRIES, Purpose, new_code, use_code
from tests.cast import SUNDAY

MOBILE = "+966501234567"
pytestmark = pytest.mark.django_db


def used(
    code: str, purpose: Purpose = Purpose.FOLLOWING, mobile: str = MOBILE, after: timedelta = timedelta(0)
) -> bool:
    try:
        use_code(mobile=mobile, purpose=purpose, code=code, at=SUNDAY + after)
    except Invalid:
        return False
    return True


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_opens_once_what_it_was_sent_for() -> None:
    code = new_code(mobile=MOBILE, purpose=Purpose.FOLLOWING, at=SUNDAY)
    assert not used(code, purpose=Purpose.FILING)
    assert not used(code, mobile="+966500000000")
    assert used(code)
    assert not used(code)


def test_a_code_grows_old_and_a_newer_one_ends_it() -> None:
    first = new_code(mobile=MOBILE, purpose=Purpose.FOLLOWING, at=SUNDAY)
    assert not used(first, after=GOOD_FOR)
    second = new_code(mobile=MOBILE, purpose=Purpose.FOLLOWING, at=SUNDAY)
    assert first == second or not used(first)
    assert used(second)


def test_guessing_ends_after_a_few_tries() -> None:
    code = new_code(mobile=MOBILE, purpose=Purpose.FOLLOWING, at=SUNDAY)
    for _guess in range(TRIES):
        assert not used(wrong(code))
    assert not used(code), "not even the right one, after that"


def test_tries_are_counted_in_windows_and_by_whom() -> None:
    how = {"what": "code", "limit": 3, "window": timedelta(minutes=10)}
    for _try in range(3):
        count_attempt(who="10.0.0.1", at=SUNDAY, **how)  # type: ignore[arg-type]
    with pytest.raises(TooMany) as refused:
        count_attempt(who="10.0.0.1", at=SUNDAY + timedelta(minutes=4), **how)  # type: ignore[arg-type]
    assert refused.value.retry_after == 6 * 60
    count_attempt(who="10.0.0.2", at=SUNDAY, **how)  # type: ignore[arg-type]
    count_attempt(who="10.0.0.1", at=SUNDAY + timedelta(minutes=10), **how)  # type: ignore[arg-type]
