"""Somebody at the ministry narrows what has ended to a centre that was merged, and then to the one that took over."""

from playwright.sync_api import expect

from tawasul.tickets import actions
from tests.cast import Cast, hours, replied
from tests.journeys.conftest import PHONE, Open
from tests.journeys.test_accessible import wrong_with
from tests.journeys.words import said
from tests.reorganisations.neighbours import carried_out, merge, settle


def test_from_the_old_centre_to_the_one_that_took_over(cast: Cast, seated: Open) -> None:
    settle(cast)
    ticket = replied(cast, subject="ما انتهى في الواحة")
    actions.close(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(7))
    carried_out(cast, merge("sector", "south"))
    old, new = (str(cast.places[name].pk) for name in ("centre", "south_centre"))
    for device in ({}, PHONE):
        page = seated("ministry_supervisor", **device)
        page.goto("/desk/lists/ended/")
        page.locator("#filter_centre").select_option(old)
        expect(page.get_by_role("main")).to_contain_text("ما انتهى في الواحة")
        page.locator("#filter_department").select_option(str(cast.places["transport"].pk))
        page.wait_for_url(f"**/desk/lists/ended/?**department={cast.places['transport'].pk}**")
        expect(page.get_by_role("main")).to_contain_text("ما انتهى في الواحة")
        assert wrong_with(page, "a former centre") == []
        page.locator("#filter_centre").select_option(new)
        page.wait_for_url(f"**/desk/lists/ended/?centre={new}")  # the department was of the other centre
        expect(page.get_by_role("main")).to_contain_text(said("Nothing matches these filters"))
        page.goto("/desk/lists/ended/?centre=999999&filed_from=31/02/2026")
        expect(page.locator("#filter_centre_error")).to_be_visible()
        expect(page.locator("#filter_filed_from_error")).to_be_visible()
        assert wrong_with(page, "refused filters") == []
