"""What the same person may have asked before, for a machine: told with the filing, which it never holds up."""

from tests.api.conftest import Systems, filing
from tests.cast import Cast, filed, hours


def test_a_filing_is_answered_with_what_may_be_the_same(systems: Systems, cast: Cast) -> None:
    text = filing(cast)["text"]
    mine, _elsewhere = filed(cast, text=text), filed(cast, text=text, centre="other_centre", at=hours(1))
    answer = systems.counter_officer.post("/tickets", filing(cast), **{"Idempotency-Key": "a-first-filing-1"})
    assert answer.status_code == 201, answer.content
    likely = answer.json()["likely"]
    assert [each["reference"] for each in likely] == [mine.reference, None]
    assert likely[0]["very_alike"] is True
    assert likely[1] == dict.fromkeys(likely[1]) | {"centre": likely[1]["centre"]}
    assert likely[1]["centre"]["id"] == cast.places["other_centre"].pk
    reference = answer.json()["reference"]
    assert systems.complaint_officer.get(f"/tickets/{reference}/duplicates").json() == likely


def test_of_a_ticket_that_one_may_not_see_nothing_is_told(systems: Systems, cast: Cast) -> None:
    ticket = filed(cast)
    filed(cast, at=hours(1))
    assert systems.stranger.get(f"/tickets/{ticket.reference}/duplicates").status_code == 404


def test_words_are_added_for_the_beneficiary(systems: Systems, cast: Cast) -> None:
    ticket = filed(cast)
    answer = systems.counter_officer.post(f"/tickets/{ticket.reference}/actions/add_words", {"text": "وتأخر اليوم"})
    assert answer.status_code == 200, answer.content
    whole = systems.counter_officer.get(f"/tickets/{ticket.reference}").json()
    assert [each["text"] for each in whole["additions"]] == ["وتأخر اليوم"]
    assert whole["additions"][0]["by"]["id"] == cast.user("counter_officer").pk
