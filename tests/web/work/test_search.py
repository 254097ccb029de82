from urllib.parse import urlencode

import pytest

from tawasul.tickets import actions
from tawasul.tickets.sought import understood
from tawasul.web.desk.work.marking import excerpt, marked
from tests.cast import COMPLAINT_TEXT, PARENT, asking, filed, hours, with_coordinator


@pytest.mark.parametrize(
    ("asked", "understood"),
    [("{number}", "ticket number"), ("1000000008", "identity"), ("٠٥٠١٢٣٤٥٦٧", "mobile"), ("الباص المدرسى", "words"),
     ("ساره الغامدي", "words"), ("ابتدائيه", "words"), ("المدر", "words")],
)  # fmt: skip
def test_found_by_number_identity_mobile_name_and_words(cast, enter, asked, understood):
    ticket, theirs = filed(cast), filed(cast, centre="other_centre")
    asked = asked.format(number=ticket.reference)
    page = enter("complaint_officer").get("/desk/search/", {"q": asked}, follow=True).content.decode()
    assert understood in page
    assert ticket.reference in page
    assert theirs.reference not in page


def test_nothing_found_helps(cast, enter):
    filed(cast)
    page = enter("complaint_officer").get("/desk/search/", {"q": "زرافة <b>"}, follow=True).content.decode()
    assert "Nothing found" in page
    assert "&lt;b&gt;" in page
    assert "What you may write" in enter("complaint_officer").get("/desk/search/").content.decode()


def test_a_stranger_finds_nothing(cast, enter):
    ticket = filed(cast)
    for asked in (ticket.reference, "1000000008", "0501234567", "الباص"):
        page = enter("stranger").get("/desk/search/", {"q": asked}, follow=True).content.decode()
        assert f"/desk/tickets/{ticket.reference}/" not in page
        assert "Nothing found" in page


def test_search_costs_the_same_for_one_and_for_many(cast, enter, queries_of):
    filed(cast)
    browser = enter("complaint_officer")
    few = queries_of(browser, "/desk/search/?q=الباص")
    for _more in range(9):
        filed(cast)
    assert queries_of(browser, "/desk/search/?q=الباص") == few


def test_matches_are_marked_in_whatever_spelling():
    assert [piece.text for piece in marked(COMPLAINT_TEXT, understood("المدرسة والباص")) if piece.match] == [
        "باص",
        "المدرسة",
    ]
    assert "".join(piece.text for piece in marked(COMPLAINT_TEXT, understood("باص"))) == COMPLAINT_TEXT
    assert [piece.text for piece in marked("كلام آخر", understood("")) if piece.match] == []


def test_an_excerpt_begins_near_the_match():
    text = "كلمة " * 100 + "زرافة " + "كلمة " * 100
    shown = "".join(piece.text for piece in excerpt(text, understood("زرافه")))
    assert "زرافة" in shown
    assert len(shown) < 300
    assert "".join(piece.text for piece in excerpt("نص قصير", understood("زرافة"))) == "نص قصير"


def test_filters_without_words_give_a_list_and_its_next_page(cast, enter, queries_of, monkeypatch):
    monkeypatch.setattr("tawasul.tickets.finding.MOST_FOUND", 2)
    tickets = [filed(cast, type="inquiry") for _each in range(3)]
    filed(cast)
    browser = enter("complaint_officer")
    page = browser.get("/desk/search/", {"q": "", "type": "inquiry"}, follow=True).content.decode()
    assert "All that the filters leave" in page
    assert "there are more on the next page" in page
    shown = [ticket for ticket in tickets if f"/desk/tickets/{ticket.reference}/" in page]
    assert shown == tickets[1:]
    url = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(url).content.decode()
    assert f"/desk/tickets/{tickets[0].reference}/" in second
    assert "These are the last ones." in second
    assert "No ticket passes these filters" in browser.get("/desk/search/", {"type": "suggestion"}).content.decode()
    wrong = browser.get("/desk/search/", {"type": "inquiry", "after": "nonsense"})
    assert (wrong.status_code, wrong.url) == (302, "/desk/search/?q=&type=inquiry")


def test_a_number_without_its_last_digit(cast, enter):
    ticket = filed(cast)
    page = enter("complaint_officer").get("/desk/search/", {"q": ticket.reference[:-1]}, follow=True).content.decode()
    assert "without its last digit" in page
    assert f"/desk/tickets/{ticket.reference}/" in page


@pytest.mark.parametrize(
    "name", ["complaint_officer", "coordinator", "department_supervisor", "quality_officer", "counter_officer"]
)
def test_whoever_works_somewhere_searches_by_the_colleague_who_has_it(cast, enter, name):
    ticket = with_coordinator(cast)
    browser = enter(name)
    form = browser.get("/desk/search/").context["form"]
    offered = [value for value, _label in form.fields["holder"].choices]
    assert str(cast.user("coordinator").pk) in offered
    assert str(cast.user("other_coordinator").pk) not in offered
    found = browser.get("/desk/search/", {"holder": cast.user("coordinator").pk}).content.decode()
    nobody = browser.get("/desk/search/", {"holder": cast.user("second_coordinator").pk}).content.decode()
    assert f"/desk/tickets/{ticket.reference}/" in found
    assert f"/desk/tickets/{ticket.reference}/" not in nobody


def test_of_a_phrase_what_follows_each_other_is_marked_and_shown():
    text = "عاد التيار مساء، ولم يكن " + "كلمة " * 60 + "ينتظم التيار الكهربائي"
    shown = excerpt(text, understood('"ينتظم التيار"'))
    assert [piece.text for piece in shown if piece.match] == ["ينتظم", "التيار"]


def test_shown_is_where_most_of_what_is_sought_stands(cast, enter):
    ticket = with_coordinator(cast)
    actions.expedite(actor=asking(ticket), ticket_id=ticket.pk, reason="الاختبارات بعد أسبوع والباص غائب", at=hours(5))
    browser = enter("supervisor")
    page = browser.get("/desk/search/", {"q": "الباص اختبارات"}, follow=True).content.decode()
    assert "In an expedite" in page
    assert "<mark>الاختبارات</mark>" in page
    assert "In an expedite" not in browser.get("/desk/search/", {"q": "الباص"}, follow=True).content.decode()


def test_the_number_of_a_person_stands_in_no_address_and_words_do(cast, enter):
    ticket = filed(cast)
    browser = enter("complaint_officer")
    for number in (PARENT.identity.number, "0501234567", "1000000017"):
        sent = browser.post("/desk/search/", {"q": number, "type": "inquiry"})
        assert number not in sent.url
        assert "type=inquiry" in sent.url
        by_hand = browser.get("/desk/search/", {"q": number})
        assert number not in by_hand.url
    sent = browser.post("/desk/search/", {"q": PARENT.identity.number})
    assert ticket.subject in browser.get(sent.url).content.decode()
    words = browser.post("/desk/search/", {"q": "الباص"})
    assert words.url == f"/desk/search/?{urlencode({'q': 'الباص'})}"
    number = browser.post("/desk/search/", {"q": ticket.reference})
    assert number.url == f"/desk/search/?q={ticket.reference}"
