"""Directives through the interface: recorded, answered with a paper, done; and confidential ones for the named alone."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tawasul.directives.models import Directive
from tawasul.lib.hijri import RIYADH
from tests.api.conftest import Systems
from tests.attachments.samples import png
from tests.cast import Cast, filed
from tests.directives.directing import TEXT, WHAT_WE_DID, directed


def due(days: int = 7) -> str:
    return (timezone.now().astimezone(RIYADH).date() + timedelta(days=days)).isoformat()


def body(cast: Cast, **more: object) -> dict[str, object]:
    return {"text": TEXT, "acting": cast.places["transport"].pk, "due_on": due()} | more


def test_a_directive_is_recorded_answered_and_done(cast: Cast, systems: Systems) -> None:
    ticket = filed(cast)
    key = {"Idempotency-Key": "key-00001"}
    office = systems.official_office
    made = [office.post("/directives", body(cast, ticket=ticket.reference), **key).json() for _ in range(2)]
    number = made[0]["number"]
    assert made[0] == made[1]
    assert Directive.objects.count() == 1
    assert (made[0]["about_kind"], made[0]["state"], made[0]["confidential"]) == ("ticket", "open", False)
    assert {act["act"] for act in made[0]["acts"]} == {"remind", "postpone", "withdraw"}
    listed = systems.coordinator.get("/directives?list=to-act").json()
    assert [row["number"] for row in listed["directives"]] == [number]
    read = systems.coordinator.get(f"/directives/{number}").json()
    assert [act["act"] for act in read["acts"]] == ["answer", "report"]
    upload = SimpleUploadedFile("letter.png", png(), content_type="image/png")
    answered = systems.coordinator.send(f"/directives/{number}/answer", {"text": WHAT_WE_DID, "files": upload})
    assert answered.status_code == 200, answered.content
    (answer,) = answered.json()["answers"]
    (file,) = answer["files"]
    paper = systems.official.get(f"/directives/{number}/files/{file['id']}")
    assert b"".join(paper) == png()
    refused = systems.coordinator.post(f"/directives/{number}/finish", {"outcome": "تم التنفيذ"})
    assert refused.status_code in {403, 409}
    old = systems.monitoring_officer.post(f"/directives/{number}/finish", {"outcome": "تم التنفيذ", "seen": 1})
    assert (old.status_code, old.json()["code"]) == (409, "changed")
    done = systems.monitoring_officer.post(f"/directives/{number}/finish", {"outcome": "تم التنفيذ"}).json()
    assert (done["state"], done["outcome"], done["acts"][0]["act"]) == ("done", "تم التنفيذ", "reopen")


def test_what_is_wrong_is_told_by_field(cast: Cast, systems: Systems) -> None:
    for wrong, field in (
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"acting": cast.places["admission"].pk}, "acting"),
        ({"ticket": "26000000010"}, "ticket"),
        ({"text": ""}, "text"),
    ):
        answer = systems.official_office.post("/directives", body(cast, **wrong))
        assert answer.status_code == 422, wrong
        if field in answer.json().get("fields", {}):
            continue
        assert wrong == {"ticket": "26000000010"}
    assert not Directive.objects.exists()


def test_a_confidential_one_is_not_there_for_others(cast: Cast, systems: Systems) -> None:
    secret = directed(cast, confidential=True, at=timezone.now(), due_on=timezone.now().date() + timedelta(days=9))
    for name in ("complaint_officer", "ministry_supervisor", "assistant", "other_officer", "minister_office"):
        system = getattr(systems, name)
        assert system.get(f"/directives/{secret.number}").status_code in {403, 404}, name
        listed = system.get("/directives?list=all")
        assert listed.status_code == 403 or listed.json()["directives"] == [], name
        post = system.post(f"/directives/{secret.number}/remind", {"text": "تذكير"})
        assert post.status_code in {403, 404}, name
    assert systems.official.get(f"/directives/{secret.number}").status_code == 200
