"""In which language an answer is said."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGES = ("ar", "en")


def language_of(request: HttpRequest) -> str:
    """The first of Arabic and English that Accept-Language names; Arabic where it names neither."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code[:2] in LANGUAGES:
            return code[:2]
    return LANGUAGES[0]
