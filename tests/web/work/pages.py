"""How a test reads a page and sends its forms as a browser would."""

from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from django.test import Client

from tawasul.tickets.models import Ticket


class _Fields(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.found, self.forms = action, False, {}, []
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("action") == self.action
            self.forms.append(given.get("action"))
        elif tag == "input" and self.inside and given.get("type") == "hidden":
            self.found[given["name"] or ""] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def hidden_fields(page: str, action: str) -> dict[str, str]:
    """What the form with this address carries unseen; fails where the page has no such form."""
    reader = _Fields(action)
    reader.feed(page)
    assert action in reader.forms, f"no form {action} among {reader.forms}"
    return reader.found


def forms_of(page: str) -> list[str]:
    reader = _Fields("")
    reader.feed(page)
    return [form for form in reader.forms if form]


def page_of(browser: Client, ticket: Ticket, query: str = "") -> str:
    answer = browser.get(f"/desk/tickets/{ticket.reference}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def do(browser: Client, ticket: Ticket, action: str, page: str | None = None, **given: Any) -> Any:
    """Open the page, fill the action's form and send it."""
    address = f"/desk/tickets/{ticket.reference}/do/{action}/"
    fields = hidden_fields(page or page_of(browser, ticket), address)
    return browser.post(address, fields | given)


def reply(browser: Client, ticket: Ticket, what: str, text: str, page: str | None = None, **given: Any) -> Any:
    """Press one of the editor's two buttons."""
    address = f"/desk/tickets/{ticket.reference}/reply/"
    fields = hidden_fields(page or page_of(browser, ticket), address)
    return browser.post(address, fields | {"do": what, "text": text} | given)


def mark() -> str:
    return str(uuid4())
