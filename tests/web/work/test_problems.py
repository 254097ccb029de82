"""Problems at the desk: opened, explained, raised, answered, and what each reader finds on the pages."""

from datetime import timedelta
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tawasul.tickets import actions, many
from tawasul.tickets.actions import problems
from tawasul.tickets.models import Answer, Batch, Problem, Ticket
from tawasul.tickets.problems import giving
from tests.cast import filed, hours, with_coordinator
from tests.web.work.pages import do, hidden_fields, page_of

ANSWER = "المكرم {الاسم}، عولج الخلل وعادت الحافلات إلى مواعيدها. رقم تذكرتكم {الرقم}."


def opened(cast, who="complaint_officer", title="تأخر الحافلات على خط الواحة"):
    return problems.open_problem(actor=cast.actor(who), title=title, at=hours(4))


def linked(cast, problem, *tickets, who="complaint_officer"):
    for ticket in tickets:
        actions.link_problem(actor=cast.actor(who), ticket_id=ticket.pk, problem=problem.number, at=hours(5))


def shown(browser, problem, query=""):
    answer = browser.get(f"/desk/problems/{problem.number}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def act(browser, problem, what, page=None, **given):
    address = f"/desk/problems/{problem.number}/do/{what}/"
    return browser.post(address, hidden_fields(page or shown(browser, problem), address) | given)


def test_a_problem_is_opened_with_the_tickets_chosen_once_however_often_it_is_sent(cast, enter):
    tickets = [filed(cast, subject=f"تأخر الباص {n}") for n in range(3)]
    theirs = filed(cast, subject="شأن غيرنا", centre="other_centre")
    browser = enter("complaint_officer")
    query = "&".join(f"ticket={row.reference}" for row in (*tickets, theirs))
    page = browser.get(f"/desk/problems/new/?title=تأخر الباص&{query}").content.decode()
    assert page.count("worklist-open") == 3
    assert "شأن غيرنا" not in page
    address = "/desk/problems/new/"
    wrong = browser.post(address, {"title": "ت", "ticket": tickets[0].reference})
    assert wrong.status_code == 422
    body = {
        "title": "تأخر الباص",
        "cause": "",
        "due_on": "",
        "once": "a-mark",
        "ticket": [row.reference for row in tickets],
    }
    answers = [browser.post(address, body) for _ in range(2)]
    problem = Problem.objects.get()
    assert {answer.url for answer in answers} == {f"/desk/problems/{problem.number}/"}
    many.work_through(batch_id=Batch.objects.get().pk, now=timezone.now)
    assert Ticket.objects.filter(problem=problem).count() == 3
    page = page_of(browser, tickets[0])
    assert "It waits on a problem with others" in page
    assert "Waits on problem" in browser.get("/desk/lists/on-problem/").content.decode()
    narrowed = browser.get(f"/desk/lists/open/?problem={problem.number}").content.decode()
    assert narrowed.count("worklist-open") == 3
    assert "A problem number has eight digits." in browser.get("/desk/lists/open/?problem=1").content.decode()


def test_the_whole_life_of_a_problem_on_its_page(cast, enter):
    ticket = with_coordinator(cast)
    problem = opened(cast, "ministry_officer")
    linked(cast, problem, ticket, who="ministry_officer")
    officer, supervisor, reviewer = (
        enter("ministry_officer"),
        enter("ministry_supervisor"),
        enter("department_supervisor"),
    )
    assert act(officer, problem, "say_cause", cause="نقص في الحافلات").status_code == 302
    both = act(officer, problem, "raise", reason="نأمل المعالجة", body="شركة النقل", place=cast.places["transport"].pk)
    assert both.status_code == 422
    assert "one of them" in both.content.decode()
    assert act(officer, problem, "raise", reason="نأمل المعالجة", place=cast.places["transport"].pk).status_code == 302
    past = act(officer, problem, "say_remedy", remedy="زيدت الحافلات", due_on="2020-01-01")
    assert past.status_code == 422
    assert "زيدت الحافلات" in past.content.decode()
    due = (timezone.now() + timedelta(days=9)).date().isoformat()
    assert act(officer, problem, "say_remedy", remedy="زيدت الحافلات", due_on=due).status_code == 302
    assert act(officer, problem, "write_answer", text=ANSWER).status_code == 302
    page = shown(officer, problem)
    assert "It awaits approval." in page
    assert "do/approve_answer/" not in page, "the author does not approve"
    approving = shown(supervisor, problem)
    assert act(supervisor, problem, "approve_answer", page=approving).status_code == 302
    giving.give(problem_id=problem.pk, now=timezone.now)
    again = act(supervisor, problem, "approve_answer", page=approving)
    assert again.status_code == 302, "the same form again is the same request"
    assert Answer.objects.count() == 1
    batch = reviewer.get(f"/desk/many/?do=approve_reply&ticket={ticket.reference}").content.decode()
    assert "Approve and send · 1 ticket" in batch
    read = batch[batch.index('<details class="note reply-sent">') :]
    assert Ticket.objects.get(pk=ticket.pk).replies.latest("round").text in unescape(read[: read.index("</details>")])
    assert 'data-confirm="Approve this reply and send it to the beneficiary?"' in batch
    done = reviewer.post("/desk/many/", hidden_fields(batch, "/desk/many/"))
    assert done.status_code == 302
    assert Ticket.objects.get(pk=ticket.pk).state == "replied"
    assert "Replied to" in shown(officer, problem, "?which=left")
    assert act(officer, problem, "close", reason="انتظمت الحافلات").status_code == 302
    assert act(officer, problem, "reopen", reason="عاد التأخر").status_code == 302


def test_an_answer_with_what_nothing_fills_in_is_neither_written_nor_approved(cast, enter):
    ticket = with_coordinator(cast)
    problem = opened(cast, "ministry_officer")
    linked(cast, problem, ticket, who="ministry_officer")
    officer, supervisor = enter("ministry_officer"), enter("ministry_supervisor")
    wrong = "المكرم {غلط}، عولج الخلل وعادت الحافلات."
    refused = act(officer, problem, "write_answer", text=wrong)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Nothing fills in {غلط}." in page
    assert "{الاسم} {الرقم} {name} {number}" in page
    assert not Answer.objects.exists()
    assert act(officer, problem, "write_answer", text=ANSWER).status_code == 302
    Answer.objects.update(text=wrong)  # as one was written before braces were looked at
    refused = act(supervisor, problem, "approve_answer")
    assert refused.status_code == 409
    assert "Send the answer back to be corrected." in refused.content.decode()
    assert Answer.objects.get().state == Answer.WAITING
    assert act(supervisor, problem, "send_back_answer", reasons="فيه موضع لا يُملأ").status_code == 302


def test_an_answered_problem_says_how_many_tickets_have_not_taken_the_answer(cast, enter):
    takes, not_yet = with_coordinator(cast), filed(cast, subject="لم يتسلمها أحد")
    problem = opened(cast, "ministry_officer")
    linked(cast, problem, takes, not_yet, who="ministry_officer")
    officer, supervisor = enter("ministry_officer"), enter("ministry_supervisor")
    act(officer, problem, "write_answer", text=ANSWER)
    assert "Tickets without the answer yet" not in shown(officer, problem)
    act(supervisor, problem, "approve_answer")
    assert "Tickets without the answer yet: 2" in shown(officer, problem)
    giving.give(problem_id=problem.pk, now=timezone.now)
    for page in (
        shown(officer, problem),
        officer.get("/desk/problems/?which=answered").content.decode(),
        page_of(officer, takes),
    ):
        assert "Tickets without the answer yet: 1" in page
    actions.take(actor=cast.complaint_officer, ticket_id=not_yet.pk, at=timezone.now())
    giving.give(problem_id=problem.pk, now=timezone.now)
    assert "Tickets without the answer yet" not in shown(officer, problem)


def test_two_answer_at_once_and_the_words_of_the_second_are_kept(cast, enter):
    problem = opened(cast, "ministry_officer")
    first, second = enter("ministry_officer"), enter("ministry_supervisor")
    page = shown(second, problem)
    assert act(first, problem, "write_answer", text=ANSWER).status_code == 302
    refused = act(second, problem, "write_answer", page=page, text="رد آخر كتبه المشرف في الوقت نفسه")
    assert refused.status_code == 409
    said = refused.content.decode()
    assert "Somebody changed this problem" in said
    assert "رد آخر كتبه المشرف" in said
    assert ANSWER.split("،")[1].strip() in said


def test_one_reads_ones_own_tickets_and_how_many_wait_elsewhere(cast, enter):
    ours, theirs = (
        filed(cast, subject="تأخر الباص عندنا"),
        filed(cast, subject="تأخر الباص عندهم", centre="other_centre"),
    )
    problem = opened(cast, "ministry_officer")
    linked(cast, problem, ours, theirs, who="ministry_officer")
    page = shown(enter("other_officer"), problem)
    assert "تأخر الباص عندهم" in page
    assert "تأخر الباص عندنا" not in page
    assert "1 more ticket waits elsewhere" in page
    assert ours.reference not in page
    only = opened(cast, title="خلل عند مركز واحد")
    assert enter("other_officer").get(f"/desk/problems/{only.number}/").status_code == 404
    assert only.title not in enter("other_officer").get("/desk/problems/?which=all").content.decode()


def test_linked_and_taken_out_on_the_tickets_page(cast, enter):
    ticket = with_coordinator(cast)
    problem = opened(cast)
    browser = enter("department_supervisor")
    assert "do/link_problem" in page_of(browser, ticket)
    nothing = do(browser, ticket, "link_problem", problem_text="26-00000-0")
    assert nothing.status_code == 422
    assert "There is no such problem" in nothing.content.decode()
    options = browser.get("/desk/problems/options/?q=الحافلات").content.decode()
    assert problem.number in options
    assert do(browser, ticket, "link_problem", problem=problem.number, problem_text=problem.title).status_code == 302
    assert do(browser, ticket, "unlink_problem", reason="سبب آخر").status_code == 302
    assert Ticket.objects.get(pk=ticket.pk).problem is None
    assert "Problems are opened by the centre" in browser.get("/desk/problems/new/", follow=True).content.decode()


def test_the_pages_cost_the_same_however_many_there_are(cast, enter):
    problem = opened(cast, "ministry_officer")
    linked(cast, problem, filed(cast), filed(cast, subject="شأن ثان"), who="ministry_officer")
    browser = enter("ministry_officer")
    addresses = (f"/desk/problems/{problem.number}/", "/desk/problems/", "/desk/problems/rising/")
    counted = []
    for _turn in range(2):
        for address in addresses:
            browser.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(address).status_code == 200
            counted.append(len(asked))
        more = [filed(cast, subject=f"شأن آخر {n}", centre="other_centre") for n in range(4)]
        linked(cast, problem, *more, who="ministry_officer")
        for n in range(3):
            opened(cast, "ministry_officer", title=f"مشكلة أخرى {n}")
    assert counted[:3] == counted[3:]
    assert max(counted) < 45


def test_pages_of_problems_go_on_by_key(cast, enter):
    for n in range(27):
        opened(cast, title=f"مشكلة رقم {n:02}")
    browser = enter("complaint_officer")
    first = browser.get("/desk/problems/").content.decode()
    assert "مشكلة رقم 26" in first
    assert "مشكلة رقم 01" not in first
    last = Problem.objects.order_by("-pk")[24].pk
    assert f"after={last}" in first
    following = browser.get(f"/desk/problems/?after={last}").content.decode()
    assert "مشكلة رقم 01" in following
    assert "No problem has these words" in browser.get("/desk/problems/?q=مكيفات").content.decode()
    assert (
        "You answer for no problem now"
        in enter("monitoring_officer").get("/desk/problems/?which=mine").content.decode()
    )


def test_the_box_that_searches_knows_a_problem_by_its_number(cast, enter):
    problem = opened(cast)
    said = f"/desk/problems/{problem.number}/"
    for words in (problem.number, f"{problem.number[:2]}-{problem.number[2:7]}-{problem.number[7:]}"):
        page = enter("complaint_officer").get("/desk/search/", {"q": words}).content.decode()
        assert said in page
        assert "Nothing found" not in page
    stranger = enter("other_officer").get("/desk/search/", {"q": problem.number}).content.decode()
    assert said not in stranger
    assert "Nothing found" in stranger
