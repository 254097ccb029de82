"""Where the pages are offered: a free port, or a clear word."""

import socket

FIRST = 8000
_HOW_MANY = 20


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
