"""Absences in the pages: seen, recorded, moved, called off; and the work handed over, and back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tawasul.accounts import actions
from tawasul.accounts.events import SUBJECT_KIND
from tawasul.centres.models import Membership
from tawasul.centres.queries import absences
from tawasul.lib.hijri import hijri
from tawasul.notices.models import Notice
from tawasul.people.models import User
from tawasul.tickets.models import Ticket
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links
from tests.cast import Cast, give_role, under_review, with_coordinator

Enter = Callable[..., Client]


def day(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def away(
    cast: Cast, absent: str = "coordinator", deputy: str = "second_coordinator", first: int = 0, last: int = 4,
    by: str = "supervisor",
) -> Membership:  # fmt: skip
    (made,) = actions.record_absence(
        actor=cast.actor(by), membership_ids=[cast.members[absent].pk], deputy_id=cast.user(deputy).pk,
        begins_on=day(first), ends_on=day(last), at=timezone.now(),
    )  # fmt: skip
    return made


def record(
    cast: Cast, browser: Client, whom: str = "coordinator", stands_in: str = "second_coordinator", **more: Any
) -> Any:
    asked = {
        "roles": [cast.members[whom].pk], "deputy": cast.user(stands_in).pk, "begins_on": day(0).isoformat(),
        "ends_on": day(3).isoformat(), "once": "one",
    } | more  # fmt: skip
    return browser.post(f"/desk/absences/of/{cast.user(whom).pk}/", asked)


def listed(browser: Client, **asked: str) -> list[tuple[str, str]]:
    rows = browser.get("/desk/absences/", asked).context["shown"]
    return [(line["absent"].name_en, line["row"].user.name_en) for line in rows]


def wear(browser: Client, membership: Membership) -> None:
    browser.post("/desk/hats/", {"hat": membership.pk})


def kinds(user: User) -> list[str]:
    events = Event.objects.filter(subject_kind=SUBJECT_KIND, subject_id=user.pk).order_by("sequence")
    return [event.kind for event in events]


def told(user: User) -> list[str]:
    rows = Notice.objects.filter(user=user, subject_kind=SUBJECT_KIND).order_by("pk")
    return [f"{row.kind} {row.channel}" for row in rows]


def test_a_supervisor_records_an_absence_once_and_both_are_told(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    page = browser.get(f"/desk/absences/of/{cast.user('coordinator').pk}/")
    assert page.context["form"].fields["roles"].initial == [str(cast.members["coordinator"].pk)]
    answers = [record(cast, browser) for _click in range(2)]
    (absence,) = absences()
    assert [answer.url for answer in answers] == [f"/desk/absences/{absence.pk}/"] * 2
    absent, deputy = cast.user("coordinator"), cast.user("second_coordinator")
    assert (absence.covers.user, absence.user, absence.ends_on) == (absent, deputy, day(3))  # type: ignore[union-attr]
    assert (kinds(absent), kinds(deputy)) == (["absence_recorded"], ["deputised"])
    assert told(absent) == ["absence_recorded in_app", "absence_recorded email"]
    assert told(deputy) == ["deputy_named in_app", "deputy_named email"]
    assert not list(broken_links())
    assert listed(browser) == [("Haifa Albugami", "Rashed Alenezi")]
    opened = browser.get(answers[0].url).content.decode()
    assert "Rashed Alenezi" in opened
    person = browser.get(f"/desk/members/person/{absent.pk}/").content.decode()
    assert "Rashed Alenezi stands in" in person
    assert "recorded that" in person
    assert "standing in for" in browser.get("/desk/members/", {"name": "Rashed"}).content.decode()


def test_days_are_written_in_either_calendar(cast: Cast, enter: Enter) -> None:
    first = hijri(day(1))
    answer = record(
        cast, enter("supervisor", "ar"), begins_on=f"{first.year}-{first.month:02}-{first.day:02}", ends_on=""
    )
    assert answer.status_code == 302
    (absence,) = absences()
    assert (absence.begins_on, absence.ends_on) == (day(1), day(1))


def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_kept(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    yesterday, tomorrow = day(-1).isoformat(), day(1).isoformat()
    for wrong, field in (
        ({"roles": []}, "roles"),
        ({"deputy": ""}, "deputy"),
        ({"deputy": cast.user("coordinator").pk}, "deputy"),
        ({"deputy": cast.user("stranger").pk}, "deputy"),
        ({"deputy": 10**12}, "deputy"),
        ({"begins_on": yesterday}, "begins_on"),
        ({"begins_on": "soon"}, "begins_on"),
        ({"begins_on": tomorrow, "ends_on": day(0).isoformat()}, "ends_on"),
    ):
        answer = record(cast, browser, **wrong)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field}), wrong
    assert record(cast, browser, roles=[cast.members["stranger"].pk]).status_code == 422
    assert not absences().exists()
    assert not Event.objects.filter(kind="absence_recorded").exists()


def test_a_second_deputy_and_one_who_is_away_are_refused_with_what_was_typed(cast: Cast, enter: Enter) -> None:
    away(cast)
    browser = enter("supervisor", "ar")
    answer = record(cast, browser, stands_in="followup_coordinator")
    assert answer.status_code == 409
    assert "ينوب نائب آخر في بعض هذه الأيام" in answer.content.decode()
    assert cast.user("followup_coordinator").name_ar in answer.content.decode()
    assert record(cast, browser, "second_coordinator", "followup_coordinator").status_code == 409
    assert record(cast, browser, "followup_coordinator", "coordinator").status_code == 409


def test_one_absence_covers_all_the_roles_that_are_chosen_or_none(cast: Cast, enter: Enter) -> None:
    second = give_role(cast.user("coordinator"), "coordinator", cast.places["followup"])
    both = [cast.members["coordinator"].pk, second.pk]
    browser = enter("supervisor")
    assert (
        len(browser.get(f"/desk/absences/of/{cast.user('coordinator').pk}/").context["form"].fields["roles"].initial)
        == 2
    )
    away(cast, first=2, last=2)
    assert record(cast, browser, roles=both).status_code == 409
    assert absences().count() == 1
    assert record(cast, browser, roles=both, ends_on=day(1).isoformat()).status_code == 302
    assert absences().count() == 3
    assert told(cast.user("second_coordinator")).count("deputy_named in_app") == 2, "one word for both roles"


def test_a_browser_without_scripts_names_the_deputy_by_typing(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    assert record(cast, browser, deputy="", deputy_text="a").status_code == 422
    answer = record(cast, browser, deputy="", deputy_text="Rashed Alenezi")
    assert answer.status_code == 302
    assert absences().get().user == cast.user("second_coordinator")


def test_deputies_are_offered_of_the_sector_and_people_within_reach(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    path = f"/desk/absences/of/{cast.user('coordinator').pk}/deputies/"

    def offered(text: str) -> list[str]:
        return [option["label"] for option in browser.get(path, {"q": text}).context["options"]]

    assert offered("Rashed") == ["Rashed Alenezi"]
    assert offered("Haifa") == []
    assert offered("Yousef") == []
    assert offered("Fahd") == []
    found = browser.get("/desk/absences/new/", {"find": "هيفاء"}).context["people"]
    assert [line["user"] for line in found] == [cast.user("coordinator")]
    names = [line["user"].name_en for line in browser.get("/desk/absences/new/").context["people"]]
    assert "Haifa Albugami" in names
    assert "Hassan Alshammari" not in names


def test_nobody_records_beyond_their_reach_or_powers(cast: Cast, enter: Enter) -> None:
    for who, status in {
        "stranger": 404, "complaint_officer": 403, "department_supervisor": 403, "official": 403, "coordinator": 403,
    }.items():  # fmt: skip
        assert record(cast, enter(who)).status_code == status, who
        path = f"/desk/absences/of/{cast.user('coordinator').pk}/deputies/"
        assert enter(who).get(path, {"q": "Rashed"}).status_code == status
    assert record(cast, enter("services_supervisor"), "supervisor", "assistant").status_code == 404
    assert not absences().exists()


def test_ones_own_absence_with_a_colleague(cast: Cast, enter: Enter) -> None:
    browser = enter("coordinator")
    colleague = f"{cast.members['coordinator'].pk}:{cast.user('second_coordinator').pk}"
    page = browser.get("/desk/absences/own/")
    assert [
        value for _role, people in page.context["form"].fields["colleague"].choices[1:] for value, _name in people
    ] == [colleague]
    asked = {"colleague": colleague, "begins_on": day(0).isoformat(), "ends_on": day(2).isoformat(), "once": "one"}
    assert browser.post("/desk/absences/own/", asked).status_code == 302
    assert told(cast.user("coordinator")) == [], "whoever did it knows"
    assert told(cast.user("second_coordinator")) == ["deputy_named in_app", "deputy_named email"]
    other = f"{cast.members['coordinator'].pk}:{cast.user('department_supervisor').pk}"
    assert browser.post("/desk/absences/own/", asked | {"colleague": other, "once": "two"}).status_code == 422
    assert enter("followup_coordinator").get("/desk/absences/own/").context["alone"]
    assert enter("supervisor").get("/desk/absences/own/").url == f"/desk/absences/of/{cast.user('supervisor').pk}/"


def test_each_sees_what_is_theirs_to_see(cast: Cast, enter: Enter) -> None:
    absence = away(cast)
    mine = [("Haifa Albugami", "Rashed Alenezi")]
    assert listed(enter("coordinator")) == listed(enter("second_coordinator")) == listed(enter("official")) == mine
    assert listed(enter("stranger")) == listed(enter("complaint_officer")) == []
    assert enter("stranger").get(f"/desk/absences/{absence.pk}/").status_code == 404
    assert enter("complaint_officer").get(f"/desk/absences/{absence.pk}/").status_code == 404
    assert "Nobody is away today" in enter("stranger").get("/desk/absences/").content.decode()


def test_now_coming_and_over_stand_apart_and_are_found_by_name(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    away(cast, first=3, last=5)
    over = away(cast, "followup_coordinator", "department_supervisor")
    Membership.objects.filter(pk=over.pk).update(begins_on=day(-9), ends_on=day(-5))
    now = away(cast, "complaint_officer", "report_officer")
    assert listed(browser) == [("Layla Alzahrani", "Bandar Alzahrani")]
    assert listed(browser, when="coming") == [("Haifa Albugami", "Rashed Alenezi")]
    assert listed(browser, when="over") == [("Ghada Alenezi", "Nasser Albugami")]
    Membership.objects.filter(pk=over.pk).update(begins_on=day(-90), ends_on=day(-60))
    assert listed(browser, when="over") == []
    assert listed(browser, name="ليلى") == listed(browser, name="Bandar") == listed(browser, when="never")
    assert listed(browser, name="Haifa") == []
    assert now.pk


def test_pages_of_absences_miss_nobody_and_cost_the_same(
    cast: Cast, enter: Enter, monkeypatch: Any, queries_of: Any
) -> None:
    from tawasul.web.desk.office import paging
    from tawasul.web.desk.office.absences import listing

    names = ("complaint_officer", "report_officer", "monitoring_officer", "quality_officer", "counter_officer")
    browser = enter("supervisor")
    away(cast, names[0], "services_supervisor", last=2)
    one = queries_of(browser, "/desk/absences/")
    for number, name in enumerate(names[1:]):
        away(cast, name, "services_supervisor", last=number)
    assert queries_of(browser, "/desk/absences/") == one
    monkeypatch.setattr(paging, "PAGE", 2)
    monkeypatch.setattr(listing, "PAGE", 2)
    seen, url = [], "/desk/absences/"
    while url:
        page = browser.get(url)
        seen += [line["row"].pk for line in page.context["shown"]]
        url = f"/desk/absences/{page.context['next_url']}" if page.context["next_url"] else ""
    assert sorted(seen) == sorted(absences().values_list("pk", flat=True))
    assert len(seen) == len(set(seen)) == 5


def test_the_last_day_is_moved_and_both_are_told(cast: Cast, enter: Enter) -> None:
    absence, browser = away(cast), enter("supervisor")
    path = f"/desk/absences/{absence.pk}/last-day/"
    assert browser.get(path).context["form"]["ends_on"].value() == day(4).isoformat()
    asked = {"ends_on": day(9).isoformat(), "once": "one"}
    assert [browser.post(path, asked).status_code for _click in range(2)] == [302, 302]
    absence.refresh_from_db()
    assert absence.ends_on == day(9)
    assert kinds(cast.user("coordinator")) == ["absence_recorded", "absence_moved"]
    assert kinds(cast.user("second_coordinator")) == ["deputised", "deputyship_moved"]
    assert told(cast.user("coordinator")).count("absence_moved in_app") == 1
    for wrong in (day(-2).isoformat(), "", day(9).isoformat(), day(500).isoformat()):
        assert browser.post(path, {"ends_on": wrong, "once": f"try {wrong}"}).status_code == 422
    assert enter("second_coordinator").get(path).status_code == 404, "the deputy does not set it"
    assert enter("coordinator").post(path, {"ends_on": day(2).isoformat(), "once": "two"}).status_code == 302


def test_back_at_work_and_called_off(cast: Cast, enter: Enter) -> None:
    running, coming = away(cast), away(cast, first=10, last=12)
    Membership.objects.filter(pk=running.pk).update(begins_on=day(-3))
    browser = enter("supervisor")
    assert browser.get(f"/desk/absences/{running.pk}/").context["back_on"] == day(-1)
    assert browser.get(f"/desk/absences/{coming.pk}/").context["back_on"] is None
    assert browser.post(f"/desk/absences/{running.pk}/back/", {"once": "one"}).status_code == 302
    running.refresh_from_db()
    assert running.ends_on == day(-1)
    assert browser.get(f"/desk/absences/{running.pk}/last-day/").status_code == 404
    assert enter("second_coordinator").post(f"/desk/absences/{coming.pk}/call-off/").status_code == 403
    assert browser.post(f"/desk/absences/{coming.pk}/call-off/").status_code == 302
    assert browser.post(f"/desk/absences/{coming.pk}/call-off/").status_code == 404
    assert kinds(cast.user("coordinator"))[-1] == "absence_called_off"
    assert told(cast.user("second_coordinator"))[-2:] == ["absence_called_off in_app", "absence_called_off email"]


def test_the_deputys_hat_says_for_whom_and_home_leads_there(cast: Cast, enter: Enter) -> None:
    absence = away(cast, deputy="followup_coordinator")
    browser = enter("followup_coordinator")
    home = browser.get("/desk/").content.decode()
    assert "You stand in for" in home
    assert f'name="hat" value="{absence.pk}"' in home
    hats = browser.get("/desk/hats/").content.decode()
    assert "standing in for" in hats
    assert "Haifa Albugami" in hats
    wear(browser, absence)
    assert [hat["label"] for hat in browser.get("/desk/hats/").context["hats"] if hat["active"]] == [
        "Coordinator, standing in for Haifa Albugami"
    ]
    assert "You are recorded as away until" in enter("coordinator").get("/desk/").content.decode()
    assert "You are recorded" not in enter("stranger").get("/desk/").content.decode()


def test_a_deputy_who_left_stands_in_no_longer_and_it_is_seen(cast: Cast, enter: Enter) -> None:
    absence, browser = away(cast), enter("supervisor")
    browser.post(f"/desk/members/person/{cast.user('second_coordinator').pk}/close/")
    for path in ("/desk/absences/", f"/desk/absences/{absence.pk}/"):
        assert "nobody stands in" in browser.get(path).content.decode()
    assert "You are recorded as away" not in enter("coordinator").get("/desk/").content.decode()


def test_ones_own_role_is_worn_before_that_of_another(cast: Cast, enter: Enter) -> None:
    away(cast, "services_supervisor", "coordinator")
    hats = enter("coordinator").get("/desk/hats/").context["hats"]
    assert [(hat["label"], hat["active"]) for hat in hats] == [
        ("Coordinator", True), ("Supervisor of electronic services, standing in for Turki Almutairi", False),
    ]  # fmt: skip


def hand_over(browser: Client, absence: Membership, **more: Any) -> Any:
    path = f"/desk/absences/{absence.pk}/hand-over/"
    return browser.post(path, {"reason": "في إجازة", "once": "one"} | more)


def test_the_deputy_is_handed_what_can_be_moved_and_told_what_stayed(cast: Cast, enter: Enter) -> None:
    held, reviewed = [with_coordinator(cast) for _ in range(2)], under_review(cast)
    absence = away(cast)
    browser = enter("second_coordinator")
    page = browser.get(f"/desk/absences/{absence.pk}/")
    assert page.context["puts_on"] == absence.pk
    wear(browser, absence)
    page = browser.get(f"/desk/absences/{absence.pk}/")
    assert (page.context["count"], page.context["may_hand_over"]) == (3, True)
    assert hand_over(browser, absence, reason="").status_code == 422
    answers = [hand_over(browser, absence) for _click in range(2)]
    assert [answer.url for answer in answers] == [f"/desk/absences/{absence.pk}/?handed=one"] * 2
    result = browser.get(answers[0].url)
    assert (result.context["handed"]["moved"], result.context["handed"]["left"]) == (2, 0)
    (stayed,) = result.context["handed"]["stayed"]
    assert stayed["url"] == f"/desk/tickets/{reviewed.reference}/"
    assert "This cannot be done to the ticket as it stands now." in result.content.decode()
    assert Event.objects.filter(kind="referred_to_coordinator").count() == 2
    assert set(Ticket.objects.filter(pk__in=[row.pk for row in held]).values_list("holder", flat=True)) == {
        cast.user("second_coordinator").pk
    }
    assert browser.get(f"/desk/absences/{absence.pk}/?handed=nothing").context["handed"] is None


def test_after_the_absence_what_the_deputy_has_goes_back_and_their_own_stays(cast: Cast, enter: Enter) -> None:
    from tawasul.tickets import actions as tickets

    theirs, absents = with_coordinator(cast), with_coordinator(cast)
    tickets.refer_to_coordinator(
        actor=cast.department_supervisor, ticket_id=theirs.pk, membership_id=cast.members["second_coordinator"].pk,
        reason="لانشغال الزميلة", at=timezone.now(),
    )  # fmt: skip
    own = Ticket.objects.get(pk=theirs.pk)
    own.custody.filter(holder=cast.user("coordinator")).update(holder=cast.user("department_supervisor"))
    absence = away(cast)
    hand_over(enter("supervisor"), absence)
    Membership.objects.filter(pk=absence.pk).update(begins_on=day(-9), ends_on=day(-1))
    browser = enter("coordinator")
    page = browser.get(f"/desk/absences/{absence.pk}/")
    assert [row.reference for row in page.context["tickets"]] == [absents.reference]
    assert page.context["receiver"] == cast.members["coordinator"]
    assert hand_over(browser, absence, once="two").status_code == 302
    assert Ticket.objects.get(pk=absents.pk).holder == cast.user("coordinator")
    assert Ticket.objects.get(pk=own.pk).holder == cast.user("second_coordinator")


def test_an_officers_tickets_are_worked_on_and_not_handed_over(cast: Cast, enter: Enter) -> None:
    from tawasul.tickets import actions as tickets
    from tests.cast import filed, hours

    ticket = filed(cast, type="inquiry")
    tickets.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    absence = away(cast, "complaint_officer", "report_officer")
    browser = enter("report_officer")
    wear(browser, absence)
    page = browser.get(f"/desk/absences/{absence.pk}/")
    assert (page.context["count"], page.context["may_hand_over"]) == (1, False)
    assert hand_over(browser, absence).status_code == 409
    answer = browser.get(f"/desk/tickets/{ticket.reference}/")
    assert answer.context["may_draft"], "an inquiry in the absent officer's hands is answered by the deputy"


def test_the_deputy_is_offered_for_a_referral_in_place_of_the_absent(cast: Cast, enter: Enter) -> None:
    from tests.cast import filed

    ticket = filed(cast, type="report")
    absence = away(cast, deputy="followup_coordinator")
    page = enter("report_officer").get(f"/desk/tickets/{ticket.reference}/").content.decode()
    assert f'value="{absence.pk}"' in page
    assert "standing in for Haifa Albugami" in page
    assert f'value="{cast.members["coordinator"].pk}"' not in page


def test_a_deputys_role_ends_with_the_absence_and_not_apart(cast: Cast, enter: Enter) -> None:
    absence = away(cast)
    browser = enter("supervisor")
    assert browser.get(f"/desk/members/{absence.pk}/end/").url == f"/desk/absences/{absence.pk}/"
    browser.post(f"/desk/members/{absence.pk}/end/", {"on": day(0).isoformat()})
    absence.refresh_from_db()
    assert absence.ends_on == day(4)
