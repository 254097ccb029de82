"""One fault at two places: what rises becomes a problem, one answer is approved, and each centre reviews its own tickets."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.lib.reference import spoken
from tawasul.tickets import actions, many
from tawasul.tickets.models import Batch, Problem, Ticket
from tawasul.tickets.problems import giving
from tawasul.tickets.problems.labels import ACT_LABELS
from tests.cast import Cast, filed
from tests.journeys.conftest import PHONE, Open
from tests.journeys.test_accessible import wrong_with
from tests.journeys.words import label, said

TEXTS = (
    "لم تنزل مكافأة هذا الشهر في حسابي حتى الآن",
    "المكافأة لم تصرف لهذا الشهر وأنا طالب منتظم",
    "متى تنزل المكافأة تأخر نزول مكافأة الطلاب هذا الشهر",
)
CAUSE = "تعثر مسير الصرف بعد تحديث أرقام الحسابات."
ANSWER = "المكرم {الاسم}، أعيد رفع مسير الصرف وتودع المكافأة خلال ثلاثة أيام. رقم تذكرتكم {الرقم}."


def asked_at(cast: Cast, centre: str, officer: str) -> list[Ticket]:
    at = timezone.now() - timedelta(hours=5)
    tickets = []
    for number, text in enumerate(TEXTS):
        ticket = filed(cast, subject="تأخر صرف المكافأة", text=text, centre=centre, at=at + timedelta(minutes=number))
        tickets.append(actions.take(actor=cast.actor(officer), ticket_id=ticket.pk, at=at + timedelta(hours=1)))
    return tickets


def press(page: Page, act: str, done: str, **fields: str) -> None:
    """Open the act's form, fill it, send it; where it asks, say yes; and wait until the page says that it is done."""
    words = label(ACT_LABELS[act])
    errand = page.locator(f"#do-{act}")
    errand.locator("> summary").click()
    for name, text in fields.items():
        errand.locator(f'[name="{name}"]').fill(text)
    errand.get_by_role("button", name=words, exact=True).click()
    dialog = page.get_by_role("dialog")
    if act == "approve_answer":
        dialog.get_by_role("button", name=words, exact=True).click()
    expect(page.get_by_text(said(done))).to_be_visible()


def test_what_rises_is_answered_once_and_reviewed_in_each_centre(cast: Cast, seated: Open) -> None:
    for week in range(2, 5):
        for number, subject in enumerate(("عطل مكيفات الفصل", "نقل ابنتي إلى مدرسة أقرب", "نقص كتاب العلوم")):
            filed(
                cast,
                subject=subject,
                text=f"{subject} منذ أيام",
                at=timezone.now() - timedelta(weeks=week, hours=number),
            )
    ours, theirs = asked_at(cast, "centre", "complaint_officer"), asked_at(cast, "other_centre", "other_officer")

    officer = seated("ministry_officer")
    officer.goto("/desk/problems/")
    expect(officer.get_by_role("main")).to_contain_text(said("No problem is open"))
    assert wrong_with(officer, "no problems") == []
    officer.get_by_role("link", name=said("What rises")).click()
    expect(officer.get_by_role("heading", level=2).first).to_have_text("تأخر صرف المكافأة")
    assert wrong_with(officer, "what rises") == []
    officer.locator('form[action="/desk/problems/new/"] button').first.click()
    officer.get_by_role("button", name=said("Open a problem"), exact=True).click()
    officer.wait_for_url("**/desk/problems/2*/")
    problem = Problem.objects.get()
    many.work_through(batch_id=Batch.objects.get().pk, now=timezone.now)

    press(officer, "say_cause", "The cause is stated.", cause=CAUSE)
    press(officer, "write_answer", "The answer awaits the approval of another person.", text=ANSWER)
    main = officer.get_by_role("main")
    expect(main).to_contain_text(said("It awaits approval."))
    expect(main).to_contain_text(CAUSE)
    assert wrong_with(officer, "the problem") == []

    supervisor = seated("ministry_supervisor")
    supervisor.goto(f"/desk/problems/{problem.number}/")
    done = "The answer is being given to the tickets that wait; each is reviewed in its own centre."
    press(supervisor, "approve_answer", done)
    giving.give(problem_id=problem.pk, now=timezone.now)
    assert set(Ticket.objects.filter(problem=problem).values_list("state", flat=True)) == {"under_review"}

    # One centre sends one back, and approves the others together from the list of what it reviews.
    reviewer = seated("quality_officer")
    reviewer.goto(f"/desk/problems/{problem.number}/")
    page = reviewer.get_by_role("main")
    expect(page).to_contain_text(spoken(ours[0].reference))
    expect(page).not_to_contain_text(spoken(theirs[0].reference))
    reviewer.goto(f"/desk/tickets/{ours[0].reference}/")
    expect(page).to_contain_text(said("It waits on a problem with others"))
    actions.send_back_reply(
        actor=cast.quality_officer, ticket_id=ours[0].pk, reasons="سأل عن شهر آخر", at=timezone.now()
    )
    reviewer.goto("/desk/lists/to-review/")
    reviewer.get_by_label(said("Choose all on this page")).check()
    reviewer.locator('button[name="do"][value="approve_reply"]').click()
    sent = page.locator("details.reply-sent")
    expect(sent).to_have_count(2)
    sent.first.locator("summary").click()
    expect(sent.first.locator(".quote")).to_contain_text("أعيد رفع مسير الصرف")
    page.locator("form[data-guard] button.btn-primary").click()
    reviewer.get_by_role("dialog").get_by_role("button", name=said("Approve and send"), exact=True).click()
    reviewer.wait_for_url("**/desk/many/*/")
    many.work_through(batch_id=Batch.objects.latest("pk").pk, now=timezone.now)
    states = dict(Ticket.objects.filter(pk__in=[row.pk for row in ours]).values_list("pk", "state"))
    assert sorted(states.values()) == ["replied", "replied", "reply_drafted"]
    assert states[ours[0].pk] == "reply_drafted"


def test_a_problem_on_a_telephone(cast: Cast, seated: Open) -> None:
    (ticket, *_others) = asked_at(cast, "centre", "complaint_officer")
    officer = seated("complaint_officer", **PHONE)
    officer.goto("/desk/problems/new/")
    officer.locator('[name="title"]').fill("تأخر صرف المكافأة")
    officer.get_by_role("button", name=said("Open a problem"), exact=True).click()
    officer.wait_for_url("**/desk/problems/2*/")
    problem = Problem.objects.get()
    officer.goto(f"/desk/tickets/{ticket.reference}/")
    errand = officer.locator('details:has(form[action$="/do/link_problem/"])')
    errand.locator("> summary").click()
    errand.get_by_role("combobox").press_sequentially("المكافاه")
    errand.get_by_role("option", name=problem.title).click()
    errand.locator("button.btn-primary").click()
    expect(officer.get_by_role("main")).to_contain_text(said("It waits on a problem with others"))
    officer.goto(f"/desk/problems/{problem.number}/")
    expect(officer.get_by_role("main")).to_contain_text(spoken(ticket.reference))
    assert wrong_with(officer, "the problem on a telephone") == []
