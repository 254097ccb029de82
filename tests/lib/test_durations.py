from datetime import timedelta

import pytest

from tawasul.lib.durations import say_duration


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "يوم"),
        (2, "يومان"),
        (3, "3 أيام"),
        (10, "10 أيام"),
        (11, "11 يومًا"),
        (99, "99 يومًا"),
        (100, "100 يوم"),
        (101, "101 يوم"),
        (102, "102 يوم"),
        (103, "103 أيام"),
        (111, "111 يومًا"),
        (200, "200 يوم"),
    ],
)
def test_counted_days_in_arabic(days: int, said: str) -> None:
    assert say_duration(timedelta(days=days), "ar") == said


@pytest.mark.parametrize(
    ("length", "arabic", "english"),
    [
        (timedelta(0), "أقل من دقيقة", "less than a minute"),
        (timedelta(seconds=59), "أقل من دقيقة", "less than a minute"),
        (timedelta(minutes=1), "دقيقة", "1 minute"),
        (timedelta(minutes=2), "دقيقتان", "2 minutes"),
        (timedelta(minutes=10), "10 دقائق", "10 minutes"),
        (timedelta(minutes=45), "45 دقيقة", "45 minutes"),
        (timedelta(hours=1), "ساعة", "1 hour"),
        (timedelta(hours=2), "ساعتان", "2 hours"),
        (timedelta(hours=11), "11 ساعة", "11 hours"),
        (timedelta(hours=1, minutes=2), "ساعة ودقيقتان", "1 hour and 2 minutes"),
        (timedelta(days=3, hours=4, minutes=5), "3 أيام و4 ساعات", "3 days and 4 hours"),
        (timedelta(days=1, minutes=3), "يوم و3 دقائق", "1 day and 3 minutes"),
        (timedelta(days=-2), "يومان", "2 days"),
    ],
)
def test_two_largest_units(length: timedelta, arabic: str, english: str) -> None:
    assert say_duration(length, "ar") == arabic
    assert say_duration(length, "en") == english
