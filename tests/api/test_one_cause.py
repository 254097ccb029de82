"""One cause, many tickets, through the API: the same errand as at the desk, and the same doors."""

from tawasul.api.schemas.problems import BODIES
from tawasul.tickets import many
from tawasul.tickets.models import Batch, Ticket
from tawasul.tickets.problems import giving
from tawasul.tickets.problems.lifecycle import LIFECYCLE, Act
from tests.api.conftest import Systems
from tests.cast import Cast, filed, hours, with_coordinator

ANSWER = "المكرم {name}، عولج الخلل وعادت الخدمة. رقم تذكرتكم {number}."


def test_every_act_asks_for_what_the_table_requires() -> None:
    for act in Act:
        required = {name for row in LIFECYCLE if row.act is act for name in row.required}
        asked = {name for name, field in BODIES[act].model_fields.items() if field.is_required()}
        assert asked == required, act


def test_an_errand_of_three_systems(cast: Cast, systems: Systems) -> None:
    ticket, theirs = with_coordinator(cast), filed(cast, centre="other_centre", subject="شأن الجامعة")
    ministry, centre, stranger = systems.ministry_officer, systems.department_supervisor, systems.other_officer
    body = {"title": "تعطل منصة النقل", "due_on": "2027-01-10", "tickets": [ticket.reference]}
    made = ministry.post("/problems", body, **{"Idempotency-Key": "problem-1"})
    assert made.status_code == 200, made.content
    assert (
        ministry.post("/problems", body, **{"Idempotency-Key": "problem-1"}).json()["number"] == made.json()["number"]
    )
    many.work_through(batch_id=Batch.objects.get().pk, now=lambda: hours(4))
    at = f"/problems/{made.json()['number']}"
    read = centre.get(at).json()
    assert (read["waiting"], read["own_waiting"], read["acts"], read["due_on"]) == (1, 1, [], "2027-01-10")
    assert stranger.get(at).status_code == 404
    assert stranger.get("/problems").json()["problems"] == []
    assert centre.get(f"/tickets/{ticket.reference}").json()["problem"] == made.json()["number"]
    assert centre.get("/tickets", {"list": "on-problem"}).json()["tickets"][0]["reference"] == ticket.reference
    narrowed = centre.get("/tickets", {"list": "open", "problem": made.json()["spoken"]}).json()["tickets"]
    assert [row["reference"] for row in narrowed] == [ticket.reference]
    linked = ministry.post(f"/tickets/{theirs.reference}/actions/link_problem", {"problem": made.json()["spoken"]})
    assert linked.status_code == 200, linked.content
    assert [row["waiting"] for row in stranger.get("/problems").json()["problems"]] == [2]
    assert [row["ticket"]["reference"] for row in stranger.get(f"{at}/tickets").json()["tickets"]] == [theirs.reference]

    said = ministry.post(f"{at}/say_cause", {"cause": "انتهت صلاحية شهادة الربط"})
    assert (said.status_code, said.json()["state"]) == (200, "cause_known")
    assert ministry.post(f"{at}/say_cause", {"cause": "آخر", "seen": 1}).json()["code"] == "changed"
    nowhere = ministry.post(f"{at}/raise", {"reason": "نأمل المعالجة"})
    assert (nowhere.status_code, list(nowhere.json()["fields"])) == (422, ["place"])
    raised = ministry.post(f"{at}/raise", {"reason": "نأمل المعالجة", "place": cast.places["admission"].pk})
    assert raised.json()["raised_to"]["id"] == cast.places["admission"].pk
    remedy = systems.other_coordinator.post(f"{at}/say_remedy", {"remedy": "جُددت الشهادة", "due_on": "2027-01-05"})
    assert (remedy.status_code, remedy.json()["due_on"]) == (200, "2027-01-05")
    assert ministry.post(f"{at}/write_answer", {"text": ANSWER}).status_code == 200
    assert ministry.post(f"{at}/approve_answer").status_code == 403
    done = systems.ministry_supervisor.post(f"{at}/approve_answer")
    assert (done.status_code, done.json()["state"]) == (200, "answered")
    giving.give(problem_id=ticket.__class__.objects.get(pk=ticket.pk).problem_id or 0, now=lambda: hours(9))
    assert Ticket.objects.get(pk=ticket.pk).state == "under_review"
    (row,) = stranger.get(f"{at}/tickets").json()["tickets"]
    assert (row["giving"], row["why"][:6]) == ("refused", "Nobody")
    assert ministry.post(f"{at}/close", {"reason": "انتهت"}).status_code == 409


def test_what_rises_is_told_to_those_who_handle_problems(cast: Cast, systems: Systems) -> None:
    assert systems.complaint_officer.get("/problems/rising").json() == []
    assert systems.counter_officer.get("/problems/rising").status_code == 403
