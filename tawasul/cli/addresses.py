"""Where the pages are offered: a free port, or a clear word. One `serve` for each state folder."""

import fcntl
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

FIRST = 8000
_HOW_MANY = 20
_PATIENCE = 40.0  # seconds for what a killed run left behind to end


class NoPortError(RuntimeError):
    """No address can be had; the message says why."""


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there. Servers that share a port are found too, by knocking."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.settimeout(0.5)
        knock = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  (compared, not bound)
        if door.connect_ex((knock, port)) == 0:
            return False
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return False
    return True


def port_for(host: str, wanted: int | None) -> int:
    """The wanted port, or the first free one from 8000; NoPortError when it cannot be had."""
    if wanted is not None:
        if not is_free(host, wanted):
            raise NoPortError(f"Port {wanted} is in use. Name another: make run PORT={wanted + 1}")
        return wanted
    for port in range(FIRST, FIRST + _HOW_MANY):
        if is_free(host, port):
            return port
    raise NoPortError(f"Ports {FIRST} to {FIRST + _HOW_MANY - 1} are all in use. Name another: make run PORT=9000")


class OnlyOne:
    """The claim of one `serve` on its state folder.

    Its children hold the claim too (they inherit `handle`), so a run that follows a killed one waits until all that it left
    have ended and the port is free.
    """

    def __init__(self, state: Path) -> None:
        self._path = state / "serve.lock"
        state.mkdir(parents=True, exist_ok=True)
        self.handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)

    def claim(self, say: Callable[[str], None]) -> None:
        """Claim it; NoPortError with the address of the other run when that lives on."""
        until, told = time.monotonic() + _PATIENCE, False
        while True:
            try:
                fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                supervisor, _, address = self._path.read_text().partition(" ")
                if (supervisor and Path(f"/proc/{supervisor}").exists()) or time.monotonic() > until:
                    raise NoPortError(f"Tawasul runs here already: {address.strip()}") from None
                if not told:
                    say("An earlier run is still ending …")
                told = True
                time.sleep(0.2)
            else:
                return

    def announce(self, address: str) -> None:
        """Say where this run answers."""
        os.ftruncate(self.handle, 0)
        os.pwrite(self.handle, f"{os.getpid()} {address}\n".encode(), 0)
