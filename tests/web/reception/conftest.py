import pytest
from django.utils import timezone

from tests.web.work.conftest import cast, enter, queries_of

__all__ = ["cast", "enter", "queries_of"]


@pytest.fixture(autouse=True)
def at_midday(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue and a log are of one day in Riyadh: told about noon, whatever the hour at which the tests are run."""
    clock = timezone.now
    begun = clock()
    shift = begun.replace(hour=9, minute=30) - begun
    monkeypatch.setattr(timezone, "now", lambda: clock() + shift)
