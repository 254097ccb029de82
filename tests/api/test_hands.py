"""Another system is told the same of who has a ticket as people are."""

from tests.api.conftest import Systems
from tests.cast import Cast, under_review, with_coordinator


def test_a_reply_under_review_is_in_nobodys_name(cast: Cast, systems: Systems) -> None:
    ticket = under_review(cast)
    system = systems.supervisor
    whole = system.get(f"/tickets/{ticket.reference}").json()
    assert (whole["hands"], whole["hands_label"], whole["holder"]) == ("review", "The reviewers", None)
    (row,) = system.get("/tickets", {"list": "under-review"}).json()["tickets"]
    assert (row["hands"], row["holder"]) == ("review", None)
    legs = system.get(f"/tickets/{ticket.reference}/route").json()["custody"]
    assert [(leg["hands"], leg["holder"] and leg["holder"]["name"]) for leg in legs] == [
        ("centre", None), ("centre", "Layla Alzahrani"), ("department", None), ("coordinator", "Haifa Albugami"),
        ("review", None),
    ]  # fmt: skip
    clocks = system.get(f"/tickets/{ticket.reference}/clocks").json()
    assert [clock["holder"] for clock in clocks if clock["step"] == "review"] == [None]


def test_a_coordinators_ticket_names_them(cast: Cast, systems: Systems) -> None:
    ticket = with_coordinator(cast)
    whole = systems.supervisor.get(f"/tickets/{ticket.reference}").json()
    assert (whole["hands"], whole["holder"]["name"]) == ("coordinator", "Haifa Albugami")
