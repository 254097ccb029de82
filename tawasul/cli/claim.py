"""One `serve` for each state folder, also after one that was killed."""

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil

RUN = "TAWASUL_RUN"  # the variable by which all that belongs to one run is known
_GRACE = 3.0  # seconds for what a killed run left behind to end by itself


class RunsAlreadyError(RuntimeError):
    """Another `serve` lives in this state folder; the message names its address."""


class Claim:
    """The claim of one `serve` on its state folder: a lock that its children hold too, for they inherit `handle`.

    So a run that follows a killed one waits until all that it left has ended, and its port is free.
    """

    def __init__(self, state: Path) -> None:
        state.mkdir(parents=True, exist_ok=True)
        self._path = state / "serve.lock"
        self.handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        self.run = secrets.token_hex(8)

    def take(self, say: Callable[[str], None]) -> None:
        """Take it, ending what a killed run left behind; RunsAlreadyError when another run lives."""
        began, told = time.monotonic(), False
        while not self._is_taken():
            supervisor, run, address = (*self._path.read_text().split(), "", "", "")[:3]
            if _lives(supervisor):
                raise RunsAlreadyError(f"Tawasul runs here already: {address}\nkill {supervisor} stops it.")
            if not told:
                say("An earlier run is still ending …")
                told = True
            if time.monotonic() - began > _GRACE:
                for process in _left_of(run):
                    with suppress(psutil.Error):
                        process.kill()
            time.sleep(0.2)
        self.announce("")

    def announce(self, address: str) -> None:
        """Say which run this is, and where it answers."""
        os.ftruncate(self.handle, 0)
        os.pwrite(self.handle, f"{os.getpid()} {self.run} {address}\n".encode(), 0)

    def _is_taken(self) -> bool:
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _lives(number: str) -> bool:
    """Whether that process lives; one that is dead and not yet buried does not."""
    try:
        return bool(psutil.Process(int(number)).status() != psutil.STATUS_ZOMBIE)
    except (ValueError, psutil.Error):
        return False


def _left_of(run: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if run and process.environ().get(RUN) == run:
                yield process
