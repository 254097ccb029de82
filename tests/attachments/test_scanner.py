"""The scanner's protocol as clamd speaks it, at the wire."""

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tawasul.attachments import queries, upkeep
from tawasul.attachments.models import StoredFile
from tawasul.lib.errors import Conflict, Invalid, NotAllowed
from tests.attachments import samples
from tests.attachments.receiving import receive

pytestmark = pytest.mark.django_db
VIRUS = b"EICAR"


class Clamd(socketserver.StreamRequestHandler):
    """What clamd does with INSTREAM: reads chunks by their lengths until an empty one, then answers."""

    mute = False

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while length := int.from_bytes(self.rfile.read(4)):
            data += self.rfile.read(length)
        if not type(self).mute:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in data else b"stream: OK\0")


@pytest.fixture(params=["tcp", "unix"])
def clamd(request: Any, settings: Any, tmp_path: Path) -> Iterator[type[Clamd]]:
    socket = tmp_path / "clamd"
    server: Any = (
        socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        if request.param == "tcp"
        else socketserver.ThreadingUnixStreamServer(str(socket), Clamd)
    )
    settings.CLAMD = f"127.0.0.1:{server.server_address[1]}" if request.param == "tcp" else str(socket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Clamd
    Clamd.mute = False
    server.shutdown()
    server.server_close()


def test_a_clean_file_is_kept_and_served(clamd: Any) -> None:
    data = samples.pdf().replace(b"endobj", b" " * 200_000 + b"endobj")  # several chunks
    assert queries.serving(receive(data)).path.exists()
    assert StoredFile.objects.get().scan == "clean"


def test_a_harmful_file_is_refused(clamd: Any, settings: Any) -> None:
    with pytest.raises(Invalid, match="file-infected"):
        receive(samples.pdf().replace(b"Catalog", VIRUS))
    assert not [path for path in Path(settings.FILES).rglob("*") if path.is_file()]


def test_while_the_scanner_is_away_files_wait_and_are_not_served(clamd: Any) -> None:
    clamd.mute = True
    good, bad = receive(), receive(samples.pdf().replace(b"Catalog", VIRUS), name="b.pdf")
    with pytest.raises(Conflict):
        queries.serving(good)
    assert upkeep.scan_waiting() == 0
    clamd.mute = False
    assert upkeep.scan_waiting() == 2
    assert queries.serving(queries.get(good.pk)).path.exists()
    with pytest.raises(NotAllowed):
        queries.serving(queries.get(bad.pk))
    with pytest.raises(Invalid, match="file-infected"):
        receive(samples.pdf().replace(b"Catalog", VIRUS))


def test_a_scanner_that_is_not_there(settings: Any) -> None:
    settings.CLAMD = "127.0.0.1:9"
    receive()
    assert StoredFile.objects.get().scan == "pending"


def test_without_a_scanner_a_file_is_served_unscanned(settings: Any) -> None:
    settings.CLAMD = ""
    assert queries.serving(receive()).path.exists()
    assert StoredFile.objects.get().scan == "unscanned"
    assert upkeep.scan_waiting() == 0
