"""Requests to meet the official through the interface: a call centre files one, the centre's system takes it to a session and
through it, and whoever has no part in it does not see that it is there."""

import json
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tawasul.meetings import actions
from tawasul.meetings.models import Addition, Call, MeetingRequest, Session
from tawasul.tickets.models import Ticket
from tests.api.conftest import System, Systems, filing, issued
from tests.attachments.samples import png
from tests.cast import Cast, assemble
from tests.meetings.asking import TEXT, asked, ready, somebody, taken

IDENTITY, MOBILE = "1000000008", "501234567"


def wish(cast: Cast, **how: Any) -> dict[str, Any]:
    """A body for POST /meetings."""
    given = {key: filing(cast)[key] for key in ("centre", "beneficiary")}
    return {"channel": "telephone", "subject": "نقل طالبة رُفض مرتين", "text": TEXT} | given | how


def key(text: str) -> dict[str, str]:
    return {"Idempotency-Key": text}


def session_at(cast: Cast, begins: datetime, *, places: int = 2, at: datetime | None = None) -> Session:
    return actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=begins,
        ends_at=begins + timedelta(hours=1), places=places, room="مكتب المدير", at=at or timezone.now(), anyway=True,
    )  # fmt: skip


def done(system: System, number: str, act: str, **body: Any) -> dict[str, Any]:
    answer = system.post(f"/meetings/{number}/{act}", body)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_call_centres_system_files_once_however_often_it_sends(cast: Cast, systems: Systems) -> None:
    system = systems.call_centre_agent
    sent = system.send("/files", {"draft": "call-000417", "file": SimpleUploadedFile("رفض النقل.png", png())})
    assert sent.status_code == 201, sent.content
    body = wish(cast, concerned=12, need="disability", draft="call-000417")
    first, again = (system.post("/meetings", body, **key("call-000417")) for _each in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (201, first.json())
    made = MeetingRequest.objects.get()
    said = first.json()
    assert (said["reference"], said["state"], said["version"]) == (made.reference, "received", made.version)
    assert said["spoken"].replace("-", "") == made.reference
    assert said["follow"].endswith("/follow/")
    assert Client().get("/follow/").status_code == 200
    assert (made.channel, made.concerned, made.filed_by) == ("telephone", 12, cast.user("call_centre_agent"))
    other = system.post("/meetings", wish(cast, subject="موضوع آخر"), **key("call-000417"))
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")
    assert MeetingRequest.objects.count() == 1
    read = systems.meetings_officer.get(f"/meetings/{said['spoken']}").json()
    (file,) = read["files"]
    assert b"".join(systems.meetings_officer.get(f"/meetings/{made.reference}/files/{file['id']}")) == png()


def test_what_is_wrong_is_told_by_field_and_nothing_is_filed(cast: Cast, systems: Systems) -> None:
    system = systems.call_centre_agent
    beneficiary = filing(cast)["beneficiary"]
    for number, (wrong, field) in enumerate((
        ({"channel": "portal"}, "channel"),
        ({"centre": cast.places["transport"].pk}, "centre"),
        ({"text": "لا"}, "text"),
        ({"subject": ""}, "subject"),
        ({"concerned": 0}, "concerned"),
        ({"concerned": 10**30}, "concerned"),
        ({"need": "hurry"}, "need"),
        ({"beneficiary": beneficiary | {"identity": "1000000009"}}, "beneficiary.identity"),
        ({"beneficiary": beneficiary | {"mobile": "12"}}, "beneficiary.mobile"),
        ({"beneficiary": beneficiary | {"mobile": ""}}, "other_contact"),
        ({"favour": "yes"}, "favour"),
    )):  # fmt: skip
        answer = system.post("/meetings", wish(cast, **wrong), **key(f"wrong-{number:03}"))
        assert answer.status_code == 422, (wrong, answer.content)
        assert any(name.endswith(field) for name in answer.json()["fields"]), (wrong, answer.json())
    counter = systems.counter_officer.post("/meetings", wish(cast), **key("counter-01"))
    assert list(counter.json()["fields"]) == ["channel"]  # the call centre alone files by telephone
    assert system.post("/meetings", wish(cast)).status_code == 422  # without a key
    assert not MeetingRequest.objects.exists()
    assert (
        systems.counter_officer.post("/meetings", wish(cast, channel="counter"), **key("counter-01")).status_code == 201
    )
    assert systems.coordinator.post("/meetings", wish(cast), **key("other-001")).status_code == 403


def test_an_officer_takes_it_to_a_session_and_the_session_lists_it_masked(cast: Cast, systems: Systems) -> None:
    officer = systems.meetings_officer
    number = systems.call_centre_agent.post("/meetings", wish(cast), **key("call-000418")).json()["reference"]
    (row,) = officer.get("/meetings").json()["meetings"]
    assert (row["reference"], row["state"], row["kind"]) == (number, "received", "")
    whole = officer.get(f"/meetings/{number}").json()
    assert (whole["rank"], whole["beneficiary"]["identity"], whole["beneficiary"]["mobile"]) == (
        None, "••••••0008", "••••••4567",
    )  # fmt: skip
    assert [act["act"] for act in whole["acts"]] == ["take", "withdraw", "add", "call", "correct_mobile"]

    assert done(officer, number, "take", seen=whole["version"])["state"] == "in_sorting"
    stale = officer.post(f"/meetings/{number}/return_for_completion", {"missing": "الهوية", "seen": whole["version"]})
    assert (stale.status_code, stale.json()["code"], stale.json()["now"]["state"]) == (409, "changed", "in_sorting")
    returned = done(officer, number, "return_for_completion", missing="صورة قرار الرفض")
    assert (returned["state"], returned["missing"], returned["due_at"]) == ("returned", "صورة قرار الرفض", None)
    assert returned["call_purpose"] == "ask_missing"
    assert [each["reference"] for each in officer.get("/meetings?list=returned").json()["meetings"]] == [number]
    called = done(officer, number, "call", purpose="ask_missing", outcome="reached", text="سيرسل القرار اليوم")
    assert [(call["number"], call["outcome"], call["text"]) for call in called["calls"]] == [
        (1, "reached", "سيرسل القرار اليوم")
    ]
    upload = SimpleUploadedFile("القرار.png", png())
    completed = officer.send(f"/meetings/{number}/complete", {"text": "أرفق القرار", "files": upload})
    assert completed.status_code == 200, completed.content
    assert (completed.json()["state"], completed.json()["completions"][0]["given"]) == ("in_sorting", "أرفق القرار")
    assert [file["name"] for file in completed.json()["files"]] == ["القرار.png"]

    sorted_now = done(
        officer, number, "sort", kind="grievance", summary="طلب نقل رُفض مرتين", harm="serious", tried="answered",
        entity=cast.places["transport"].pk,
    )  # fmt: skip
    assert (sorted_now["state"], sorted_now["days"], sorted_now["entity"]) == (
        "ready",
        16,
        "School Transport Department",
    )
    gave = {each["criterion"]: each["days"] for each in sorted_now["rank"]["criteria"]}
    assert gave == {"harm": 12, "concerned": 0, "need": 0, "tried": 4, "late": 0, "objections": 0}
    assert sorted_now["rank"]["sum"] == sorted_now["rank"]["days"] == 16

    coming = session_at(cast, timezone.now() + timedelta(days=3))
    actions.draw_up(actor=cast.meetings_officer, session_id=coming.pk, at=timezone.now())
    (listed,) = officer.get("/meeting-sessions").json()["sessions"]
    assert (listed["id"], listed["seated"], listed["confirmed"]) == (coming.pk, 1, 0)
    answer = officer.get(f"/meeting-sessions/{coming.pk}")
    (seat,) = answer.json()["seats"]
    assert (seat["reference"], seat["place"], seat["state"], seat["days"]) == (number, 1, "invited", 16)
    assert (seat["identity"], seat["mobile"]) == ("••••••0008", "••••••4567")
    confirmed = done(officer, number, "confirm", seen=seat["version"])
    assert (confirmed["state"], confirmed["seat"]["state"], confirmed["seat"]["session"]) == (
        "scheduled", "confirmed", coming.pk,
    )  # fmt: skip
    for path in (
        "/meetings?list=scheduled",
        f"/meetings/{number}",
        f"/meeting-sessions/{coming.pk}",
        "/meeting-sessions",
    ):
        said = officer.get(path).content.decode()
        assert IDENTITY not in said, path
        assert MOBILE not in said, path


def test_in_the_session_and_after_it_until_a_ticket_carries_the_decision(cast: Cast, systems: Systems) -> None:
    now = timezone.now()
    before = now - timedelta(days=4)
    number = ready(cast, at=before).reference
    held = session_at(cast, now - timedelta(minutes=30), at=before)
    actions.draw_up(actor=cast.meetings_officer, session_id=held.pk, at=before)
    office, officer = systems.official_office, systems.meetings_officer
    assert done(office, number, "attend")["state"] == "held"
    assert done(office, number, "write_notes", text="شرح المدير الأسباب")["received"]["notes"] == "شرح المدير الأسباب"
    wrong = office.post(f"/meetings/{number}/decide", {"text": "تُنقل الطالبة", "due_on": "2020-01-01"})
    assert (wrong.status_code, set(wrong.json()["fields"])) == (422, {"owner", "due_on"})
    due = (now + timedelta(days=10)).date().isoformat()
    decided = done(office, number, "decide", text="تُنقل الطالبة", owner=cast.places["transport"].pk, due_on=due)
    (decision,) = decided["decisions"]
    assert (decided["state"], decision["number"], decision["due_on"], decision["carried_by"]) == (
        "followed",
        1,
        due,
        "",
    )
    second = done(office, number, "decide", text="سُجل خطأ", owner_name="لجنة النقل")["decisions"][1]
    dropped = done(office, number, "drop_decision", decision=second["number"], reason="سُجل خطأ")["decisions"][1]
    assert dropped["dropped"] == "سُجل خطأ"
    none = officer.post(f"/meetings/{number}/pass_on", {"decision": 1})
    assert (none.status_code, list(none.json()["fields"])) == (422, ["reference"])
    assert office.post(f"/meetings/{number}/pass_on", {"decision": 1, "type": "complaint"}).status_code == 403
    answers = [
        officer.post(f"/meetings/{number}/pass_on", {"decision": 1, "type": "complaint"}, **key("pass-0001")).json()
        for _each in range(2)
    ]
    assert answers[0] == answers[1]
    ticket = Ticket.objects.get()
    carried = answers[0]["decisions"][0]
    assert (carried["carried_by"], carried["carried_number"].replace("-", "")) == ("ticket", ticket.reference)
    (past,) = officer.get("/meeting-sessions?list=coming").json()["sessions"]  # it runs until its hour is over
    assert (past["id"], past["seated"], past["came"]) == (held.pk, 1, 1)
    again = officer.post(f"/meetings/{number}/pass_on", {"decision": 1, "type": "complaint"})
    assert (again.status_code, again.json()["code"], again.json()["now"]["state"]) == (409, "not-now", "followed")


def test_sorting_again_keeps_what_is_left_out(cast: Cast, systems: Systems) -> None:
    transport = cast.places["transport"].pk
    number = ready(cast, harm="urgent", concerned=60, need="elderly", tried="asked", entity_id=transport).reference
    officer, kind = systems.meetings_officer, {"kind": "complaint", "summary": "نقل طالبة"}
    kept = done(officer, number, "sort", **kind)
    assert (kept["kind"], kept["days"], kept["concerned"], kept["entity"]) == (
        "complaint", 20 + 10 + 5 + 2, 60, "School Transport Department",
    )  # fmt: skip
    lighter = done(officer, number, "sort", harm="none", entity_name="لجنة النقل", **kind)
    assert (lighter["days"], lighter["entity"]) == (10 + 5 + 2, "لجنة النقل")
    nobody = officer.post(f"/meetings/{number}/sort", {"entity": None, **kind})
    assert (nobody.status_code, list(nobody.json()["fields"])) == (422, ["entity"])
    by_hand = done(officer, number, "rank", days=30, reason="وجّه المدير بتقديمه")
    assert (by_hand["days"], by_hand["rank"]["sum"], by_hand["days_by_hand"], by_hand["rank"]["by"]["name"]) == (
        30, 17, True, "Salman Alsubaie",
    )  # fmt: skip
    for wrong, field in (({"days": 10**6, "reason": "سبب"}, "days"), ({"days": 3, "reason": ""}, "reason")):
        answer = officer.post(f"/meetings/{number}/rank", wrong)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [field])
    assert done(officer, number, "put_under_cause", title="النقل المدرسي")["cause"] == "النقل المدرسي"
    assert done(officer, number, "put_under_cause", title="")["cause"] == ""


def test_an_act_sent_again_under_its_key_is_done_once(cast: Cast, systems: Systems) -> None:
    number, officer = taken(cast).reference, systems.meetings_officer
    body = {"purpose": "ask", "outcome": "no_answer"}
    path = f"/meetings/{number}/call"
    first, again = (officer.post(path, body, **key("call-00001")) for _each in range(2))
    assert (first.status_code, first.json()) == (200, again.json())
    assert Call.objects.count() == 1
    for _each in range(2):
        upload = SimpleUploadedFile("a.png", png())
        added = officer.client.post(
            f"/api/v1/meetings/{number}/add",
            {"text": "أضافت أن القرار وصل أمس", "files": upload},
            headers=officer.headers(key("add-00001")),
        )
        assert added.status_code == 200, added.content
    assert Addition.objects.count() == 1
    empty = officer.send(f"/meetings/{number}/add", {"text": " "})
    assert (empty.status_code, list(empty.json()["fields"])) == (422, ["text"])
    assert officer.post(f"/meetings/{number}/confirm", {}).json()["code"] == "not-now"  # it has no place


def test_another_centre_does_not_see_that_it_is_there(cast: Cast, systems: Systems) -> None:
    number = ready(cast, at=timezone.now()).reference
    session = session_at(cast, timezone.now() + timedelta(days=3))
    for name in ("stranger", "other_officer", "complaint_officer", "coordinator", "call_centre_agent"):
        system = getattr(systems, name)
        assert system.get(f"/meetings/{number}").status_code in {403, 404}, name
        assert system.get(f"/meeting-sessions/{session.pk}").status_code in {403, 404}, name
        assert system.post(f"/meetings/{number}/withdraw", {"reason": "بطلبه"}).status_code in {403, 404}, name
        for path, rows in (("/meetings?list=ready", "meetings"), ("/meeting-sessions", "sessions")):
            listed = system.get(path)
            assert listed.status_code == 403 or listed.json()[rows] == [], name
    assert systems.stranger.get(f"/meetings/{number}").json()["code"] == "not-found"
    assert systems.official.post(f"/meetings/{number}/decline", {"reason": "يعالج في الإدارة"}).status_code == 403
    assert MeetingRequest.objects.get().state == "ready"
    for name in ("supervisor", "official", "ministry_supervisor", "minister_office"):
        assert getattr(systems, name).get(f"/meetings/{number}").status_code == 200, name


def test_a_paper_of_one_request_is_not_handed_out_under_another(cast: Cast, systems: Systems) -> None:
    one, two = asked(cast), asked(cast, somebody(2))
    upload = SimpleUploadedFile("a.png", png())
    answer = systems.meetings_officer.send(f"/meetings/{one.reference}/add", {"files": upload})
    assert answer.status_code == 200, answer.content.decode()
    added = answer.json()
    (file,) = added["files"]
    both = [SimpleUploadedFile("b.png", png()), SimpleUploadedFile("برنامج.exe", b"MZ")]
    refused = systems.meetings_officer.send(f"/meetings/{one.reference}/add", {"text": "مع ورقة", "files": both})
    assert refused.status_code == 422
    assert "برنامج.exe" in refused.json()["fields"]["files"][0]
    assert len(systems.meetings_officer.get(f"/meetings/{one.reference}").json()["files"]) == 1  # all of it, or nothing
    assert systems.meetings_officer.get(f"/meetings/{one.reference}/files/{file['id']}").status_code == 200
    assert systems.meetings_officer.get(f"/meetings/{two.reference}/files/{file['id']}").status_code == 404
    assert systems.stranger.get(f"/meetings/{one.reference}/files/{file['id']}").status_code == 404
    assert systems.stranger.get(f"/files/{file['id']}").status_code == 404


def test_lists_go_by_key_by_name_and_by_rank_at_one_cost(cast: Cast, systems: Systems) -> None:
    officer = systems.meetings_officer
    requests = [ready(cast, somebody(number), harm="urgent" if number == 4 else "none") for number in range(1, 5)]
    order = [requests[3], *requests[:3]]
    seen, after = [], ""
    for _page in range(2):
        page = officer.get("/meetings", {"list": "ready", "size": 3, "after": after}).json()
        seen += [row["reference"] for row in page["meetings"]]
        after = page["next"]
    assert (seen, after) == ([each.reference for each in order], None)
    named = officer.get("/meetings", {"list": "ready", "q": "رقم 2"}).json()["meetings"]
    assert [row["reference"] for row in named] == [requests[1].reference]
    assert officer.get("/meetings", {"list": "held"}).json() == {"meetings": [], "next": None}
    assert officer.get("/meetings", {"list": "urgent"}).status_code == 422
    assert officer.get("/meetings", {"search": "x"}).status_code == 422

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == 200
        return len(queries)

    session = session_at(cast, timezone.now() + timedelta(days=3), places=9)
    actions.give_place(
        actor=cast.meetings_officer, session_id=session.pk, reference=requests[3].reference, at=timezone.now()
    )
    cost("/meetings?list=ready")
    before = [cost(path) for path in ("/meetings?list=ready&size=1", f"/meeting-sessions/{session.pk}")]
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=timezone.now())
    for number in range(5, 9):
        ready(cast, somebody(number), entity_id=cast.places["transport"].pk)
    assert [cost(path) for path in ("/meetings?list=ready", f"/meeting-sessions/{session.pk}")] == before


def test_sessions_to_come_past_and_cancelled(cast: Cast, systems: Systems) -> None:
    now = timezone.now()
    past = session_at(cast, now - timedelta(days=2), at=now - timedelta(days=5))
    coming, gone = (session_at(cast, now + timedelta(days=days)) for days in (3, 4))
    actions.cancel_session(actor=cast.official_office, session_id=gone.pk, reason="سفر المدير", at=now)
    office = systems.official_office
    found = {
        which: [(row["id"], row["state"], row["reason"]) for row in answer["sessions"]]
        for which in ("coming", "past", "cancelled")
        if (answer := office.get("/meeting-sessions", {"list": which}).json())
    }
    assert found == {
        "coming": [(coming.pk, "planned", "")],
        "past": [(past.pk, "planned", "")],
        "cancelled": [(gone.pk, "cancelled", "سفر المدير")],
    }
    assert office.get("/meeting-sessions/999999").status_code == 404
    assert office.get("/meeting-sessions/first").status_code == 422


@pytest.fixture
def lasting_cast(lasting_db: None) -> Cast:
    return assemble()


def test_two_at_once_with_one_key_file_one_request(lasting_cast: Cast) -> None:
    system = System(issued(lasting_cast, "call_centre_agent").secret)
    body, gate = json.dumps(wish(lasting_cast)), Barrier(2)
    answers: list[Any] = []

    def ask() -> None:
        try:
            gate.wait()
            answers.append(
                Client().post(
                    "/api/v1/meetings",
                    body,
                    content_type="application/json",
                    headers=system.headers(key("at-once-1")),
                )
            )
        finally:
            connection.close()

    threads = [Thread(target=ask) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert MeetingRequest.objects.count() == 1
