from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from tawasul.attachments.models import Attachment
from tawasul.centres import queries
from tawasul.centres.models import Membership, Place
from tawasul.cli.demonstration import loader
from tawasul.cli.demonstration.people import PASSWORD, sign_ins
from tawasul.cli.demonstration.plan import demonstration
from tawasul.notices.models import Notice
from tawasul.notices.quiet import OURS, waits_until
from tawasul.notices.quieting import keeps_quiet
from tawasul.people.models import User
from tawasul.tickets.models import Ticket
from tawasul.timeline.models import Event

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FEW = 60


class Killed(Exception):
    pass


def silent(part: str, done: int, of: int) -> None:
    pass


def killed_half_way(part: str, done: int, of: int) -> None:
    if part == "steps" and done > of // 2:
        raise Killed


def test_killed_half_way_nothing_is_left(lasting_db: None) -> None:
    with pytest.raises(Killed):
        loader.load(NOW, killed_half_way, tickets=12)
    assert not Place.objects.exists()
    assert not User.objects.exists()
    assert not Ticket.objects.exists()


def its_time(notice: Notice) -> datetime:
    """When it was to leave: at once, or in the morning."""
    waits = keeps_quiet(notice.kind, notice.channel, at_any_hour=notice.at_any_hour)
    return (waits_until(notice.owed_at, OURS) if waits else None) or notice.owed_at


@pytest.mark.django_db
def test_what_was_planned_stands_and_was_done_by_people(settings, tmp_path) -> None:
    settings.FILES = tmp_path
    assert loader.load(NOW, silent, tickets=FEW)
    lives = demonstration(NOW, tickets=FEW).lives

    tickets = list(Ticket.objects.order_by("filed_at", "pk"))
    assert [(row.state, row.type, row.filed_at) for row in tickets] == [
        (life.state.value, life.filing.type.value, life.filing.at) for life in lives
    ]
    moves = sum(len(life.moves) for life in lives)
    assert Event.objects.count() >= len(lives) + moves // 2
    assert Event.objects.filter(at__gt=NOW).count() == 0
    assert Attachment.objects.filter(draft_key="").exists()
    assert Membership.objects.exclude(place__closed_on=None).count() == 0

    # Some are away today, recorded by their supervisors before the first day.
    today = NOW.date()
    away = queries.absences_standing(queries.absences(), queries.When.NOW, today)
    assert away.filter(place__path__startswith=Place.objects.get(code="RUH").path).count() == 3
    assert queries.absences().filter(begins_on__gt=today).exists()
    assert queries.absences().filter(ends_on__lt=today).exists()
    assert all(row.appointed_at.date() <= row.begins_on for row in queries.absences())
    assert Notice.objects.filter(kind="deputy_named", channel="in_app").count() == queries.absences().count()

    # What was owed was sent in its time, and no backlog waits for the first worker.
    assert not Notice.objects.filter(state="owed").exists()
    assert not ProcrastinateJob.objects.exists()
    sent = Notice.objects.exclude(sent_at=None)
    late = [row for row in sent if row.sent_at and row.sent_at - its_time(row) > timedelta(minutes=1)]
    assert not late

    # Again: it stands already.
    assert not loader.load(NOW, silent, tickets=FEW)
    assert Ticket.objects.count() == len(lives)

    for person in sign_ins():
        user = User.objects.get(email=person.email)
        assert user.check_password(PASSWORD)
        assert (user.name_ar, user.name_en) == (person.name_ar, person.name_en)
        held = Membership.objects.filter(user=user, covers=None).values_list("role", "place__code")
        assert set(held) == {(role, place.code) for role, place in person.hats}


def test_the_people_to_sign_in_as_show_every_side(capsys) -> None:
    people = sign_ins()
    roles = {role for person in people for role, _place in person.hats}
    assert {"ministry_supervisor", "centre_supervisor", "complaint_officer", "report_officer"} <= roles
    assert {"counter_officer", "coordinator", "department_supervisor", "quality_officer"} <= roles
    assert {"sector_official", "network_administrator", "call_centre_agent"} <= roles
    assert any(len(person.hats) == 2 for person in people)
    assert len({person.email for person in people}) == len(people)
    call_command("load_demonstration", "--people")
    said = capsys.readouterr().out
    assert PASSWORD in said
    assert all(person.email in said for person in people)


def test_never_in_production(settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(Exception, match="demonstration mode"):
        call_command("load_demonstration")
