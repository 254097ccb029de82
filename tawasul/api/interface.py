"""The interface as a whole: how it speaks, how it refuses, and the document that describes it."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, URLResolver, re_path
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from tawasul.api import parameters, problems
from tawasul.api.language import language_of
from tawasul.lib.errors import Refused

log = logging.getLogger("tawasul.api")
NO_SUCH_ADDRESS = _("There is nothing at this address.")
NOT_UNDERSTOOD = _("The request could not be read. Look at its form.")


class Interface(NinjaAPI):
    """django-ninja with problem details, two languages, and every address answered as the document says."""

    def set_default_exception_handlers(self) -> None:
        """Each refusal has one answer; what is none of these is a fault, and logged (see `_spoken`)."""
        self.add_exception_handler(Refused, _refused)
        self.add_exception_handler(AuthenticationError, lambda _request, _exc: problems.of_nobody())
        self.add_exception_handler(ValidationError, _misshapen)
        for unreadable in (HttpError, SuspiciousOperation, BadRequest, MultiPartParserError):
            self.add_exception_handler(unreadable, lambda _request, _exc: _unreadable())

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's own name: each is unique, and becomes a method in generated clients."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **how: Any) -> OpenAPISchema:
        """The document, with problems under their own media type and every parameter explained."""
        document = super().get_openapi_schema(**how)
        for operation in operations_in(document):
            parameters.explain(operation)
            for answer in operation["responses"].values():
                if "$ref" in str(answer) and answer["content"].get("application/json", {}).get("schema") == _PROBLEM:
                    answer["content"] = {problems.CONTENT_TYPE: {"schema": _PROBLEM}}
        return document

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        patterns = [each for each in super()._get_urls() if isinstance(each, URLPattern)]
        for pattern in patterns:
            if pattern.callback is not None:
                pattern.callback = _spoken(pattern.callback)
        return [*patterns, re_path("", _spoken(_nowhere), name="nowhere")]


_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def operations_in(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every operation of a document."""
    return [operation for path in document["paths"].values() for operation in path.values()]


def _refused(_request: HttpRequest, refused: Any) -> HttpResponse:
    return problems.of_refusal(refused)


def _misshapen(_request: HttpRequest, error: Any) -> HttpResponse:
    return problems.of_shape(error.errors)


def _unreadable() -> HttpResponse:
    return problems.problem(400, "not-understood", NOT_UNDERSTOOD)


def _nowhere(request: HttpRequest) -> HttpResponse:
    raise Http404(request.path)


_nowhere.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is done there, and the answer must be a problem


def _spoken(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view in the caller's language, whose every failure is a problem."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            answer = _without_failing(view, request, *args, **kwargs)
        answer.headers.setdefault("Content-Language", language)
        answer.headers.setdefault("Cache-Control", "private, no-store")
        answer.headers["X-Content-Type-Options"] = "nosniff"
        patch_vary_headers(answer, ["Accept-Language", "Authorization"])
        return answer

    return answered


def _without_failing(
    view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    try:
        answer = view(request, *args, **kwargs)
    except Http404:
        return problems.problem(404, "no-such-address", NO_SUCH_ADDRESS)
    except (SuspiciousOperation, BadRequest):
        return _unreadable()
    except Exception:
        log.exception("the API failed at %s", request.path)
        return problems.problem(500, "fault", _("We have noted it. Please try again later."))
    if answer.status_code == 405:
        refused = problems.problem(405, "no-such-method", _("Use one of the methods that Allow names."))
        refused.headers["Allow"] = answer.headers["Allow"]
        return refused
    return answer
