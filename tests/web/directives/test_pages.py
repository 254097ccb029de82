"""Directives at the desk: recorded, acted on, answered with papers, said to be done; and the official's page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tawasul.attachments.models import Attachment
from tawasul.centres.models import Membership
from tawasul.directives import actions, queries
from tawasul.directives.actions import About
from tawasul.directives.models import Answer, Directive
from tawasul.directives.number import spoken
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import compose
from tawasul.lib.reference import spoken as spoken_ticket
from tests.attachments.samples import png
from tests.cast import filed
from tests.directives.directing import TEXT, WHAT_WE_DID, directed, fresh
from tests.documents.reading import told as told_on_paper
from tests.web.work.pages import hidden_fields, page_of


def today():
    return timezone.now().astimezone(RIYADH).date()


def due(days=7):
    return today() + timedelta(days=days)


def recorded(cast, **how):
    return directed(cast, at=timezone.now(), due_on=how.pop("due_on", due()), **how)


def shown(browser, directive):
    answer = browser.get(f"/desk/directives/{directive.number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def act(browser, directive, what, page=None, **given):
    address = f"/desk/directives/{directive.number}/do/{what}/"
    return browser.post(address, hidden_fields(page or shown(browser, directive), address) | given)


def test_a_directive_is_recorded_about_a_ticket_once_however_often_it_is_sent(cast, enter):
    ticket = filed(cast)
    browser = enter("official_office")
    address = "/desk/directives/new/"
    page = browser.get(f"{address}?ticket={ticket.reference}").content.decode()
    assert ticket.reference in page
    options = (
        browser.get("/desk/directives/places/?q=School").content.decode()
        + browser.get("/desk/directives/places/?q=النقل").content.decode()
    )
    assert "School Transport Department" in options
    assert "Admission" not in browser.get("/desk/directives/places/?q=القبول").content.decode()
    body = {
        "text": TEXT,
        "acting": cast.places["transport"].pk,
        "acting_text": "School Transport Department",
        "due_on": due().isoformat(),
        "ticket": spoken_ticket(ticket.reference),
        "once": str(uuid4()),
    }
    answers = [browser.post(address, body) for _ in range(2)]
    directive = Directive.objects.get()
    assert {answer.url for answer in answers} == {f"/desk/directives/{directive.number}/?done=new"}
    assert (directive.about_kind, directive.about_id) == ("ticket", ticket.pk)
    assert spoken_ticket(ticket.reference) in shown(browser, directive)
    again = browser.post(address, body | {"once": str(uuid4())})
    assert again.status_code == 409
    assert spoken(directive.number) in again.content.decode()
    assert TEXT in again.content.decode()
    on_ticket = page_of(enter("complaint_officer"), ticket)
    assert spoken(directive.number) in on_ticket
    assert spoken(directive.number) not in page_of(enter("reception_officer"), ticket)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"acting": ""}, "Choose who must act from the list."),
        ({"due_on": "2020-01-01"}, "Choose a day from today on, within two years."),
        ({"due_on": "someday"}, "Write a day as"),
        ({"ticket": "26-0000-0000-1"}, "wrong digit"),
        ({"ticket": "26000000017"}, "wrong digit"),
        ({"ticket": "999"}, "A ticket number has eleven digits."),
        ({"ticket": compose(26, 77_777_777)}, "There is no such ticket"),
        ({"text": "x"}, "too short"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast, enter, given, said):
    body = {"text": TEXT, "acting": cast.places["transport"].pk, "due_on": due().isoformat()} | given
    answer = enter("official_office").post("/desk/directives/new/", body)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'name="due_on"' in page, "the form stands there still"
    for name, typed in body.items():
        if typed:
            assert str(typed) in page, f"what was typed in {name} is kept"
    assert not Directive.objects.exists()


def test_those_who_act_answer_with_papers_and_the_follow_up_officer_says_it_is_done(cast, enter):
    directive = recorded(cast)
    acting, following = enter("coordinator"), enter("monitoring_officer")
    listed = acting.get("/desk/directives/").content.decode()
    assert spoken(directive.number) in listed
    page = shown(acting, directive)
    assert "do/finish/" not in page
    upload = SimpleUploadedFile("letter.png", png(), content_type="image/png")
    sent = act(acting, directive, "answer", page, text=WHAT_WE_DID, files=upload)
    assert sent.status_code == 302
    file = Attachment.objects.get(subject_kind="directive_answer", subject_id=Answer.objects.get().pk)
    address = f"/desk/directives/{directive.number}/files/{file.pk}/"
    assert address in shown(enter("official"), directive)
    assert enter("official").get(address).status_code == 200
    assert enter("stranger").get(address).status_code == 404
    old = act(acting, directive, "report", page, text="كلمة كُتبت على صفحة قديمة")
    assert old.status_code == 409
    assert "كلمة كُتبت على صفحة قديمة" in old.content.decode()
    assert spoken(directive.number) in following.get("/desk/directives/?which=to-look-at").content.decode()
    assert act(following, directive, "finish", outcome="").status_code == 422
    done = act(following, directive, "finish", outcome="تحقق المركز من عودة الحافلة")
    assert done.status_code == 302
    assert fresh(directive).state == "done"
    assert "تحقق المركز من عودة الحافلة" in shown(acting, directive)


def test_a_paper_that_is_refused_leaves_nothing_and_keeps_the_words(cast, enter):
    directive = recorded(cast)
    browser = enter("coordinator")
    bad = SimpleUploadedFile("virus.exe", b"MZ" + b"\x00" * 200)
    answer = act(browser, directive, "answer", text=WHAT_WE_DID, files=bad)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "virus.exe" in text
    assert WHAT_WE_DID in text
    assert not Answer.objects.exists()
    assert fresh(directive).state == "open"


def test_the_officials_page_says_what_is_late_and_what_moved(cast, enter):
    late = directed(cast, text="الأول مما وجه به المسؤول")  # in the past: due long ago
    Directive.objects.filter(pk=late.pk).update(
        due_on=today() - timedelta(days=2), given_on=today() - timedelta(days=9)
    )
    moved = directed(cast, at=timezone.now() - timedelta(hours=1), due_on=due(), text="الثاني مما وجه به المسؤول")
    browser = enter("official")
    first = browser.get("/desk/directives/mine/").content.decode()
    assert "2 days late" in first
    assert first.index("الأول مما") < first.index("الثاني مما")
    assert "Moved since you looked last" not in first
    assert "Running now" in first
    actions.report(actor=cast.coordinator, number=moved.number, text="وصلت الحافلة", at=timezone.now())
    second = browser.get("/desk/directives/mine/").content.decode()
    assert "Moved since you looked last" in second
    assert "وصلت الحافلة" in second
    assert enter("coordinator").get("/desk/directives/mine/").status_code == 403


def test_what_was_said_to_be_done_after_the_last_look_stands_first_among_what_moved(cast, enter):
    before = timezone.now() - timedelta(hours=1)
    done = directed(cast, at=before, due_on=due(), text="الأول مما وجه به المسؤول")
    directed(cast, at=before, due_on=due(), text="الثاني مما وجه به المسؤول")
    browser = enter("official")
    browser.get("/desk/directives/mine/")
    actions.finish(
        actor=cast.monitoring_officer, number=done.number, outcome="نُفذ ميدانيًا", unanswered=True, at=timezone.now()
    )
    page = browser.get("/desk/directives/mine/")
    assert [card["number"] for card in page.context["moved"]] == [done.number]
    assert page.context["ended"] == []
    said = page.content.decode()
    assert said.index("Moved since you looked last") < said.index("New since you looked") < said.index("الثاني مما")
    assert "Ended without an answer" in said
    assert "recorded the directive of" not in said, "the last action is said in short"
    assert "Issued, no answer yet" in said


def test_done_without_an_answer_is_asked_before_it_is_said(cast, enter):
    directive = recorded(cast)
    browser = enter("monitoring_officer")
    assert "The directive ends without an answer" in shown(browser, directive)
    refused = act(browser, directive, "finish", outcome="نُفذ ميدانيًا")
    assert refused.status_code == 422
    assert "The directive ends without an answer: Those who must act have not answered." in refused.content.decode()
    assert fresh(directive).state == "open"
    assert act(browser, directive, "finish", outcome="نُفذ ميدانيًا", unanswered="on").status_code == 302
    assert fresh(directive).unanswered
    assert "Ended without an answer" in shown(browser, directive)
    other = recorded(cast, text="توجيه آخر غير الأول في شأن آخر")
    actions.answer(actor=cast.coordinator, number=other.number, text=WHAT_WE_DID, at=timezone.now())
    assert "The directive ends without an answer" not in shown(browser, other)
    assert act(browser, other, "finish", outcome="تم").status_code == 422, "too short"
    assert act(browser, other, "finish", outcome="تم التنفيذ").status_code == 302
    assert not fresh(other).unanswered


@pytest.mark.parametrize("weekday", [4, 5])
def test_a_day_on_which_nobody_works_is_said_and_not_refused(cast, enter, weekday):
    day_off = next(day for day in (due(days) for days in range(3, 10)) if day.weekday() == weekday)
    body = {"text": TEXT, "acting": cast.places["transport"].pk, "acting_text": "x", "due_on": day_off.isoformat()}
    said = enter("official_office").post("/desk/directives/new/", body, follow=True).content.decode()
    assert "is no working day of those who must act" in said
    assert Directive.objects.get().due_on == day_off
    monday = next(day for day in (due(days) for days in range(11, 18)) if day.weekday() == 0)
    body |= {"text": f"{TEXT} ثانية", "due_on": monday.isoformat()}
    assert (
        "is no working day"
        not in enter("official_office").post("/desk/directives/new/", body, follow=True).content.decode()
    )


def test_nothing_directed_is_said(cast, enter):
    assert "Nothing that you directed runs now" in enter("official").get("/desk/directives/mine/").content.decode()
    assert "No directive waits for you to act" in enter("coordinator").get("/desk/directives/").content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_letter_reads_as_it_was_said(cast, enter, language):
    directive = recorded(cast, confidential=True)
    answer = enter("official_office", language).get(f"/desk/directives/{directive.number}/letter/")
    assert answer["Content-Type"] == "application/pdf"
    whole = [text for _name, text in told_on_paper(answer.content)]
    assert TEXT in whole
    said = " ".join(whole)
    assert spoken(directive.number) in said
    wanted = {
        "ar": (
            *("سري", "خطاب توجيه", "المكرم مدير إدارة النقل المدرسي", "فقد وجّه مدير تعليم الواحة بما يأتي:"),
            *("المملكة العربية السعودية", "وزارة التعليم", "توجيه للعمل بموجبه والإفادة"),
            *("السلام عليكم ورحمة الله وبركاته، وبعد:", "سعد الدوسري", "التوقيع", "الختم", "1448هـ", "2026م"),
        ),
        "en": (
            *("Confidential", "Letter of a directive", "To the director of School Transport Department"),
            *("Kingdom of Saudi Arabia", "Ministry of Education", "A directive to be acted on"),
            *("By direction of the Director of Education in Oasis", "Saad Aldosari", "Signature", "Stamp", "AH"),
        ),
    }[language]
    for words in wanted:
        assert words in said, words
    head, subject, name, signature = {
        "ar": ("المملكة العربية السعودية", "توجيه للعمل بموجبه والإفادة", "سعد الدوسري", "التوقيع"),
        "en": ("Kingdom of Saudi Arabia", "A directive to be acted on", "Saad Aldosari", "Signature"),
    }[language]
    order = [said.index(each) for each in (head, subject, TEXT, name, signature)]
    assert order == sorted(order), "head, subject, text, then who signs"


def test_the_ministers_letter_names_the_minister_and_nobody_is_named_where_two_held_the_role(cast, enter):
    directive = recorded(cast, by="minister_office")
    address = f"/desk/directives/{directive.number}/letter/"

    def said():
        return " ".join(text for _name, text in told_on_paper(enter("minister", "ar").get(address).content))

    assert "مكتب معالي الوزير" in said()
    assert "عبدالعزيز السالم" in said()
    held = Membership.objects.get(role="minister")
    held.pk, held.user = None, cast.user("administrator")
    held.save(force_insert=True)
    assert "عبدالعزيز السالم" not in said()
    assert "مكتب معالي الوزير" in said()


def test_a_confidential_directive_is_on_no_page_of_others(cast, enter):
    ticket = filed(cast)
    about = About(kind="ticket", id=ticket.pk, said=spoken_ticket(ticket.reference))
    directive = recorded(cast, confidential=True, about=about)
    number = spoken(directive.number)
    for name in ("complaint_officer", "ministry_supervisor", "minister", "assistant", "other_officer"):
        browser = enter(name)
        for address in (
            f"/desk/directives/{directive.number}/",
            f"/desk/directives/{directive.number}/letter/",
        ):
            assert browser.get(address).status_code in {403, 404}, (name, address)
        for address in (f"/desk/search/?q={number}", "/desk/directives/?which=all", "/desk/"):
            answer = browser.get(address)
            assert f"/desk/directives/{directive.number}/" not in answer.content.decode(), (name, address)
        if name != "other_officer":
            assert number not in page_of(browser, ticket)
    assert number in page_of(enter("supervisor"), ticket)
    assert (
        f"/desk/directives/{directive.number}/" in enter("official").get(f"/desk/search/?q={number}").content.decode()
    )


def test_pages_cost_the_same_however_many_directives_there_are(cast, enter, queries_of):
    pages = ("/desk/directives/?which=all", "/desk/directives/mine/")
    browser = enter("official")
    recorded(cast, text="نص التوجيه الأول من المسؤول")
    few = [queries_of(browser, page) for page in pages]
    for number in range(12):
        made = recorded(cast, text=f"نص التوجيه رقم {number} من المسؤول")
        actions.report(actor=cast.coordinator, number=made.number, text="بدأ العمل", at=timezone.now())
    assert [queries_of(browser, page) for page in pages] == few
    assert len(queries.last_actions(list(Directive.objects.all()))) == 13


def test_another_day_on_which_nobody_works_is_said_too(cast, enter):
    directive, saturday = recorded(cast), next(day for day in map(due, range(8, 15)) if day.weekday() == 5)
    office, reason = enter("official_office"), "اتفقنا على يوم آخر"
    assert act(office, directive, "postpone", due_on=saturday.isoformat(), reason=reason).status_code == 302
    assert "is no working day of those who must act" in shown(office, directive)


def test_an_officials_morning_begins_with_what_they_directed(cast, enter):
    recorded(cast)
    for name in ("official", "official_office"):
        home = enter(name).get("/desk/").content.decode()
        assert '<a class="tile" href="/desk/directives/mine/"><strong>1</strong>Running now</a>' in home, name
        assert home.index("What I directed</h2>") < home.index('id="day"'), "before everything else"
    for name in ("coordinator", "supervisor", "ministry_supervisor"):
        assert 'class="tile" href="/desk/directives/mine/"' not in enter(name).get("/desk/").content.decode(), name


def test_the_minister_addresses_a_whole_entity_and_its_official_answers_at_the_desk(cast, enter):
    office = enter("minister_office")
    assert "university" in office.get("/desk/directives/new/").content.decode()
    assert "A directive of His Excellency the Minister:" in office.get("/desk/directives/new/").content.decode()
    in_arabic = enter("official_office", "ar").get("/desk/directives/new/").content.decode()
    assert "توجيه من مدير تعليم الواحة:" in in_arabic
    offered = office.get("/desk/directives/places/", {"q": "جامعة النخيل"}).content.decode()
    assert f'data-value="{cast.places["university"].pk}"' in offered
    assert "The whole of it, by its head" in offered
    body = {"text": TEXT, "acting": cast.places["sector"].pk, "acting_text": "x", "due_on": due().isoformat()}
    assert office.post("/desk/directives/new/", body).status_code == 302
    directive = Directive.objects.get()
    official = enter("official")
    assert directive.number in official.get("/desk/directives/?which=to-act").content.decode()
    assert act(official, directive, "answer", text=WHAT_WE_DID).status_code == 302
    assert fresh(directive).state == "answered"
    letter = office.get(f"/desk/directives/{directive.number}/letter/").content
    assert "To the Director of Education in Oasis" in " ".join(text for _name, text in told_on_paper(letter))
