"""Errors as problem details (RFC 9457): one shape for every refusal, said in the caller's language."""

import json
from typing import Any

from django.http import HttpResponse
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

from tawasul.api import marks
from tawasul.lib.errors import Conflict, Invalid, Refused, TooMany

CONTENT_TYPE = "application/problem+json"


class Now(BaseModel):
    """How the ticket, or the request to meet the official, stands now, where somebody was first."""

    state: str
    version: int


class Problem(BaseModel):
    """Why a request was not done. Nothing was changed. `code` is for machines and never changes its meaning."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})

    type: str = Field(description="A URN made of the code")
    title: str = Field(description="The kind of problem, in the caller's language")
    status: int
    detail: str = Field(description="What happened, to be shown to a person, in the caller's language")
    code: str
    fields: dict[str, list[str]] | None = Field(None, description="What is wrong, by field")
    now: Now | None = None


class Overtaken(Conflict):
    """What has changed since the caller saw it, with how it stands now."""

    def __init__(self, refused: Conflict, *, state: str, version: int) -> None:
        super().__init__(refused.message, code=refused.code)
        self.now = {"state": state, "version": version}


TITLES = {
    400: _("The request was not understood"),
    401: _("A valid token is needed"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("This address does not know that method"),
    409: _("Something changed meanwhile"),
    422: _("Something needs correction"),
    429: _("Too many requests"),
    500: _("Something went wrong on our side"),
}
# Where a status is answered for more than one reason, by its code.
TITLES_OF_CODES = {
    "several": _("Several tickets may be meant"),
}
NEEDS_CORRECTION = _("Some of what was given needs correction.")

# What pydantic found wrong, by its own name for it, in words for people.
_SAYINGS = {
    "missing": _("This is required."),
    "extra_forbidden": _("This is not known here."),
    "string_too_short": _("This is too short."),
    "string_too_long": _("This is too long."),
    "literal_error": _("Choose one of the values that the document names."),
    "enum": _("Choose one of the values that the document names."),
    "pause_form": _(
        "A pause is written FROM/TO, each with its offset: 2026-09-21T08:00:00+03:00/2026-09-21T09:00:00+03:00."
    ),
    "pause_reversed": _("The pause ends before it begins."),
}
_OTHERWISE = _("This is not of the form that the document asks for.")


def problem(
    status: int,
    code: str,
    detail: Any,
    *,
    fields: dict[str, list[Any]] | None = None,
    now: dict[str, Any] | None = None,
) -> HttpResponse:
    """An answer that says what was wrong."""
    said: dict[str, Any] = {
        "type": f"urn:tawasul:problem:{code}",
        "title": force_str(TITLES_OF_CODES.get(code, TITLES[status])),
        "status": status,
        "detail": force_str(detail),
        "code": code,
    }
    if fields:
        said["fields"] = {name: [force_str(text) for text in texts] for name, texts in fields.items()}
    if now:
        said["now"] = now
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=CONTENT_TYPE)


def of_refusal(refused: Refused) -> HttpResponse:
    """The problem that an action, query or policy raised."""
    answer = problem(
        refused.status,
        refused.code,
        refused.message,
        fields=refused.fields if isinstance(refused, Invalid) else None,
        now=refused.now if isinstance(refused, Overtaken) else None,
    )
    if isinstance(refused, TooMany):
        answer.headers["Retry-After"] = str(max(refused.retry_after, 1))
    return answer


def of_shape(errors: list[dict[str, Any]]) -> HttpResponse:
    """The problem of a request that is not of the shape that the document asks for."""
    fields: dict[str, list[Any]] = {}
    for error in errors:
        where = [str(part) for part in error["loc"][1:] if part != "body"] or [str(error["loc"][0])]
        fields.setdefault(".".join(where), []).append(_said_of(error))
    return problem(422, "invalid", NEEDS_CORRECTION, fields=fields)


def _said_of(error: dict[str, Any]) -> Any:
    if error["type"] == "string_pattern_mismatch":
        return marks.FORMS.get(error.get("ctx", {}).get("pattern"), _OTHERWISE)
    return _SAYINGS.get(error["type"], _OTHERWISE)


def of_nobody() -> HttpResponse:
    """The problem of a request without a token that may be used."""
    said = _("Send a token that is valid now: “Authorization: Bearer …”.")
    answer = problem(401, "no-valid-token", said)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="tawasul", error="invalid_token"'
    return answer
