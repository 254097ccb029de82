"""Pages by key, newest first: `?before=` names the last one shown."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest

PAGE = 50
Row = TypeVar("Row")


def before_of(request: HttpRequest) -> int | None:
    """The key from which the page goes on, or None for the first."""
    asked = request.GET.get("before", "")
    return int(asked) if asked.isdecimal() and len(asked) < 19 else None


def page_urls(request: HttpRequest, rows: Sequence[Row], key: Callable[[Row], int]) -> dict[str, Any]:
    """Context of parts/pager.html; `rows` is one longer than the page where there is more."""
    asked = {name: value for name, value in request.GET.items() if name != "before" and value}
    next_url = f"?{urlencode(asked | {'before': key(rows[PAGE - 1])})}" if len(rows) > PAGE else ""
    first_url = f"?{urlencode(asked)}" if "before" in request.GET else ""
    return {"next_url": next_url, "first_url": first_url}
