from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from tawasul.attachments.models import Attachment
from tawasul.centres import queries
from tawasul.centres.models import Membership, Place
from tawasul.cli.demonstration import days, loader, together
from tawasul.cli.demonstration.history import Say, Turn
from tawasul.cli.demonstration.lives import encloses
from tawasul.cli.demonstration.people import PASSWORD, sign_ins
from tawasul.cli.demonstration.plan import demonstration
from tawasul.cli.demonstration.together import GivenUpError, tell_together
from tawasul.clocks.models import Hearer
from tawasul.directives.actions import look
from tawasul.directives.models import Directive
from tawasul.directives.queries import overview
from tawasul.lib.hijri import RIYADH
from tawasul.meetings.models import Call, MeetingRequest, Session, Times
from tawasul.notices.models import Notice
from tawasul.notices.quiet import OURS, waits_until
from tawasul.notices.quieting import keeps_quiet
from tawasul.people.models import User
from tawasul.tickets.models import Linking, Problem, Statement, Ticket
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links

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


def test_two_processes_tell_the_same_history_and_all_of_it_is_kept(
    lasting_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.FILES = tmp_path
    said: list[tuple[str, int, int]] = []
    assert loader.load(NOW, lambda *how_far: said.append(how_far), tickets=FEW, processes=2)
    lives = demonstration(NOW, tickets=FEW).lives
    tickets = list(Ticket.objects.filter(decided_in="").order_by("pk"))  # those of decisions are of no life
    # A problem's answer moves the tickets that it was given to beyond their lives.
    given = set(Linking.objects.exclude(giving="").values_list("ticket", flat=True))
    assert [("given" if row.pk in given else row.state, row.type, row.filed_at) for row in tickets] == [
        ("given" if row.pk in given else life.state.value, life.filing.type.value, life.filing.at)
        for row, life in zip(tickets, lives, strict=True)
    ], "in the order of their filing, whoever filed them"
    assert [row.reference for row in tickets] == sorted(row.reference for row in tickets)
    assert list(broken_links()) == []
    assert not Notice.objects.filter(state="owed").exists()
    assert not Hearer.objects.filter(told_at=None).exists()
    assert not ProcrastinateJob.objects.exists()
    steps = sum(1 + len(life.moves) for life in lives)
    assert ("steps", steps, steps) in said
    assert not loader.load(NOW, silent, tickets=FEW, processes=2)


def test_killed_in_the_history_it_is_gone_on_with(lasting_db: None, settings: Any, tmp_path: Path) -> None:
    settings.FILES = tmp_path
    with pytest.raises(Killed):
        loader.load(NOW, killed_half_way, tickets=12, processes=2)
    assert not Ticket.objects.exists()
    of_absences = {"deputy_named", "absence_recorded"}
    assert not Notice.objects.exclude(kind__in=of_absences).exists(), "these were recorded with the network"
    assert not loader.is_loaded()
    places, people = Place.objects.count(), User.objects.count()
    assert loader.load(NOW + timedelta(days=1), silent, tickets=12, processes=2)
    assert (Place.objects.count(), User.objects.count()) == (places, people)
    assert Ticket.objects.exists()
    assert loader.is_loaded()


def test_where_one_process_ends_nothing_of_the_other_is_kept(lasting_db: None) -> None:
    def tell(share: frozenset[int], turn: Turn, say: Say) -> None:
        assert list(share) == [0], "the other is broken off"
        User.objects.create(email="a@tawasul.example", user_number="E1", date_joined=NOW)

    lives = [life for life in demonstration(NOW, tickets=12).lives if not encloses(life)][:2]
    with pytest.raises(GivenUpError):
        tell_together(lives, tell, silent, processes=2)
    assert not User.objects.exists()


def test_no_two_shares_wait_for_each_other() -> None:
    lives = demonstration(NOW).lives
    for parts in (1, 2, 3):
        found = together.shares(lives, parts)
        assert sorted(number for share in found for number in share) == list(range(len(lives)))
        for asks in (lambda life: life.filing.beneficiary, encloses):
            homes: dict[object, set[int]] = {}
            for place, share in enumerate(found):
                for number in share:
                    homes.setdefault(asks(lives[number]), set()).add(place)
            assert all(len(places) == 1 for key, places in homes.items() if key is not False)
        steps = [sum(1 + len(lives[number].moves) for number in share) for share in found]
        assert parts > 2 or max(steps) - min(steps) < max(steps) / 20, "as many as enclose files are a third of all"


def its_time(notice: Notice) -> datetime:
    """When it was to leave: at once, or in the morning."""
    waits = keeps_quiet(notice.kind, notice.channel, at_any_hour=notice.at_any_hour)
    return (waits_until(notice.owed_at, OURS) if waits else None) or notice.owed_at


@pytest.mark.django_db
def test_what_was_planned_stands_and_was_done_by_people(settings, tmp_path) -> None:
    settings.FILES = tmp_path
    assert loader.load(NOW, silent, tickets=FEW)
    lives = demonstration(NOW, tickets=FEW).lives

    tickets = list(Ticket.objects.filter(decided_in="").order_by("filed_at", "pk"))
    given = set(Linking.objects.filter(giving=Linking.GIVEN).values_list("ticket", flat=True))
    assert [("under_review" if row.pk in given else row.state, row.type, row.filed_at) for row in tickets] == [
        ("under_review" if row.pk in given else life.state.value, life.filing.type.value, life.filing.at)
        for row, life in zip(tickets, lives, strict=True)
    ]
    assert set(Problem.objects.values_list("state", flat=True)) == {
        "open",
        "cause_known",
        "raised",
        "answered",
        "closed",
    }
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
    # Others were asked, and not all of them have an account.
    assert {row.inside for row in Statement.objects.all()} == {True, False}
    assert not Statement.objects.filter(changed_at__gt=NOW).exists()

    # The minister who signs in reads what was directed, what is late, what moved since, and what is done.
    minister = next(person for person in sign_ins() if ("minister", "MOE") in {(r, p.code) for r, p in person.hats})
    member = Membership.objects.select_related("user", "place").get(user__email=minister.email, covers=None)
    actor = queries.actor_for(member)
    look(actor=actor, official_id=member.place_id, at=NOW)
    seen = overview(actor, member.place_id, today)
    assert seen.running >= 4
    assert seen.late >= 1
    assert 0 < len(seen.moved) < seen.running
    assert Directive.objects.filter(official=member.place, state="done").exists()
    assert not Directive.objects.filter(changed_at__gt=NOW).exists()
    assert Directive.objects.filter(official=member.place, acting__kind="university").exists(), "an entity's head"
    reminders = {row.subject_id: row for row in Event.objects.filter(subject_kind="directive", kind="reminded")}
    late = [row for row in Directive.objects.filter(pk__in=reminders)
            if reminders[row.pk].data["text"].startswith("مضى الموعد")]  # fmt: skip
    assert late
    assert all(reminders[row.pk].at.astimezone(RIYADH).date() > row.due_on for row in late)
    assert Times.objects.filter(centre__parent=member.place).exists(), "the minister receives at fixed times"

    # Whoever asks to meet an official is called in working hours, and only who was reached has heard.
    ready = MeetingRequest.objects.filter(state="ready")
    assert ready.exclude(seats__state="reserve").exists(), "somebody waits for a session that one may draw up"
    assert Session.objects.filter(state="planned", begins_at__gt=NOW, drawn_up_at=None).exists()
    calls = Call.objects.all()
    assert calls
    assert all(days.at_work(row.at) == row.at for row in calls)
    assert {bool(row.text) for row in calls if row.outcome != "reached"} == {False}

    # What was owed was sent in its time, and no backlog waits for the first worker.
    assert not Notice.objects.filter(state="owed").exists()
    assert not ProcrastinateJob.objects.exists()
    sent = Notice.objects.exclude(sent_at=None)
    late = [row for row in sent if row.sent_at and row.sent_at - its_time(row) > timedelta(minutes=1)]
    assert not late

    # Again: it stands already.
    assert not loader.load(NOW, silent, tickets=FEW)
    assert Ticket.objects.filter(decided_in="").count() == len(lives)

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
    assert {"minister", "minister_office", "ministry_officer", "monitoring_officer"} <= roles, "of directives"
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
