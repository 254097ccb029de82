"""The document as a page for people: made here, with nothing fetched from elsewhere."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from tawasul.api.language import LANGUAGES, language_of
from tawasul.centres.labels import POWER_LABELS

NOUNS = {
    "me": _("Who calls"),
    "places": _("Places"),
    "reorganisations": _("Reorganisations"),
    "absences": _("Absences and deputies"),
    "tickets": _("Tickets"),
    "actions": _("Actions on a ticket"),
    "statements": _("Statements"),
    "problems": _("Problems"),
    "directives": _("Directives"),
    "meetings": _("Meetings"),
    "callers": _("Callers"),
    "visits": _("Visits"),
    "files": _("Files"),
    "calendars": _("Working calendars"),
    "rules": _("Rules"),
}
PLACES = {
    "path": _("the address"),
    "query": _("after the address"),
    "header": _("a header"),
    "body": _("the body"),
}


class Manual(DocsBase):
    """Every operation, by noun, with what opens it, what it takes and what it answers."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page, in the language that its reader chose on any page, or else in the browser's."""
        document = api.get_openapi_schema(path_params=kwargs)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in LANGUAGES else language_of(request)
        with translation.override(language):
            context = {"document": document, "nouns": _nouns(document), "json_url": self.get_openapi_url(api, kwargs)}
            answer = render(request, "api/manual.html", context)
        answer.headers["Content-Language"] = language
        patch_vary_headers(answer, ["Cookie"])
        return answer


def _nouns(document: dict[str, Any]) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(_shown(path, method, operation, document))
    return [{"key": key, "label": NOUNS[key], "operations": operations} for key, operations in found.items()]


def _shown(path: str, method: str, operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    more = " ".join(operation.get("description", "").split())
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": more if more.rstrip(".") != operation["summary"] else "",
        "powers": [{"key": key, "label": POWER_LABELS[key]} for key in operation["x-powers"]],
        "fields": [_parameter(row) for row in operation.get("parameters", [])] + _fields(operation, document),
        "answers": list(operation["responses"]),
    }


def _parameter(row: dict[str, Any]) -> dict[str, Any]:
    said = row.get("description") or row["schema"].get("description", "")
    return {"name": row["name"], "place": PLACES[row["in"]], "required": row.get("required"), "description": said}


def _fields(operation: dict[str, Any], document: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of the body, whatever its media type."""
    content = operation.get("requestBody", {}).get("content", {})
    bodies: list[dict[str, Any]] = list(content.values())
    schema: dict[str, Any] = bodies[0].get("schema", {}) if bodies else {}
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    required = set(schema.get("required", ()))
    properties = schema.get("properties", {})
    return [
        {
            "name": name,
            "place": PLACES["body"],
            "required": name in required,
            "description": said.get("description", ""),
        }
        for name, said in properties.items()
    ]
