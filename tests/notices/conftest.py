from collections.abc import Iterator
from typing import Any

import pytest

from tests.notices.wire import Gateway, MailServer, gateway_running, mail_server_running


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """A deployment in production whose SMS gateway is on this machine."""
    with gateway_running() as gateway:
        settings.DEMONSTRATION = False
        settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_SENDER = gateway.url, "secret-token", "TAWASUL"
        settings.SMS_SHAPE = "json"
        yield gateway


@pytest.fixture
def form_gateway(gateway: Gateway, settings: Any) -> Gateway:
    """The same, of the shape that takes a form and keeps no reference once."""
    gateway.by_form = True
    settings.SMS_SHAPE, settings.SMS_USER, settings.SMS_TAKEN = "form", "our-app", ["ER-00", "1"]
    return gateway


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """The same for mail."""
    with mail_server_running() as mail:
        settings.DEMONSTRATION = False
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.DEFAULT_FROM_EMAIL = "127.0.0.1", mail.port, "t@moe.sa"
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield mail
