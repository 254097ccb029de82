import pytest
from django.test import Client

from tawasul.web.models import PageOpinion
from tests.web.portal.conftest import page_of

PAGES = ["/", "/commitment/", "/privacy/", "/help/", "/accessibility/", "/file/", "/follow/"]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_reads_in_both_languages(db: None, path: str, language: str) -> None:
    visitor = Client()
    visitor.cookies["language"] = language
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert f'lang="{language}"' in page_of(answer)


def test_what_is_promised_comes_from_the_document_in_force(phone: Client) -> None:
    page = page_of(phone.get("/commitment/"))
    assert "within ten working days" in page
    assert "within 2 hours, day and night" in page


def test_opinions_are_counted_by_page_and_day(phone: Client) -> None:
    phone.post("/useful/", {"page": "/help/", "useful": "yes"})
    assert phone.post("/useful/", {"page": "/help/", "useful": "no"}).url == "/help/#content"
    script = phone.post("/useful/", {"page": "/help/", "useful": "yes"}, headers={"HX-Request": "true"})
    assert "Thank you" in page_of(script)
    counted = PageOpinion.objects.get()
    assert (counted.page, counted.useful, counted.not_useful) == ("portal:help", 2, 1)


@pytest.mark.parametrize("page", ["https://elsewhere.example/x", "//elsewhere.example", "/nowhere/"])
def test_opinions_lead_to_no_other_site(phone: Client, page: str) -> None:
    assert phone.post("/useful/", {"page": page, "useful": "yes"}).status_code == 422
    assert not PageOpinion.objects.exists()
