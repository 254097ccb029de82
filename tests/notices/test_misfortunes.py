"""Whatever the other end of the wire does, nothing is lost and nothing said twice; what cannot be known is shown to people."""

import email
import ipaddress
import socket
import ssl
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path
from typing import Any

import pytest
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tawasul.notices import actions, queries
from tawasul.notices.backoff import ORDINARY
from tawasul.notices.channels import sms_gateway
from tawasul.notices.models import Notice
from tests.notices.causes import EMAIL_ONLY, NOW, again, one
from tests.notices.wire import Gateway, MailServer, mail_server_running

pytestmark = pytest.mark.django_db

# What the other end does with the first attempt, and how the notice stands after it.
BY_JSON = {
    "slow": "owed", "hangs": "owed", "drips": "owed", "deaf": "owed", "twice": "sent",
    500: "owed", 502: "owed", 503: "owed", 504: "owed", 429: "owed", 401: "owed", 400: "failed",
}  # fmt: skip
BY_FORM = BY_JSON | {
    "slow": "unsure",
    "hangs": "unsure",
    "drips": "unsure",
    "deaf": "unsure",
    502: "unsure",
    504: "unsure",
}
BY_MAIL = {
    "slow": "sent", "hangs": "owed", "deaf": "owed", "twice": "sent",
    "451 come back": "owed", "421 closing": "owed", "554 no such letters here": "failed",
}  # fmt: skip


@pytest.fixture(autouse=True)
def impatient(monkeypatch: Any, settings: Any) -> None:
    """Nobody waits for long."""
    monkeypatch.setattr(sms_gateway, "WAIT", urllib3.Timeout(connect=1, read=0.2))
    monkeypatch.setattr(sms_gateway, "ANSWERED_WITHIN", 0.3)
    settings.EMAIL_TIMEOUT = 0.5


def attempted(notice: Notice) -> str:
    """The state after the first attempt; and then every further one is made, as the days go by."""
    first, at = str(actions.deliver(notice_id=notice.pk, at=NOW)), NOW
    for wait in ORDINARY:
        at += wait
        actions.deliver(notice_id=notice.pk, at=at)
    return first


def seen_by_people() -> list[int]:
    return [shown.id for shown in queries.not_arrived()]


@pytest.mark.parametrize(("mood", "state"), BY_JSON.items(), ids=str)
def test_a_gateway_that_keeps_references(gateway: Gateway, mood: Any, state: str) -> None:
    gateway.moods = [mood]
    notice = one()
    assert attempted(notice) == state
    if state == "failed":
        assert (gateway.sent, seen_by_people()) == ({}, [notice.pk])
    else:
        assert again(notice).state == "sent"
        assert list(gateway.sent) == [str(notice.reference)]


@pytest.mark.parametrize(("mood", "state"), BY_FORM.items(), ids=str)
def test_a_gateway_that_does_not(form_gateway: Gateway, mood: Any, state: str) -> None:
    form_gateway.moods = [mood]
    notice = one()
    assert attempted(notice) == state
    assert len(form_gateway.texts) <= 1
    if state in {"failed", "unsure"}:
        assert (again(notice).state, seen_by_people()) == (state, [notice.pk])
    else:
        assert (again(notice).state, len(form_gateway.texts)) == ("sent", 1)


@pytest.mark.parametrize(("mood", "state"), BY_MAIL.items(), ids=str)
def test_a_mail_server(mail_server: MailServer, mood: str, state: str) -> None:
    mail_server.moods = [mood]
    notice = one(recipients=[EMAIL_ONLY])
    assert attempted(notice) == state
    if state == "failed":
        assert (mail_server.letters, seen_by_people()) == ([], [notice.pk])
        return
    assert again(notice).state == "sent"
    letters = [email.message_from_string(letter, policy=policy.default) for letter in mail_server.letters]
    assert len(letters) == (2 if mood == "deaf" else 1)
    assert len({letter["Message-ID"] for letter in letters}) == 1, "by which servers and readers drop the second"


def test_a_mail_server_that_never_greets(mail_server: MailServer, settings: Any) -> None:
    address = settings.EMAIL_PORT
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.EMAIL_PORT = mute.getsockname()[1]
        notice = one(recipients=[EMAIL_ONLY])
        assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    settings.EMAIL_PORT = address
    assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0]) == "sent"
    assert len(mail_server.letters) == 1


def test_a_mail_server_that_wants_an_encrypted_line_and_a_sign_in(
    mail_server: MailServer, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    certificate = certificate_in(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with mail_server_running(context) as encrypted:
        settings.EMAIL_PORT, settings.EMAIL_USE_TLS = encrypted.port, True
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "tawasul", "right"
        notice = one(recipients=[EMAIL_ONLY])
        assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed", "whose certificate nobody vouches for"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        settings.EMAIL_HOST_PASSWORD = "wrong"
        assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0]) == "owed", "a password is mended by people"
        assert (encrypted.letters, encrypted.signed_in) == ([], [])
        settings.EMAIL_HOST_PASSWORD = "right"
        assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0] + ORDINARY[1]) == "sent"
        assert (len(encrypted.letters), encrypted.signed_in) == (1, ["tawasul"])


def certificate_in(folder: Path) -> Path:
    """A certificate of this machine by itself, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), extensions=[])
    now = datetime.now(UTC)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    file = folder / "mail.pem"
    file.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file
