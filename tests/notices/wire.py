"""The other ends of the wire: an SMS gateway and a mail server, on this machine, that behave as they are told."""

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl


@dataclass
class Gateway:
    """Takes messages, each reference once. `moods` are what it does with the next requests: a status, "slow", "deaf"."""

    url: str = ""
    moods: list[Any] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)  # reference → text: what reached the reader
    slowness: float = 0.5
    by_form: bool = False  # takes a form, keeps no reference once, and says in the body whether it took the message
    texts: list[str] = field(default_factory=list)  # what reached the reader, each as often as it did


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
            before = body["reference"] in gateway.sent
            gateway.sent.setdefault(body["reference"], body["text"])
            if mood == "slow":
                time.sleep(gateway.slowness)
            if mood == "deaf":  # took the message, and the connection broke before it said so
                self.connection.close()
                return
            self.answer(409 if before else 202, json.dumps({"id": f"G-{len(gateway.sent)}"}).encode())

        def take_form(self) -> None:
            """A mood here is a status, a whole answer in bytes (not taken), "slow", "deaf"."""
            body = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            gateway.requests.append(body)
            mood = gateway.moods.pop(0) if gateway.moods else 200
            if isinstance(mood, bytes):
                self.answer(200, mood)
                return
            if isinstance(mood, int) and mood >= 400:
                self.answer(mood, b"<html>no</html>")
                return
            gateway.texts.append(body["Body"])
            if mood == "slow":
                time.sleep(gateway.slowness)
            if mood == "deaf":
                self.connection.close()
                return
            number = {"MessageID": 4200 + len(gateway.texts)}
            self.answer(200, json.dumps({"success": True, "errorCode": "ER-00", "data": number}).encode())

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
        server.shutdown()
        server.server_close()


@dataclass
class MailServer:
    port: int = 0
    refuses: str = ""  # the answer to RCPT, when it refuses
    moods: list[str] = field(default_factory=list)  # for the next letters: "deaf" (taken, not said), "hangs" (neither)
    letters: list[str] = field(default_factory=list)


@contextmanager
def mail_server_running() -> Iterator[MailServer]:
    mail = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline().decode().strip():
                command = line[:4].upper()
                if command == "DATA":
                    self.say("354 go on")
                    lines = list(iter(lambda: self.rfile.readline().decode(), ".\r\n"))
                    mood = mail.moods.pop(0) if mail.moods else ""
                    if mood == "hangs":
                        time.sleep(1)
                        return
                    mail.letters.append("".join(lines))
                    if mood == "deaf":
                        return
                    self.say("250 taken")
                elif command == "RCPT" and mail.refuses:
                    self.say(mail.refuses)
                elif command == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 well")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    mail.port = server.server_address[1]
    try:
        yield mail
    finally:
        server.shutdown()
        server.server_close()
