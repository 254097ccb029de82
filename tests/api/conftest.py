import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.api.actions import Issued, issue_token
from tawasul.centres.actor import SYSTEM
from tests.cast import Cast, assemble


@dataclass
class System:
    """Another system, with a token for somebody's role."""

    secret: str
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def headers(self, more: dict[str, str] | None = None) -> dict[str, str]:
        said = {"Authorization": f"Bearer {self.secret}", "Accept-Language": self.language}
        return said | (more or {})

    def get(self, path: str, asked: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.get(f"/api/v1{path}", asked, headers=self.headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.post(
            f"/api/v1{path}",
            json.dumps({} if body is None else body),
            content_type="application/json",
            headers=self.headers(headers),
        )

    def send(self, path: str, parts: dict[str, Any]) -> Any:
        return self.client.post(f"/api/v1{path}", parts, headers=self.headers())


def issued(cast: Cast, name: str, **how: Any) -> Issued:
    at = how.pop("at", timezone.now())
    return issue_token(
        actor=how.pop("actor", SYSTEM),
        membership_id=cast.members[name].pk,
        name="A linked system",
        expires_at=how.pop("expires_at", at + timedelta(days=30)),
        at=at,
    )


class Systems:
    """`systems.coordinator` is a system that acts as the cast's coordinator."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def __getattr__(self, name: str) -> System:
        return System(issued(self.cast, name).secret)


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def systems(cast: Cast) -> Systems:
    return Systems(cast)


def filing(cast: Cast, **how: Any) -> dict[str, Any]:
    """A body for POST /tickets."""
    beneficiary = {
        "identity": "1000000008",
        "name": "سارة بنت محمد الغامدي",
        "category": "parent",
        "mobile": "0501234567",
    }
    return {
        "type": "complaint",
        "centre": cast.places["centre"].pk,
        "subject": "تأخر النقل المدرسي",
        "text": "لم يصل باص النقل المدرسي منذ ثلاثة أيام.",
        "beneficiary": beneficiary,
    } | how
