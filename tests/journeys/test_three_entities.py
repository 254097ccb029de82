"""Three entities are asked for a statement: one answers after a question of its own, one answers, one never does."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tawasul.clocks.models import Clock
from tawasul.notices.models import Notice
from tawasul.tickets import queries
from tawasul.tickets.labels import SENT_FOR_STATEMENT
from tawasul.tickets.models import Statement, Ticket
from tests.attachments.samples import png
from tests.cast import COMPLAINT_TEXT, PARENT, Cast, with_coordinator
from tests.clocks.times import sound
from tests.journeys import desk
from tests.journeys.conftest import Open
from tests.journeys.test_accessible import wrong_with
from tests.journeys.words import label, said

QUESTION = "متى عاد الباص إلى خط سيره، ومن كان السائق في تلك الأيام؟"
OF_THE_FLEET = "كم باصًا تعطل في هذا الأسبوع على خط الواحة؟"
BACK = "أي خط سير تقصدون؟ لدينا خطان في الحي."
TOLD = "الخط الشرقي، رقم 14."
FIRST = "عاد الباص إلى خطه يوم الأحد بعد استبدال السائق."
SECOND = "لم يسجل لدينا أي تأخر على خط الجامعة في تلك الأيام."
REASON = "لم تجب الشركة بعد تذكيرها، وفيما وصل ما يكفي للرد."
REPLY = "نعتذر عن التأخر. استبدلنا السائق، وعاد الباص إلى خط سيره ابتداء من يوم الأحد."


def choose_place(entity: Locator, words: str, name: str) -> None:
    entity.get_by_role("combobox").first.press_sequentially(words)
    entity.get_by_role("option", name=name).first.click()


def ask_three(page: Page, paper: str) -> None:
    """A department, another centre, and a company without an account, in one go."""
    errand = desk.step(page, "ask_statements")
    errand.get_by_label(said("What you ask"), exact=True).fill(QUESTION)
    first = errand.locator("fieldset.entity").nth(0)
    choose_place(first, "المتابعه", "الإدارة العامة للمتابعة")
    first.get_by_label(paper).check()
    errand.get_by_text(said("Ask another one too")).nth(0).click()
    second = errand.locator("fieldset.entity").nth(1)
    choose_place(second, "النخيل", "مركز رعاية المستفيدين بجامعة النخيل")
    errand.get_by_text(said("Ask another one too")).nth(1).click()
    third = errand.locator("fieldset.entity").nth(2)
    third.get_by_text(said("Or one without an account: a school, an outside body")).click()
    third.get_by_label(said("Its name")).fill("شركة نقل الواحة")
    third.get_by_label(said("E-mail")).fill("fleet@example.sa")
    third.get_by_label(said("Mobile"), exact=False).fill("0551234567")
    third.get_by_text(said("Ask this one something else instead")).click()
    third.get_by_label(said("Its own question, instead of the common one")).fill(OF_THE_FLEET)
    done = "They are asked, and told by when. You will be told when a statement comes."
    desk.press_step(page, errand, "ask_statements", done)


def open_asked(page: Page, question: str) -> None:
    """From the menu, where what waits is counted."""
    page.goto("/desk/")
    page.get_by_role("navigation", name=said("Main")).get_by_role("link", name=said("Statements asked of us")).click()
    page.get_by_role("main").get_by_role("link", name=question[:20]).first.click()
    expect(page.get_by_role("main")).to_contain_text(question)


def state(page: Page, text: str, file: Path | None = None) -> None:
    page.get_by_label(said("What you state")).fill(text)
    if file is not None:
        page.locator('input[type="file"]').set_input_files(file)
    page.get_by_role("button", name=said("Send the statement")).click()
    expect(page.get_by_text(said("Thank you. Those who asked have it."))).to_be_visible()


def link_of(kind: str) -> str:
    """Where the last message of this kind leads."""
    return str(Notice.objects.filter(kind=kind, channel="sms").latest("pk").context["link"])


def test_three_are_asked_and_one_never_answers(cast: Cast, phone: Page, seated: Open, tmp_path: Path) -> None:
    ticket = with_coordinator(cast)
    scan = tmp_path / "خط السير.png"
    scan.write_bytes(png())
    coordinator = seated("coordinator")
    here = f"/desk/tickets/{ticket.reference}/"
    coordinator.goto(here)
    files = desk.step(coordinator, "add_files")
    files.locator('input[type="file"]').set_input_files(scan)
    desk.press_step(coordinator, files, "add_files", "The files were added.")
    ask_three(coordinator, scan.name)
    main = coordinator.get_by_role("main")
    expect(main).to_contain_text(label(SENT_FOR_STATEMENT))
    expect(main).to_contain_text(said("The clock stands still while a statement is awaited."))
    assert wrong_with(coordinator, "the ticket with statements") == []

    # The company opens its link on a telephone, and closes it again.
    phone.goto(link_of("statement_asked_by_link"))
    shown = phone.get_by_role("main")
    expect(shown).to_contain_text(OF_THE_FLEET)
    for secret in (COMPLAINT_TEXT, ticket.subject, PARENT.name, QUESTION, scan.name):
        expect(shown).not_to_contain_text(secret)
    assert wrong_with(phone, "the link on a telephone") == []

    # The department asks something first, and is told.
    department = seated("followup_coordinator")
    open_asked(department, QUESTION)
    expect(department.get_by_role("main").get_by_role("link", name=scan.name).first).to_be_visible()
    expect(department.get_by_role("main")).not_to_contain_text(COMPLAINT_TEXT)
    assert wrong_with(department, "the statement at the desk") == []
    department.get_by_text(said("Is something missing? Ask them first")).click()
    department.get_by_label(said("What you need to know first")).fill(BACK)
    department.get_by_role("button", name=said("Ask them")).click()
    expect(department.get_by_text(said("They are asked. You will be told when they answer."))).to_be_visible()
    coordinator.goto(here)
    expect(main).to_contain_text(BACK)
    back = desk.step(coordinator, "answer_back")
    back.get_by_label(said("Your answer to them")).fill(TOLD)
    desk.press_step(coordinator, back, "answer_back", "They are told, and their time runs again.")
    open_asked(department, QUESTION)
    expect(department.get_by_role("main")).to_contain_text(TOLD)
    state(department, FIRST)

    # The other centre answers with a paper.
    other = seated("other_officer")
    open_asked(other, QUESTION)
    state(other, SECOND, scan)
    coordinator.goto(here)
    expect(main).to_contain_text(FIRST)
    expect(main).to_contain_text(SECOND)

    # The company is reminded, then it is late, then those above hear; its link still opens.
    company = Statement.objects.get(kind="body")
    own = Clock.objects.get(subject_kind="statement", subject_id=company.pk)
    while own.next_at is not None:
        sound(own.next_at)
        own.refresh_from_db()
    assert Notice.objects.filter(kind="statement_reminder_by_link", channel="sms").count() == 2
    supervisor = seated("department_supervisor")
    supervisor.goto("/desk/notices/")
    expect(supervisor.get_by_role("main")).to_contain_text("شركة نقل الواحة")
    phone.goto(link_of("statement_reminder_by_link"))
    expect(shown).to_contain_text(OF_THE_FLEET)
    coordinator.goto(here)
    expect(coordinator.locator(".timeline")).to_contain_text("شركة نقل الواحة")
    expect(coordinator.get_by_role("button", name=said("Send for review"))).to_have_count(0)

    # One decides to go on without it, and the reply goes out.
    without = desk.step(coordinator, "go_on_without")
    without.get_by_label(said("Reason")).fill(REASON)
    done = "The statement is waited for no longer, and those asked are told."
    desk.press_step(coordinator, without, "go_on_without", done)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text(said("This link opens nothing now"))
    desk.write_reply(coordinator, REPLY)
    desk.open_from_day(supervisor, ticket.subject)
    desk.approve(supervisor)
    now = Ticket.objects.get(pk=ticket.pk)
    assert (now.state, now.statements_open) == ("replied", 0)
    told = [event.kind for event in queries.public_contents_of(now).events]
    assert told.count("statements_asked") == 1
    assert not any(kind.startswith("statement_") for kind in told)
