"""Renders the style page and a public page as a visitor would see them, in both languages and two widths.

    .venv/bin/python frontend/look/look.py FOLDER

writes pictures into FOLDER, prints what axe-core finds wrong (nothing, and exit status 0, when all is well).
Needs the front end built, and a Chromium. No database: the templates are given samples.
"""

import os
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path

HERE = Path(__file__).resolve().parent
BASE = HERE.parent.parent
sys.path[:0] = [str(BASE), str(HERE)]

NAMES = {
    "portal": "home file follow privacy commitment help useful accessibility",
    "desk": "home search file_for hats help outbox network members sessions notices tokens unmaskings",
}


def addresses() -> list[Any]:
    """The names that the layouts link to, leading nowhere."""

    def nowhere(_request: object) -> HttpResponse:
        return HttpResponse()

    rooms = [
        path(f"{room}/", include(([path(f"{name}/", nowhere, name=name) for name in names.split()], room)))
        for room, names in NAMES.items()
    ]
    return [*rooms, *(path(f"{name}/", nowhere, name=name) for name in ("account_logout", "account_own_email", "set_language"))]


def prepare() -> None:
    """Sets Django up for templates alone."""

    settings.configure(
        BASE=BASE,
        SECRET_KEY="samples",
        INSTALLED_APPS=["tawasul.web", "django.contrib.humanize"],
        LANGUAGES=[("ar", "العربية"), ("en", "English")],
        LOCALE_PATHS=[BASE / "locale"],
        STATIC_URL="/",
        TIME_ZONE="Asia/Riyadh",
        ROOT_URLCONF=type("Addresses", (), {"urlpatterns": addresses()}),
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [BASE / "tawasul" / "web" / "templates", HERE],
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
    )
    django.setup()


def rendered(template: str, language: str) -> str:
    """One page's HTML."""
    from django.contrib.messages import constants  # noqa: PLC0415
    from django.contrib.messages.storage.base import Message  # noqa: PLC0415
    from django.template.loader import render_to_string  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415
    from sample import sample  # noqa: PLC0415

    with translation.override(language):
        request = RequestFactory().get("/style/")
        context = sample(language)
        request.user = context.pop("user")
        context["messages"] = [Message(getattr(constants, level.upper()), text) for level, text in context["messages"]]
        return render_to_string(template, context, request)


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
TEMPLATES = {"desk": "desk/style.html", "portal": "portal.html"}
WIDTHS = (1280, 390)


def served(pages: dict[str, str]) -> ThreadingHTTPServer:
    """A server of the pages and of what the front end's build left, on a free port, under the real policy."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in pages:
                return super().do_GET()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(pages[self.path].encode())
            return None

        def log_message(self, *_: Any) -> None:
            """Say nothing of each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(BASE / "frontend" / "dist")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def faults(page: Any, picture: Path) -> list[str]:
    """What is wrong with the page now open; a picture of it is left behind."""
    page.wait_for_timeout(400)  # fonts and the message have arrived
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=str(picture), full_page=True)
    found = [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["scrolls sideways"]
    page.evaluate((BASE / "frontend/node_modules/axe-core/axe.min.js").read_text())
    for violation in page.evaluate(f"axe.run(document, {RULES})")["violations"]:
        found += [f"{violation['id']}: {violation['help']}: {node['html'][:160]}" for node in violation["nodes"]]
    return found


def main(folder: Path) -> int:
    """Renders, looks, and asks axe; the number of faults found."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    prepare()
    folder.mkdir(parents=True, exist_ok=True)
    pages = {f"/{name}.{code}": rendered(file, code) for name, file in TEMPLATES.items() for code in ("ar", "en")}
    server, wrong = served(pages), []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for address, width in ((address, width) for address in pages for width in WIDTHS):
            page = browser.new_page(viewport={"width": width, "height": 900})
            said: list[str] = []
            page.on(
                "console", lambda message, said=said: said.append(message.text) if message.type == "error" else None
            )
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            page.goto(f"http://127.0.0.1:{server.server_port}{address}")
            found = faults(page, folder / f"{address[1:]}.{width}.png")
            wrong += [f"{address} at {width}: {fault}" for fault in [*said, *found]]
            page.close()
        browser.close()
    server.shutdown()
    print("\n".join(wrong) or "nothing wrong")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1])), 1))
