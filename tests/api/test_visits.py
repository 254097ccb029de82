"""Another system reads who came to the centre, and nothing of other centres."""

from datetime import timedelta

from django.utils import timezone

from tawasul.lib.hijri import hijri
from tests.cast import PARENT
from tests.reception.coming import PARENT_COMES, came


def test_the_visits_of_a_day_are_listed_page_by_page_and_masked(cast, systems):
    now = timezone.now()
    first = came(cast, PARENT_COMES, reason="ask", at=now)
    second = came(cast, "زائر", at=now)
    yesterday = came(cast, "أمس", at=now - timedelta(days=1), by="hall_supervisor")
    elsewhere = came(cast, "عند غيرنا", at=now, by="stranger")
    page = systems.reception_officer.get("/visits", {"size": 1}).json()
    assert [each["id"] for each in page["visits"]] == [second.pk]
    page = systems.reception_officer.get("/visits", {"size": 1, "after": page["next"]}).json()
    (row,) = page["visits"]
    assert (row["id"], row["number"], row["reason_label"], page["next"]) == (
        first.pk,
        "B-001",
        "Ask about something",
        None,
    )
    assert PARENT.identity.number not in str(row)
    day = (timezone.localtime(now) - timedelta(days=1)).date()
    for written in (day.isoformat(), "{:04}-{:02}-{:02}".format(*hijri(day))):
        page = systems.hall_supervisor.get("/visits", {"day": written}).json()
        assert [each["id"] for each in page["visits"]] == [yesterday.pk]
    assert systems.reception_officer.get(f"/visits/{first.pk}").json()["name"] == PARENT.name
    assert systems.reception_officer.get(f"/visits/{elsewhere.pk}").status_code == 404
    assert systems.coordinator.get("/visits").status_code == 403
    for wrong in ("nonsense", "1900-01-01"):
        assert systems.reception_officer.get("/visits", {"day": wrong}).status_code == 422, "not as if nobody had come"
