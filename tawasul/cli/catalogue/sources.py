"""Every string shown to people, found in Python files and Django templates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

_ONE: dict[str, Any] = dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"])
_KEYWORDS = _ONE | {
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_TEMPLATES = {".html", ".txt", ".svg"}


@dataclass(frozen=True, order=True)
class Message:
    """One msgid as the sources have it. `plural` and `context` are empty where there is none."""

    singular: str
    context: str = ""
    plural: str = ""


def messages(folders: list[Path]) -> set[Message]:
    """All messages below `folders`."""
    return {message for folder in folders for path in folder.rglob("*") for message in _in_file(path)}


def _in_file(path: Path) -> Iterator[Message]:
    if "node_modules" in path.parts:
        return
    if path.suffix == ".py":
        yield from in_python(path.read_bytes())
    elif path.suffix in _TEMPLATES and "templates" in path.parts:
        yield from in_template(path.read_text(encoding="utf-8"), str(path))


def in_python(source: bytes) -> Iterator[Message]:
    """The messages of one Python source."""
    from babel.messages.extract import extract  # noqa: PLC0415  (a tool of developers, not of the running system)

    for _line, found, _comments, context in extract("python", BytesIO(source), keywords=_KEYWORDS):
        singular, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, "")
        if singular:
            yield Message(singular, context or "", plural or "")


def in_template(text: str, origin: str = "") -> Iterator[Message]:
    """The messages of one Django template."""
    from django.utils.translation.template import templatize  # noqa: PLC0415

    # Django turns the template into something like Python, indented as the template is. Inside
    # parentheses, Python cares for no indentation.
    yield from in_python(f"(\n{templatize(text, origin=origin)}\n)".encode())


_NAMED = re.compile(r"%\((\w+)\)[a-z]|(?<!%)%([sd])|\{(\w+)[^{}]*\}")


def placeholders(text: str) -> set[str]:
    """What is filled into `text`: the names of %(x)s and {x}; s or d for a nameless %s or %d."""
    return {next(filter(None, match)) for match in _NAMED.findall(text)}
