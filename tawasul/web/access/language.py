"""In which language a page is said."""

from django.conf import settings
from django.http import HttpRequest

_KNOWN = frozenset(code for code, _name in settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """What this browser chose, else what the person signed in keeps, else Arabic."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in _KNOWN:
        return str(chosen)
    if request.user.is_authenticated and request.user.language in _KNOWN:
        return request.user.language
    return settings.LANGUAGE_CODE
