"""The gateway tells what became of a message: only it may, as often as it likes."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from django.test import Client

import config.urls  # noqa: F401  (before a test says that this is production: addresses are read once)
from tawasul.notices import actions, queries
from tawasul.notices.models import Notice
from tests.notices.causes import NOW, again, one
from tests.notices.conftest import form_gateway, gateway
from tests.notices.wire import Gateway

__all__ = ["form_gateway", "gateway"]
pytestmark = pytest.mark.django_db

SECRET = "a-secret-that-both-sides-agreed-upon"
JSON, FORM = "/hooks/sms/json/", "/hooks/sms/form/"


@pytest.fixture(autouse=True)
def agreed(settings: Any) -> None:
    settings.SMS_HOOK_SECRET, settings.SECURE_SSL_REDIRECT = SECRET, False


def told(client: Client, said: Any, *, url: str = JSON, secret: str = SECRET) -> int:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    signed = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    answer = client.post(url, body, content_type="application/json", headers={"X-Signature": f"sha256={signed}"})
    assert answer.content == b"" or answer.status_code >= 400
    return answer.status_code


def sent(**how: Any) -> Notice:
    notice = one(**how)
    actions.deliver(notice_id=notice.pk, at=NOW)
    return again(notice)


def test_delivered_is_recorded_with_its_time_once(client: Client, gateway: Gateway) -> None:
    notice = sent()
    assert told(client, {"reference": str(notice.reference), "status": "DELIVERED"}) == 204
    first = again(notice)
    assert first.delivery == "delivered"
    assert first.delivery_at is not None
    for status in ("delivered", "expired"):  # told again, and contradicted
        assert told(client, [{"id": notice.gateway_reference, "status": status}]) == 204
    assert (again(notice).delivery, again(notice).delivery_at) == ("delivered", first.delivery_at)
    (shown,) = queries.about("ticket", 7)
    assert str(shown.delivery_label)


def test_undelivered_is_seen_by_somebody_and_gives_way_to_delivered(client: Client, form_gateway: Gateway) -> None:
    notice = sent()
    form = {"MessageID": notice.gateway_reference, "status": "Undelivered"}
    assert client.post(FORM, form, headers={"X-Hook-Token": SECRET}).status_code == 204
    assert [shown.delivery for shown in queries.not_arrived()] == ["undelivered"]
    assert told(client, {"CorrelationID": str(notice.reference), "Status": "delivered"}, url=FORM) == 204
    assert queries.not_arrived() == []


def test_a_receipt_settles_what_was_unsure(client: Client, form_gateway: Gateway) -> None:
    form_gateway.moods = ["deaf"]
    notice = sent()
    assert notice.state == "unsure"
    assert told(client, {"CorrelationID": str(notice.reference), "status": "delivered"}, url=FORM) == 204
    assert (again(notice).state, again(notice).delivery) == ("sent", "delivered")


def test_strangers_are_refused_and_the_unknown_answered_alike(client: Client, gateway: Gateway) -> None:
    notice = sent()
    receipt = {"reference": str(notice.reference), "status": "delivered"}
    assert told(client, receipt, secret="another") == 403
    assert client.post(JSON, receipt, content_type="application/json").status_code == 403
    for unknown in (
        {"reference": "00000000-0000-0000-0000-000000000000", "status": "delivered"},
        {"id": "no such", "status": "delivered"},
        {"id": "", "status": "delivered"},
        {"reference": str(notice.reference), "status": "queued"},
        {"id": "a\x00b", "status": "delivered"},
        {},
    ):
        assert told(client, unknown) == 204
    assert told(client, b"not json") == 400
    assert told(client, ["text"]) == 400
    assert again(notice).delivery == ""


def test_what_was_never_handed_over_was_never_delivered(client: Client, gateway: Gateway) -> None:
    notice = one()
    assert told(client, {"reference": str(notice.reference), "status": "delivered"}) == 204
    assert again(notice).state == "owed"


def test_there_is_no_such_door_for_another_gateway_nor_without_a_secret(client: Client, settings: Any) -> None:
    assert told(client, {}, url=FORM) == 404
    assert client.get(JSON).status_code == 405
    settings.SMS_HOOK_SECRET = ""
    assert told(client, {}, secret="") == 404
