"""What a person chooses for themselves: the language, and the role in which they act."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tawasul.people import actions as people


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language for this browser and, for somebody signed in, as their own; then back to the page."""
    answer = HttpResponseRedirect(back(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            people.choose_language(user_id=request.user.pk, language=language)
    return answer


def back(request: HttpRequest, otherwise: str = "/") -> str:
    """Where the form's `next` leads, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else otherwise
