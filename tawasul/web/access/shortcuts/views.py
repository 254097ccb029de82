"""The click on a card."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tawasul.lib.errors import NotFound
from tawasul.people.queries import user_by_email
from tawasul.web.access.choices import back
from tawasul.web.access.shortcuts.cards import cards


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of those offered, and as nobody else. Raises NotFound."""
    email = request.POST.get("email", "")
    if not settings.DEMONSTRATION or email not in {card.email for card in cards()}:
        raise NotFound(email)
    login(request, user_by_email(email), backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect(back(request, otherwise=reverse("desk:home")))
