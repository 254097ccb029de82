"""What a journey stands on: a real browser, a live server on a real database, and workers for the jobs."""

import os
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import browsing

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1366, "height": 900}}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a worker."""
    # Playwright runs an event loop in this thread, beside which Django would refuse to reach the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsing.executable(), args=browsing.flags())
        yield chromium
        chromium.close()


@pytest.fixture
def live(django_db_serialized_rollback: None, live_server: Any) -> str:
    """The address of a server on the test database, which is emptied after the test."""
    cache.clear()  # the cache's table is no model's, and stays when the database is emptied
    return str(live_server.url)


@pytest.fixture
def opened(browser: Browser, live: str) -> Iterator[Callable[..., Page]]:
    """Opens a page as somebody new, on a desktop or (`**PHONE`) a phone; fails on any error in the page's script."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def a_page(**device: Any) -> Page:
        context = browser.new_context(base_url=live, locale="ar-SA", timezone_id="Asia/Riyadh", **(device or DESKTOP))
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield a_page
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def desktop(opened: Callable[..., Page]) -> Page:
    return opened(**DESKTOP)


@pytest.fixture
def phone(opened: Callable[..., Page]) -> Page:
    return opened(**PHONE)


@pytest.fixture
def work_off(transactional_db: None) -> Callable[[], None]:
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
