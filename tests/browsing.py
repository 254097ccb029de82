"""The Chromium of the browser tests: the system's own, found on the PATH."""

import os
import shutil

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
_QUIET += ["--disable-sync", "--disable-dev-shm-usage"]


def executable() -> str:
    """Where Chromium lies. A test that needs it fails without it: a browser test never passes unseen."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.fail(
            "No Chromium on the PATH: `make test` as root installs it, or `apt-get install chromium`.", pytrace=False
        )
    return found


def flags() -> list[str]:
    """How it is started; as root it cannot have its sandbox."""
    return [*_QUIET, "--no-sandbox"] if os.geteuid() == 0 else _QUIET
