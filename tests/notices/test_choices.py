"""People choose channels, not whether they are told."""

from typing import Any

import pytest

from tawasul.lib.errors import Invalid
from tawasul.notices import actions
from tawasul.notices.models import Notice
from tawasul.notices.recipients import of_users
from tests.notices.causes import MOBILE, owe, user

pytestmark = pytest.mark.django_db

EMAIL_FOR_ALARMS = ("alarms", "email")
SMS_FOR_ARRIVALS = ("arrivals", "sms")


def told() -> list[tuple[int | None, str]]:
    return sorted(Notice.objects.values_list("user_id", "channel"))


def test_what_is_chosen_is_added_to_the_pages_for_its_group_alone() -> None:
    one, other = user(1, mobile=MOBILE), user(2)
    actions.choose(user=one, chosen=frozenset({EMAIL_FOR_ALARMS, SMS_FOR_ARRIVALS}))
    owe(kind="clock_late", recipients=of_users([one, other]))
    assert told() == [(one.pk, "email"), (one.pk, "in_app"), (other.pk, "in_app")]
    Notice.objects.all().delete()
    owe(kind="work_arrived", recipients=of_users([one, other]))
    assert told() == [(one.pk, "in_app"), (one.pk, "sms"), (other.pk, "in_app")]


def test_nothing_that_one_chooses_takes_the_pages_away() -> None:
    reader = user(1, mobile=MOBILE)
    actions.choose(user=reader, chosen=frozenset({EMAIL_FOR_ALARMS}))
    actions.choose(user=reader, chosen=frozenset())
    owe(kind="clock_late", recipients=of_users([reader]))
    owe(kind="report_clock_late", recipients=of_users([reader]))
    assert told() == [(reader.pk, "in_app"), (reader.pk, "in_app"), (reader.pk, "sms")]


@pytest.mark.parametrize("wrong", [("alarms", "in_app"), ("codes", "email"), SMS_FOR_ARRIVALS])
def test_what_is_no_choice_is_refused(wrong: tuple[str, str]) -> None:
    reader = user(1)  # has no mobile
    with pytest.raises(Invalid):
        actions.choose(user=reader, chosen=frozenset({wrong}))


def test_choices_of_many_are_read_at_once(django_assert_num_queries: Any) -> None:
    readers = [user(number) for number in range(1, 6)]
    for reader in readers:
        actions.choose(user=reader, chosen=frozenset({EMAIL_FOR_ALARMS}))
    with django_assert_num_queries(1):
        assert all(recipient.wants for recipient in of_users(readers))
    with django_assert_num_queries(0):
        assert of_users([]) == []
