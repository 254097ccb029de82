"""What is kept of a placeholder's value, and how it is said to one reader."""

from collections.abc import Mapping
from datetime import date, datetime
from string import Formatter

from django.conf import settings

from tawasul.lib.arabic import isolate
from tawasul.lib.hijri import dual_date, dual_moment

Value = str | int | date | datetime | Mapping[str, str]
Kept = str | dict[str, str]
LINK = "link"


def placeholders(*texts: str) -> frozenset[str]:
    """The names in braces in these texts."""
    return frozenset(name for text in texts for _said, name, _form, _turned in Formatter().parse(text) if name)


def kept(context: Mapping[str, Value]) -> dict[str, Kept]:
    """The context as JSON: moments and dates keep their meaning, to be said in each reader's language."""
    return {name: _kept(value) for name, value in context.items()}


def _kept(value: Value) -> Kept:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {language: str(said) for language, said in value.items()}
    return str(value)


def said(context: Mapping[str, Kept], language: str, *, isolated: bool) -> dict[str, str]:
    """Each value as text in `language`; `isolated` keeps numbers and Latin words from being turned round in Arabic."""
    texts = {name: _said(value, language) for name, value in context.items()}
    return {name: isolate(text) if isolated and name != LINK else _linked(name, text) for name, text in texts.items()}


def _said(value: Kept, language: str) -> str:
    if isinstance(value, str):
        return value
    if "moment" in value:
        return dual_moment(datetime.fromisoformat(value["moment"]), language)
    if "date" in value:
        return dual_date(date.fromisoformat(value["date"]), language)
    return value.get(language) or next(iter(value.values()), "")


def _linked(name: str, text: str) -> str:
    return f"{settings.PUBLIC_URL}{text}" if name == LINK and text.startswith("/") else text
