"""What a journey stands on: a real browser, pages served from a database that keeps what is committed, and the cast."""

import os
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests import browsing
from tests.cast import Cast, assemble
from tests.journeys.now import Now

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
ANSWERS = ("Failed to load resource", "htmx:")  # a refusal, a lost connection: said on the page, where journeys read it
PATIENCE = 15_000  # milliseconds that a page may take on a busy machine

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the journeys of a file: while it is open its event loop runs, beside which no other may."""
    # Nor would Django reach the database beside it, but that nothing here is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsing.executable(), args=browsing.flags())
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    cache.clear()
    return assemble()


@pytest.fixture
def now(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Now:
    """The clock that the whole journey goes by, to be set."""
    return Now(browser, monkeypatch)


def complaints(message: ConsoleMessage) -> list[str]:
    """What the browser itself finds wrong with a page: a breach of its policy, say."""
    wrong = message.type in {"error", "warning"} and not message.text.startswith(ANSWERS)
    return [f"{message.type}: {message.text} ({message.location['url']})"] if wrong else []


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Open]:
    """Opens a browser of its own for somebody new; in the end fails on any fault that a page met."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def a_page(language: str = "", **device: Any) -> Page:
        context = browser.new_context(base_url=site, locale="ar-SA", timezone_id="Asia/Riyadh", **(device or DESKTOP))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if language:
            context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.extend(complaints(message)))
        return page

    yield a_page
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def desktop(opened: Open) -> Page:
    return opened(**DESKTOP)


@pytest.fixture
def phone(opened: Open) -> Page:
    return opened(**PHONE)


@pytest.fixture
def seated(opened: Open, cast: Cast, site: str) -> Open:
    """Opens the desk of a member of the cast who is signed in already."""

    def sit_down(name: str, language: str = "", **device: Any) -> Page:
        page = opened(language, **device)
        entering = Client()
        entering.force_login(cast.user(name))
        session = entering.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
        return page

    return sit_down


@pytest.fixture
def work_off(lasting_db: None) -> Callable[[], None]:
    """Does all jobs that are due now, as the worker would."""

    def work() -> None:
        def once() -> None:
            try:
                call_command("procrastinate", "worker", "--one-shot")
            finally:
                connections.close_all()

        thread = Thread(target=once)
        thread.start()
        thread.join(60)
        assert not thread.is_alive(), "the jobs did not end in a minute"

    return work
