import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from tests.cast import Cast, assemble

MOBILE = "0501234567"
ASKER = {
    "identity_kind": "home",
    "identity_number": "1000000008",
    "name": "سارة بنت محمد الغامدي",
    "category": "parent",
}
TEXT = "لم يصل باص النقل المدرسي منذ ثلاثة أيام."


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def phone(cast: Cast) -> Client:
    """A visitor's browser, reading English."""
    client = Client()
    client.cookies["language"] = "en"
    return client


def page_of(answer: Any) -> str:
    return answer.content.decode()


def code_on(answer: Any) -> str:
    """The code that a demonstration shows."""
    found = re.search(r'<span class="number" dir="ltr">(\d{6})</span>', page_of(answer))
    assert found, page_of(answer)
    return found[1]


def fill(phone: Client, cast: Cast, *, type: str = "complaint", **asker: str) -> Any:
    """Everything up to the last page, which is returned."""
    assert phone.post("/file/", {"type": type}).url == "/file/entity/"
    assert phone.post("/file/entity/", {"centre": cast.places["centre"].pk}).url == "/file/details/"
    details = {"subject": "تأخر الباص", "text": TEXT}
    if type == "report":
        details["incident_place"] = "مدرسة الواحة"
    assert phone.post("/file/details/", details).url == "/file/you/"
    assert phone.post("/file/you/", ASKER | {"mobile": MOBILE} | asker).url == "/file/code/"
    code = code_on(phone.get("/file/code/"))
    assert phone.post("/file/code/", {"code": code}).url == "/file/review/"
    return phone.get("/file/review/")


def once_on(answer: Any) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page_of(answer))
    assert found
    return found[1]


def follow(phone: Client, number: str, mobile: str = MOBILE) -> Any:
    """Ask for a code and type it; the answer to that."""
    assert phone.post("/follow/", {"number": number, "mobile": mobile}).url == "/follow/code/"
    return phone.post("/follow/code/", {"code": code_on(phone.get("/follow/code/"))})


def shown(text: str) -> str:
    return escape(text)
