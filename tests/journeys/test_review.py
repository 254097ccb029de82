"""Two people stand behind a reply: it is sent back once with reasons, and then approved."""

from playwright.sync_api import expect

from tawasul.tickets.models import Reply
from tests.cast import Cast, with_coordinator
from tests.journeys import desk
from tests.journeys.conftest import Open
from tests.journeys.words import said

FIRST = "تم اتخاذ اللازم."
REASONS = "لا يكفي: اذكر ما الذي تم، ومتى يعود الباص."
SECOND = "استبدلنا السائق، ويعود الباص إلى خط سيره يوم الأحد القادم."


def test_a_reply_is_sent_back_once_and_then_approved(cast: Cast, seated: Open) -> None:
    ticket = with_coordinator(cast)
    coordinator, supervisor = seated("coordinator"), seated("department_supervisor")

    desk.open_from_day(coordinator, ticket.subject)
    desk.write_reply(coordinator, FIRST)
    expect(coordinator.get_by_role("main")).not_to_contain_text(said("What must be different"))

    desk.open_from_day(supervisor, ticket.subject)
    errand = desk.step(supervisor, "send_back_reply")
    errand.get_by_label(said("What must be different")).fill(REASONS)
    desk.press_step(supervisor, errand, "send_back_reply", "The reply is back with its author, with your reasons.")

    desk.open_from_day(coordinator, ticket.subject)
    expect(coordinator.get_by_text(REASONS).first).to_be_visible()
    desk.write_reply(coordinator, SECOND)

    desk.open_from_day(supervisor, ticket.subject)
    expect(supervisor.get_by_role("main")).to_contain_text(SECOND)
    desk.approve(supervisor)

    rounds = list(Reply.objects.filter(ticket=ticket).order_by("round").values_list("text", "state"))
    assert rounds == [(FIRST, Reply.SENT_BACK), (SECOND, Reply.APPROVED)]
