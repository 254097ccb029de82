"""The port for a virus scanner, and clamd behind it. Off unless the deployment names one (TAWASUL_CLAMD)."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from django.conf import settings

from tawasul.attachments.states import Scan

CHUNK = 64 * 1024
WAIT = 30  # seconds for each step
LONGEST_ANSWER = 4096


class ScannerAway(Exception):
    """The scanner did not answer, or not as it should: nothing is known of the file."""


class Scanner(Protocol):
    """Reads a file from its beginning and says whether it is clean."""

    def scan(self, file: BinaryIO) -> Scan:
        """CLEAN or INFECTED. Raises ScannerAway."""


@dataclass(frozen=True, kw_only=True)
class Clamd:
    """ClamAV's daemon, by its INSTREAM command. `address` is host:port, or the path of a socket."""

    address: str

    def scan(self, file: BinaryIO) -> Scan:
        """Send the file in chunks, each after its length in four bytes, an empty one at the end."""
        file.seek(0)
        try:
            with _connected(self.address) as clamd:
                clamd.sendall(b"zINSTREAM\0")
                while chunk := file.read(CHUNK):
                    clamd.sendall(len(chunk).to_bytes(4) + chunk)
                clamd.sendall(bytes(4))
                answer = _answer(clamd)
        except OSError as error:
            raise ScannerAway(type(error).__name__) from error
        if answer == "stream: OK":
            return Scan.CLEAN
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return Scan.INFECTED
        raise ScannerAway(answer[:200] or "no answer")


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX) as clamd:
            clamd.settimeout(WAIT)
            clamd.connect(address)
            yield clamd
    else:
        host, _colon, port = address.rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), timeout=WAIT) as clamd:
            yield clamd


def _answer(clamd: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        more = clamd.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].decode(errors="replace").strip()


def scanner() -> Scanner | None:
    """This deployment's scanner, if it has one."""
    return Clamd(address=settings.CLAMD) if settings.CLAMD else None


def scanned(file: BinaryIO) -> Scan:
    """What is known of a file that comes in: PENDING where the scanner is away."""
    here = scanner()
    if here is None:
        return Scan.UNSCANNED
    try:
        return here.scan(file)
    except ScannerAway:
        return Scan.PENDING
