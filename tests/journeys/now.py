"""What time it is in a journey: one instant for the pages, the jobs and the timekeeper, and for the browsers' own clocks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, Page

from tawasul.clocks.rounds import Round, go_round
from tests.clocks.times import moment

MINUTE = timedelta(minutes=1)


class Now:
    """Deliveries read the clock by `timezone.now` alone; here it stands where it was set, and moves when it is told to.

    The queue asks the database's own clock: jobs that wait for an hour of the journey are not done before (`work_off`).
    """

    def __init__(self, browser: Browser, monkeypatch: Any) -> None:
        self._browser = browser
        self.at = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: self.at)

    def is_(self, text: str) -> datetime:
        """It is "2026-09-17 10:00" in Riyadh, in every browser that is open too."""
        self.at = moment(text)
        for context in self._browser.contexts:
            context.clock.set_fixed_time(self.at)
        return self.at

    def shown_to(self, page: Page) -> Page:
        """A browser opened since: its clock shows the same."""
        page.clock.set_fixed_time(self.at)
        return page

    def goes_on_to(self, text: str, each: Callable[[Round], object] = lambda _round: None) -> None:
        """The minutes pass one by one up to and with this one, and the timekeeper goes its rounds in each of them."""
        until = moment(text)
        while self.at < until:
            self.at += MINUTE
            keep_time(each)
        self.is_(text)


def keep_time(each: Callable[[Round], object] = lambda _round: None) -> None:
    """The timekeeper's rounds, until one finds nothing more to do; `each` round that did something is told of."""
    while (done := go_round(timezone.now)).busy or done.sounded or done.told:
        each(done)
