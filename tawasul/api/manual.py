"""The document as a page for people: made here, with nothing fetched from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase


class Manual(DocsBase):
    """Every operation, by noun, with what opens it, what it takes and what it answers."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page."""
        document = api.get_openapi_schema(path_params=kwargs)
        nouns: dict[str, list[dict[str, Any]]] = {}
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                nouns.setdefault(operation["tags"][0], []).append(_shown(path, method, operation, document))
        context = {"document": document, "nouns": nouns, "json_url": self.get_openapi_url(api, kwargs)}
        return render(request, "api/manual.html", context)


def _shown(path: str, method: str, operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    more = " ".join(operation.get("description", "").split())
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": more if more.rstrip(".") != operation["summary"] else "",
        "powers": operation["x-powers"],
        "parameters": operation.get("parameters", []),
        "fields": _fields(operation, document),
        "answers": operation["responses"],
    }


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
        {"name": name, "required": name in required, "description": said.get("description", "")}
        for name, said in properties.items()
    ]
