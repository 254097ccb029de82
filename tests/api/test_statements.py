"""Statements through the API: asked on a ticket, and answered by another system of another place."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tawasul.tickets import actions
from tawasul.tickets.models import Statement
from tests.api.conftest import Systems
from tests.attachments.samples import png
from tests.cast import COMPLAINT_TEXT, Cast, hours, with_coordinator
from tests.tickets.asking import ANSWER, QUESTION, asked


def test_an_errand_between_two_systems(cast: Cast, systems: Systems) -> None:
    ticket = with_coordinator(cast)
    upload = SimpleUploadedFile("خط السير.png", png())
    (paper,) = actions.add_files(actor=cast.coordinator, ticket_id=ticket.pk, uploads=[upload], at=hours(3))
    holder, guest = systems.coordinator, systems.followup_coordinator
    at = f"/tickets/{ticket.reference}"
    entities: list[dict[str, Any]] = [
        {"place": cast.places["followup"].pk, "papers": [str(paper.pk)], "within": 2},
        {"kind": "school", "name": "مدرسة الواحة", "mobile": "0551234567", "question": "هل وصل الطلاب اليوم؟"},
    ]
    done = holder.post(f"{at}/actions/ask_statements", {"entities": entities, "question": QUESTION})
    assert done.status_code == 200, done.content
    whole = holder.get(at).json()
    assert whole["statements_open"] == 2
    assert [row["ordinal"] for row in whole["statements"]] == [1, 2]
    assert "submit_reply" not in {row["action"] for row in whole["actions"]}
    assert holder.get("/tickets", {"list": "sent-for-statement"}).json()["tickets"][0]["reference"] == ticket.reference

    listed = guest.get("/statements").json()
    (row,) = listed["statements"]
    assert (row["entity"], row["question"], listed["next"]) == ("General Follow-up Department", QUESTION, None)
    read = guest.get(f"/statements/{row['id']}").json()
    assert (read["may_answer"], read["may_ask_back"]) == (True, True)
    assert COMPLAINT_TEXT not in str(read)
    assert "subject" not in read
    assert guest.get(at).status_code == 404
    assert guest.get(f"/files/{paper.pk}").status_code == 404
    bytes_of = guest.get(f"/statements/{row['id']}/files/{paper.pk}")
    assert b"".join(bytes_of.streaming_content) == png()
    back = guest.post(f"/statements/{row['id']}/ask_back", {"text": "أي فترة تقصدون؟"})
    assert (back.status_code, back.json()["state"]) == (200, "asked_back")
    told = holder.post(f"{at}/actions/answer_back", {"number": 1, "text": "الأسبوع الماضي"})
    assert told.status_code == 200, told.content
    answered = guest.send(
        f"/statements/{row['id']}/answer", {"text": ANSWER, "files": [SimpleUploadedFile("تقرير.png", png())]}
    )
    assert answered.status_code == 200, answered.content
    assert (answered.json()["state"], len(answered.json()["files"])) == ("answered", 1)
    twice = guest.send(f"/statements/{row['id']}/answer", {"text": ANSWER})
    assert (twice.status_code, twice.json()["code"]) == (409, "answered")
    (first, second) = holder.get(at).json()["statements"]
    assert (first["answer"], first["answered_by"]) == (ANSWER, "Ghada Alenezi")
    assert holder.get(f"/files/{first['files'][0]['id']}").status_code == 200
    assert systems.stranger.get(f"/files/{first['files'][0]['id']}").status_code == 404
    gone = holder.post(f"{at}/actions/go_on_without", {"reason": "لم تجب المدرسة", "numbers": [second["ordinal"]]})
    assert gone.status_code == 200, gone.content
    assert holder.get(at).json()["statements_open"] == 0
    assert guest.get("/statements", {"list": "past"}).json()["statements"][0]["id"] == row["id"]


def test_the_same_request_answers_once(cast: Cast, systems: Systems) -> None:
    (statement,) = asked(cast, with_coordinator(cast))
    guest = systems.followup_coordinator
    for _ in range(2):
        answer = guest.client.post(
            f"/api/v1/statements/{statement.pk}/answer",
            {"text": ANSWER},
            headers=guest.headers({"Idempotency-Key": "once-only"}),
        )
        assert answer.status_code == 200, answer.content
    other = guest.client.post(
        f"/api/v1/statements/{statement.pk}/answer",
        {"text": ANSWER + " وزيادة"},
        headers=guest.headers({"Idempotency-Key": "once-only"}),
    )
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")


def test_what_is_wrong_is_said_of_each_entity(cast: Cast, systems: Systems) -> None:
    ticket = with_coordinator(cast)
    entities = [{"place": cast.places["followup"].pk}, {"kind": "body", "name": "شركة"}, {"place": 10**9}]
    refused = systems.coordinator.post(
        f"/tickets/{ticket.reference}/actions/ask_statements", {"entities": entities, "question": QUESTION}
    )
    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {"entities.1.email", "entities.2.place"}
    assert not Statement.objects.exists()
    unshaped = systems.coordinator.post(
        f"/tickets/{ticket.reference}/actions/ask_statements", {"entities": [{"placе": 1}]}
    )
    assert unshaped.status_code == 422


def test_the_wrong_system_finds_no_statement(cast: Cast, systems: Systems) -> None:
    (statement,) = asked(cast, with_coordinator(cast))
    for name, status in (("other_coordinator", 404), ("stranger", 404), ("minister", 403), ("coordinator", 200)):
        system = getattr(systems, name)
        assert system.get(f"/statements/{statement.pk}").status_code == status, name
    for system in (systems.other_coordinator, systems.coordinator):
        refused = system.send(f"/statements/{statement.pk}/answer", {"text": ANSWER})
        assert refused.status_code in {403, 404}
    assert Statement.objects.get().state == "asked"
