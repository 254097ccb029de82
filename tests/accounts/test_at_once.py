"""Two at one moment on one account, on real PostgreSQL: one is first, the other is told."""

from datetime import date

import pytest

from tawasul.accounts import actions
from tawasul.accounts.events import SUBJECT_KIND
from tawasul.lib.identity import parse_identity
from tawasul.notices.models import Notice
from tawasul.people.models import User
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links
from tests.cast import SUNDAY, Cast, assemble, hours
from tests.tickets.test_races import at_once, refused

WRONG = "wrong@example.sa"


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    return assemble()


@pytest.fixture
def newcomer(cast: Cast) -> User:
    return actions.register_member(
        actor=cast.supervisor, identity=parse_identity("1000000008"), email=WRONG, name_ar="نورة القرني",
        name_en="Noura Alqarni", mobile="+966501234567", language="ar", role="complaint_officer",
        place_id=cast.places["unit"].pk, begins_on=date(2026, 11, 1), ends_on=None, at=SUNDAY,
    )  # fmt: skip


def test_two_supervisors_correct_one_address(cast: Cast, newcomer: User) -> None:
    def correct(who: str, email: str) -> User:
        return actions.correct_email(actor=cast.actor(who), user_id=newcomer.pk, email=email, seen=WRONG, at=hours(1))

    outcomes = at_once(
        lambda: correct("supervisor", "one@example.sa"), lambda: correct("services_supervisor", "two@example.sa")
    )
    assert refused(outcomes) == ["changed"]
    assert Event.objects.filter(subject_kind=SUBJECT_KIND, kind="email_corrected").count() == 1
    assert User.objects.get(pk=newcomer.pk).email in {"one@example.sa", "two@example.sa"}
    assert not list(broken_links())


def test_a_password_is_chosen_while_the_address_is_corrected(cast: Cast, newcomer: User) -> None:
    token = str(Notice.objects.get(kind="invitation").context["link"]).strip("/").rsplit("/", 1)[-1]
    outcomes = at_once(
        lambda: actions.accept_invitation(token=token, password="a-sentence-only-i-know-1448", at=hours(1)),
        lambda: actions.correct_email(
            actor=cast.supervisor, user_id=newcomer.pk, email="right@example.sa", seen=WRONG, at=hours(1)
        ),
    )
    user = User.objects.get(pk=newcomer.pk)
    assert refused(outcomes) == (["in-use"] if user.has_usable_password() else ["not-found"])
    assert (user.email == WRONG) == user.has_usable_password()


def test_two_people_prove_one_address(cast: Cast) -> None:
    names, shared = ("coordinator", "second_coordinator"), "shared@example.sa"
    for name in names:
        actions.ask_new_email(user_id=cast.user(name).pk, email=shared, at=hours(1))
    links = Notice.objects.filter(kind="email_proof").order_by("pk").values_list("context__link", flat=True)
    one, two = (link.strip("/").rsplit("/", 1)[-1] for link in links)
    outcomes = at_once(
        lambda: actions.confirm_new_email(token=one, at=hours(2)),
        lambda: actions.confirm_new_email(token=two, at=hours(2)),
    )
    assert refused(outcomes) == ["email-taken"]
    assert User.objects.filter(email=shared).count() == 1
