"""Calls through the API: recorded once, read with the ticket, listed like any work."""

from tawasul.tickets.models import Call
from tests.api.conftest import Systems
from tests.cast import Cast, filed

FIRST = {"Idempotency-Key": "call-2026-0001"}


def test_a_call_is_recorded_once_read_and_taken_back(cast: Cast, systems: Systems) -> None:
    ticket = filed(cast, type="report")
    at, officer = f"/tickets/{ticket.reference}", systems.report_officer
    planned = {"purpose": "ask", "next_at": "2030-01-01T10:00:00Z"}
    assert officer.post(f"{at}/actions/plan_call", planned).json()["fields"].keys() == {"next_at"}
    call = {"purpose": "ask", "outcome": "no_answer"}
    for _twice in range(2):
        made = officer.post(f"{at}/actions/call_beneficiary", call, **FIRST)
        assert made.status_code == 200, made.content
    assert Call.objects.count() == 1
    reused = officer.post(f"{at}/actions/call_beneficiary", call | {"outcome": "busy"}, **FIRST)
    assert (reused.status_code, reused.json()["code"]) == (409, "key-reused")
    (read,) = officer.get(at).json()["calls"]
    assert (read["number"], read["outcome"], read["taken_back_at"]) == (1, "no_answer", None)
    taken = officer.post(f"{at}/actions/take_back_call", {"number": 1, "reason": "تذكرة أخرى"})
    assert taken.status_code == 200, taken.content
    now = officer.get(at).json()
    assert (now["calls_made"], now["calls"][0]["taken_back_reason"]) == (0, "تذكرة أخرى")
    assert officer.get("/tickets?list=calls").json()["tickets"] == []
    assert systems.stranger.post(f"{at}/actions/call_beneficiary", call).status_code == 404
    assert systems.minister.post(f"{at}/actions/call_beneficiary", call).status_code == 403
