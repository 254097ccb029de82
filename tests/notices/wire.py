"""The other ends of the wire: an SMS gateway and a mail server, on this machine, that behave as they are told."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any
from urllib.parse import parse_qsl

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Gateway:
    """Takes messages, each reference once. `moods` are what it does with the next requests: a status, or

    "slow" (takes it, and thinks a while), "deaf" (takes it, and the line breaks before it says so), "twice" (takes it, and says
    so twice), "drips" (takes it, and says so letter by letter, for ever), "hangs" (takes nothing, says nothing).
    """

    url: str = ""
    moods: list[Any] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)  # reference → text: what reached the reader
    slowness: float = 0.5
    by_form: bool = False  # takes a form, keeps no reference once, and says in the body whether it took the message
    texts: list[str] = field(default_factory=list)  # what reached the reader, each as often as it did
    closing: threading.Event = field(default_factory=threading.Event)


@contextmanager
def gateway_running() -> Iterator[Gateway]:
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if gateway.by_form:
                self.take_form()
                return
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            gateway.requests.append(body)
            gateway.tokens.append(self.headers["Authorization"])
            mood = gateway.moods.pop(0) if gateway.moods else 202
            if isinstance(mood, int) and mood >= 400:
                self.answer(mood, b"<html>no</html>")
                return
            if mood == "hangs":
                self.hang()
                return
            before = body["reference"] in gateway.sent
            gateway.sent.setdefault(body["reference"], body["text"])
            self.say(mood, 409 if before else 202, {"id": f"G-{len(gateway.sent)}"})

        def take_form(self) -> None:
            """A mood here may be a whole answer in bytes too: nothing was taken then."""
            body = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            gateway.requests.append(body)
            mood = gateway.moods.pop(0) if gateway.moods else 200
            if isinstance(mood, bytes):
                self.answer(200, mood)
                return
            if isinstance(mood, int) and mood >= 400:
                self.answer(mood, b"<html>no</html>")
                return
            if mood == "hangs":
                self.hang()
                return
            gateway.texts.append(body["Body"])
            number = {"MessageID": 4200 + len(gateway.texts)}
            self.say(mood, 200, {"success": True, "errorCode": "ER-00", "data": number})

        def hang(self) -> None:
            """Until the test is over, or the caller has long gone."""
            gateway.closing.wait(60)
            self.close_connection = True

        def say(self, mood: Any, status: int, answer: dict[str, Any]) -> None:
            """What was taken, as the mood has it."""
            body = json.dumps(answer).encode()
            if mood == "slow":
                time.sleep(gateway.slowness)
            if mood == "deaf":
                self.connection.close()
                return
            if mood == "drips":
                self.drip(status, body)
                return
            for _time in range(2 if mood == "twice" else 1):
                self.answer(status, body)

        def drip(self, status: int, body: bytes) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body) + 10_000))
                self.end_headers()
                for letter in body + b" " * 10_000:
                    self.wfile.write(bytes([letter]))
                    if gateway.closing.wait(0.02):
                        return
            except OSError:
                pass  # the caller has gone

        def answer(self, status: int, body: bytes) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the caller has gone

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    gateway.url = f"http://127.0.0.1:{server.server_port}/messages"
    try:
        yield gateway
    finally:
        gateway.closing.set()
        server.shutdown()
        server.server_close()


@dataclass
class MailServer:
    """A real SMTP server. `moods` are what it does with the next letters: an answer such as "451 later", or

    "slow" (takes it, and thinks a while), "deaf" (takes it, and the line breaks before it says so), "twice" (takes it, and says
    so twice), "hangs" (takes nothing, says nothing).
    """

    port: int = 0
    refuses: str = ""  # the answer to RCPT, when it refuses
    moods: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)  # who, over an encrypted line
    slowness: float = 0.2


class _Letters:
    """What the server does with letters."""

    def __init__(self, mail: MailServer) -> None:
        self.mail = mail

    async def handle_RCPT(  # noqa: N802  (aiosmtpd calls it so)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.mail.refuses:
            return self.mail.refuses
        envelope.rcpt_tos.append(address)
        return "250 well"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        mood = self.mail.moods.pop(0) if self.mail.moods else ""
        if mood[:3].isdigit():
            return mood
        if mood == "hangs":
            await asyncio.sleep(60)
        self.mail.letters.append(bytes(envelope.content or b"").decode())
        if mood == "slow":
            await asyncio.sleep(self.mail.slowness)
        if mood == "deaf" and server.transport is not None:
            server.transport.close()
        if mood == "twice":
            await server.push("250 taken")
        return "250 taken"


@contextmanager
def mail_server_running(encrypted: SSLContext | None = None) -> Iterator[MailServer]:
    """The server; `encrypted`, it wants STARTTLS and a sign-in, with any password but "wrong"."""
    mail = MailServer()

    def admit(_server: SMTP, session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        if session.ssl is None or given.password == b"wrong":
            return AuthResult(success=False)
        mail.signed_in.append(given.login.decode())
        return AuthResult(success=True)

    how: dict[str, Any] = {"tls_context": encrypted, "require_starttls": True} if encrypted else {}
    if encrypted:
        how |= {"authenticator": admit, "auth_required": True}
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    starting = loop.create_server(lambda: SMTP(_Letters(mail), loop=loop, **how), "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(starting, loop).result(10)
    mail.port = server.sockets[0].getsockname()[1]
    try:
        yield mail
    finally:
        asyncio.run_coroutine_threadsafe(_let_go(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _let_go(server: asyncio.Server) -> None:
    """Close the door, and whatever still hangs behind it."""
    server.close()
    hanging = asyncio.all_tasks() - {asyncio.current_task()}
    for task in hanging:
        task.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)
