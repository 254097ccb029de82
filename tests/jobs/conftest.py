import pytest


@pytest.fixture(autouse=True)
def at_midday() -> None:
    """Workers and the queue go by the real clock, and so do their tests."""
