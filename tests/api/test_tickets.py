from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tawasul.people.models import Unmasking
from tawasul.tickets import policies
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import ticket_for
from tests.api.conftest import Systems, filing
from tests.cast import PARENT, Cast, filed, replied, under_review, with_coordinator
from tests.journeys.test_objection import answered

PDF_LIKE_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


def test_a_complaint_from_filing_to_the_reply(cast: Cast, systems: Systems) -> None:
    made = systems.counter_officer.post("/tickets", filing(cast), **{"Idempotency-Key": "first-one"})
    assert made.status_code == 201, made.content
    at = f"/tickets/{made.json()['reference']}"
    officer, coordinator, reviewer = systems.complaint_officer, systems.coordinator, systems.department_supervisor
    text = "نعتذر عن التأخر، وقد عاد الباص إلى خط سيره."
    department = {"department": cast.places["transport"].pk, "reason": "من اختصاص النقل"}
    for system, action, body in (
        (officer, "take", {"seen": 1}),
        (officer, "refer_to_department", department),
        (coordinator, "accept", {}),
        (coordinator, "draft_reply", {"text": text, "revision": 0}),
        (coordinator, "submit_reply", {"text": text}),
        (reviewer, "approve_reply", {}),
        (officer, "close", {}),
    ):
        assert action in {each["action"] for each in system.get(at).json()["actions"]}
        answer = system.post(f"{at}/actions/{action}", body)
        assert answer.status_code == 200, (action, answer.content)
    assert systems.supervisor.get(at).json()["state"] == "closed"
    route = systems.supervisor.get(f"{at}/route").json()
    assert [each["kind"] for each in route["events"]][-1] == "closed"
    assert "Abeer Alsubaie" in route["events"][0]["sentence"]
    assert all(leg["seconds"] >= 0 for leg in route["custody"])


def test_a_report_for_somebody_without_a_mobile_says_how_else_they_are_reached(cast: Cast, systems: Systems) -> None:
    body = filing(cast) | {"type": "report", "incident_place": "مدرسة الواحة"}
    body["beneficiary"] |= {"mobile": ""}
    refused = systems.counter_officer.post("/tickets", body, **{"Idempotency-Key": "unreachable"})
    assert refused.status_code == 422
    assert "other_contact" in refused.content.decode()
    body["beneficiary"] |= {"other_contact": "هاتف المدرسة 0112345678"}
    made = systems.counter_officer.post("/tickets", body, **{"Idempotency-Key": "at-the-school"})
    assert made.status_code == 201, made.content
    read = systems.complaint_officer.get(f"/tickets/{made.json()['reference']}").json()
    assert read["other_contact"] == "هاتف المدرسة 0112345678"


def test_an_identity_recorded_under_another_name_is_told_to_who_reads_the_ticket(cast: Cast, systems: Systems) -> None:
    filed(cast)
    body = filing(cast)
    identity = {"identity": PARENT.identity.number, "identity_kind": PARENT.identity.kind.value}
    body["beneficiary"] |= identity | {"name": "فهد سعيد العتيبي"}
    made = systems.counter_officer.post("/tickets", body, **{"Idempotency-Key": "another-name"})
    assert made.status_code == 201, made.content
    at = f"/tickets/{made.json()['reference']}"
    person = systems.complaint_officer.get(at).json()["beneficiary"]
    assert (person["name"], person["name_given"]) == (PARENT.name, "فهد سعيد العتيبي")
    kinds = [each["kind"] for each in systems.supervisor.get(f"{at}/route").json()["events"]]
    assert kinds == ["filed", "named_otherwise"]


def test_actions_are_exactly_those_of_the_policies(cast: Cast, systems: Systems) -> None:
    for ticket in (filed(cast), with_coordinator(cast), under_review(cast), replied(cast)):
        for name in ("complaint_officer", "coordinator", "department_supervisor", "supervisor", "minister"):
            answer = getattr(systems, name).get(f"/tickets/{ticket.reference}")
            if answer.status_code == 404:
                continue
            actor = cast.actor(name)
            steps = policies.steps_open_to(actor, ticket_for(actor, ticket.reference))
            assert [each["action"] for each in answer.json()["actions"]] == [step.action.value for step in steps]
            assert [each["required"] for each in answer.json()["actions"]] == [list(step.required) for step in steps]


def test_the_second_is_told_what_changed(cast: Cast, systems: Systems) -> None:
    ticket = filed(cast)
    systems.complaint_officer.post(f"/tickets/{ticket.reference}/actions/take", {"seen": 1})
    late = systems.services_supervisor.post(f"/tickets/{ticket.reference}/actions/take", {"seen": 1})
    assert (late.status_code, late.json()["code"]) == (409, "changed")
    assert late.json()["now"] == {"state": "in_triage", "version": 2}


def test_of_two_files_the_damaged_one_is_named(cast: Cast, systems: Systems) -> None:
    ticket = with_coordinator(cast)
    files = [
        SimpleUploadedFile("good.png", PDF_LIKE_PNG, "image/png"),
        SimpleUploadedFile("bad.exe", b"MZ" + bytes(90)),
    ]
    sent = systems.coordinator.send(f"/tickets/{ticket.reference}/files", {"files": files})
    assert sent.status_code == 422, sent.content
    (said,) = sent.json()["fields"]["files"]
    assert "bad.exe" in said
    assert "good.png" not in said


def test_a_stranger_finds_nothing(cast: Cast, systems: Systems) -> None:
    ticket = with_coordinator(cast)
    picture = SimpleUploadedFile("picture.png", PDF_LIKE_PNG, "image/png")
    sent = systems.coordinator.send(f"/tickets/{ticket.reference}/files", {"files": picture})
    assert sent.status_code == 201, sent.content
    file = sent.json()[0]["id"]
    assert systems.coordinator.get(f"/files/{file}").status_code == 200
    for stranger in (systems.stranger, systems.other_officer, systems.other_coordinator):
        assert stranger.get("/tickets").json()["tickets"] == []
        assert not any(each["count"] for each in stranger.get("/tickets/counts").json())
        for path in (f"/tickets/{ticket.reference}", f"/tickets/{ticket.reference}/route", f"/files/{file}"):
            assert stranger.get(path).status_code == 404
        for words in (ticket.reference, "1000000008", "0501234567", "سارة", "الباص"):
            assert stranger.get("/search", {"q": words}).json()["tickets"] == []
        path = f"/tickets/{ticket.reference}/unmask"
        assert stranger.post(path, {"field": "identity", "reason": "فضول"}).status_code == 404
        assert stranger.post(f"/tickets/{ticket.reference}/actions/add_note", {"text": "ملاحظة"}).status_code == 404
    assert not Unmasking.objects.exists()


def test_masked_until_unmasked_and_the_look_is_written_down(cast: Cast, systems: Systems) -> None:
    ticket = filed(cast)
    said = systems.complaint_officer.get(f"/tickets/{ticket.reference}")
    assert said.json()["beneficiary"]["identity"] == "••••••0008"
    for path in (f"/tickets/{ticket.reference}", f"/tickets/{ticket.reference}/route", "/tickets?list=new"):
        answer = systems.complaint_officer.get(path).content.decode()
        assert "1000000008" not in answer
        assert "501234567" not in answer
    path = f"/tickets/{ticket.reference}/unmask"
    seen = systems.complaint_officer.post(path, {"field": "identity", "reason": "التحقق من الهوية"})
    assert seen.json() == {"field": "identity", "value": "1000000008"}
    assert Unmasking.objects.get().reason == "التحقق من الهوية"
    assert systems.representative.post(path, {"field": "identity", "reason": "لا"}).status_code == 403
    assert said.json()["beneficiary"]["email"] == ""
    by_email = {"field": "email", "reason": "الرد على رسالته"}
    assert systems.complaint_officer.post(path, by_email).status_code == 404
    Ticket.objects.filter(pk=ticket.pk).update(email="sara@example.sa")
    again = systems.complaint_officer.get(f"/tickets/{ticket.reference}")
    assert again.json()["beneficiary"]["email"] == "s••••@example.sa"
    assert systems.complaint_officer.post(path, by_email).json() == {"field": "email", "value": "sara@example.sa"}
    assert Unmasking.objects.filter(field="email").count() == 1


@pytest.mark.parametrize("order", ["oldest", "newest", "committed", "waiting"])
def test_pages_by_key_are_complete_and_without_repetition(cast: Cast, systems: Systems, order: str) -> None:
    wanted = {
        filed(cast, type=kind).reference for kind in ("complaint", "report", "inquiry", "complaint", "suggestion")
    }
    seen: list[str] = []
    asked: dict[str, Any] = {"list": "new", "order": order, "size": 2}
    while True:
        answer = systems.supervisor.get("/tickets", asked)
        page = answer.json()
        seen += [each["reference"] for each in page["tickets"]]
        if page["next"] is None:
            break
        assert 'rel="next"' in answer.headers["Link"]
        asked["after"] = page["next"]
    assert len(seen) == len(wanted)
    assert set(seen) == wanted


def test_filters_counts_search_and_choices(cast: Cast, systems: Systems) -> None:
    filed(cast)
    report = filed(cast, type="report")
    boss = systems.supervisor
    found = boss.get("/tickets", {"list": "new", "type": "report"}).json()["tickets"]
    assert [each["reference"] for each in found] == [report.reference]
    assert {each["list"]: each["count"] for each in boss.get("/tickets/counts").json()}["new"] == 2
    assert boss.get("/search", {"q": report.reference}).json()["understood_as"] == "number"
    assert len(boss.get("/search", {"q": "ساره"}).json()["tickets"]) == 2
    assert boss.get("/search").status_code == 422
    alone = boss.get("/search", {"type": "report"}).json()
    assert (alone["understood_as"], alone["next"]) == ("filters", None)
    assert [each["reference"] for each in alone["tickets"]] == [report.reference]
    centre = boss.get("/centres", {"q": "oasis"}).json()[0]["id"]
    departments = boss.get(f"/centres/{centre}/departments").json()
    assert {each["name"] for each in departments} == {"School Transport Department", "General Follow-up Department"}
    path = f"/departments/{cast.places['transport'].pk}/coordinators"
    chosen = boss.get(path).json()
    assert cast.members["coordinator"].pk in {each["id"] for each in chosen}
    assert systems.other_officer.get(path).status_code == 404


def test_an_unchanged_ticket_is_not_sent_again(cast: Cast, systems: Systems) -> None:
    ticket, boss = filed(cast), systems.supervisor
    first = boss.get(f"/tickets/{ticket.reference}")
    assert boss.get(f"/tickets/{ticket.reference}", **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    boss.post(f"/tickets/{ticket.reference}/actions/take")
    assert boss.get(f"/tickets/{ticket.reference}", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_files_sent_before_filing_go_with_the_ticket_of_the_same_caller_only(cast: Cast, systems: Systems) -> None:
    mine, other = systems.counter_officer, systems.hall_supervisor
    part = {"draft": "draft-0001", "file": SimpleUploadedFile("p.png", PDF_LIKE_PNG, "image/png")}
    assert mine.send("/files", part).status_code == 201
    stolen = other.post("/tickets", filing(cast, draft="draft-0001"), **{"Idempotency-Key": "stolen-0"})
    taken = mine.post("/tickets", filing(cast, draft="draft-0001"), **{"Idempotency-Key": "mine-0001"})
    assert mine.get(f"/tickets/{stolen.json()['reference']}").json()["files"] == []
    assert [each["name"] for each in mine.get(f"/tickets/{taken.json()['reference']}").json()["files"]] == ["p.png"]


def test_the_document_and_its_number_agree(cast: Cast, systems: Systems) -> None:
    body = filing(cast)
    body["beneficiary"] |= {"identity_kind": "gcc"}
    refused = systems.counter_officer.post("/tickets", body, **{"Idempotency-Key": "agree-0001"})
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["beneficiary.identity"])
    body["beneficiary"] |= {"identity_kind": "national"}
    filed_then = systems.counter_officer.post("/tickets", body, **{"Idempotency-Key": "agree-0002"})
    assert filed_then.status_code == 201


def test_only_the_call_centre_files_by_telephone(cast: Cast, systems: Systems) -> None:
    body = filing(cast, channel="telephone")
    refused = systems.counter_officer.post("/tickets", body, **{"Idempotency-Key": "key-00001"})
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["channel"])
    made = systems.call_centre_agent.post("/tickets", body, **{"Idempotency-Key": "key-00001"})
    assert Ticket.objects.get(reference=made.json()["reference"]).channel == "telephone"


def test_a_page_costs_the_same_however_long(cast: Cast, systems: Systems) -> None:
    boss, ticket = systems.supervisor, filed(cast)
    paths = ("/tickets", "/tickets/counts", f"/tickets/{ticket.reference}", f"/tickets/{ticket.reference}/route")
    boss.get("/me")  # notes the token's use, once a minute

    def costs() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                assert boss.get(path).status_code == 200
            found.append(len(asked))
        return found

    before = costs()
    for _each in range(3):
        filed(cast)
        boss.post(f"/tickets/{ticket.reference}/actions/add_note", {"text": "ملاحظة أخرى"})
    assert costs() == before
    assert max(before) <= 18


@pytest.mark.parametrize(
    "key",
    ["~", "1~2", "9" * 40 + "~1", "1~" + "9" * 40, "1~x", "\x00~1", "١~٢", "-1~-1", "1~1~1"],
)
def test_an_invented_place_in_a_list_is_refused_or_harmless(cast: Cast, systems: Systems, key: str) -> None:
    filed(cast)
    for order in ("oldest", "committed"):
        for way in ("after", "before"):
            answer = systems.supervisor.get("/tickets", {way: key, "order": order})
            assert answer.status_code in {200, 422}, answer.content


@pytest.mark.parametrize(
    "moment", ["2026-01-01", "2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]
)
def test_an_odd_moment_in_a_key_is_refused_or_harmless(cast: Cast, systems: Systems, moment: str) -> None:
    filed(cast)
    for asked in ({"after": f"1~{moment}~1", "order": "committed"}, {"filed_from": moment}):
        assert systems.supervisor.get("/tickets", asked).status_code in {200, 422}


@pytest.mark.parametrize("words", ["\x00", "'", "\\", ":*", "a & | !", "((", "ـــ", "9" * 60, "\u202e"])
def test_odd_words_find_nothing_and_break_nothing(cast: Cast, systems: Systems, words: str) -> None:
    filed(cast)
    assert systems.supervisor.get("/search", {"q": words}).status_code == 200
    assert systems.supervisor.get("/centres", {"q": words}).status_code == 200


def test_clocks_say_by_when_and_why(cast: Cast, systems: Systems) -> None:
    ticket = filed(cast, type="inquiry", at=datetime.fromisoformat("2026-09-17T10:00:00+03:00"))
    own, *_legs = systems.complaint_officer.get(f"/tickets/{ticket.reference}/clocks").json()
    assert (own["step"], own["promise"], own["explanation"]) == ("whole", "within five working days", None)
    assert datetime.fromisoformat(own["due_at"]) == datetime.fromisoformat("2026-09-28T14:30:00+03:00")
    own, *_legs = systems.complaint_officer.get(f"/tickets/{ticket.reference}/clocks", {"explain": "true"}).json()
    assert datetime.fromisoformat(own["explanation"]["due_at"]) == datetime.fromisoformat(own["due_at"])
    assert sum(day["share"] for day in own["explanation"]["days"]) == pytest.approx(5)
    assert "National Day" in {day["reason"] for day in own["explanation"]["days"]}
    assert systems.stranger.get(f"/tickets/{ticket.reference}/clocks").status_code == 404


def test_an_instant_reads_the_same_in_every_answer(cast: Cast, systems: Systems) -> None:
    system = systems.counter_officer
    filed = system.post("/tickets", filing(cast), **{"Idempotency-Key": "the-same-instant"}).json()
    read = system.get(f"/tickets/{filed['reference']}").json()
    assert filed["committed_at"] == read["committed_at"]
    assert read["committed_at"].endswith("Z")
    asked = {"type": "complaint", "filed": read["filed_at"], "explain": "true"}
    deadline = system.get("/deadline", asked).json()
    assert deadline["due"].endswith("Z")
    assert all(moment.endswith("Z") for day in deadline["days"] for span in day["windows"] for moment in span)


def test_papers_sent_before_go_with_an_objection_and_are_read_with_it(cast: Cast, systems: Systems) -> None:
    ticket, mine = answered(cast), systems.counter_officer
    part = {"draft": "draft-0002", "file": SimpleUploadedFile("كشف.png", PDF_LIKE_PNG, "image/png")}
    assert mine.send("/files", part).status_code == 201
    body = {"text": "لم يذكر الرد موعد عودة الباص", "channel": "counter", "draft": "draft-0002"}
    for _again in range(2):
        key = {"Idempotency-Key": "objects-01"}
        assert mine.post(f"/tickets/{ticket.reference}/actions/object", body, **key).json()["state"] == "objected"
    read = mine.get(f"/tickets/{ticket.reference}").json()
    (objection,) = read["objections"]
    assert [each["name"] for each in objection["papers"]] == ["كشف.png"]
    assert objection["papers"][0]["id"] == read["files"][0]["id"]
