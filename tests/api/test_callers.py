"""The call centre's own system finds, hurries, and writes down who asked in vain."""

from tawasul.tickets.models import AskedInVain, Expedite
from tests.api.conftest import Systems
from tests.cast import Cast, filed, with_coordinator

KEY = {"Idempotency-Key": "caller-0001"}


def test_a_caller_is_found_and_helped_once(cast: Cast, systems: Systems) -> None:
    ticket, agent = with_coordinator(cast), systems.call_centre_agent
    (found,) = agent.get("/callers/tickets?who=0501234567").json()
    assert (found["reference"], found["entity"], found["may_expedite"]) == (
        ticket.reference,
        "School Transport Department",
        True,
    )
    body = {"who": "0501234567", "reason": "الاختبارات بعد أسبوع"}
    for _twice in range(2):
        made = agent.post("/callers/expedites", body, **KEY)
        assert made.status_code == 201, made.content
        assert (made.json()["number"], made.json()["ticket"]["expedite_count"]) == (1, 1)
    assert Expedite.objects.get().channel == "telephone"
    filed(cast, subject="شأن آخر")
    several = agent.post("/callers/expedites", body, **{"Idempotency-Key": "caller-0002"})
    assert (several.status_code, several.json()["code"]) == (409, "several")
    assert several.json()["title"] == "Several tickets may be meant", "nothing changed meanwhile"


def test_an_unknown_number_is_written_down(cast: Cast, systems: Systems) -> None:
    agent = systems.call_centre_agent
    assert agent.get("/callers/tickets?who=0559998877").json() == []
    body = {"who": "0559998877", "reason": "أين طلبي؟"}
    assert agent.post("/callers/expedites", body, **KEY).status_code == 404
    asked = {"who": "0559998877", "text": "طلب نقل", "name": "فهد"}
    for _twice in range(2):
        made = agent.post("/callers/asked", asked, **{"Idempotency-Key": "caller-0003"})
        assert (made.status_code, made.json()["understood_as"]) == (201, "mobile"), made.content
    assert AskedInVain.objects.count() == 1
    assert systems.supervisor.get("/callers/tickets?who=0559998877").status_code == 403
