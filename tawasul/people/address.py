"""From where a request came."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The client's network address: behind a trusted proxy the one that the proxy saw, otherwise the connection's own.

    Only the last entry of X-Forwarded-For is our proxy's word; the others are the client's, and may be invented.
    """
    if settings.BEHIND_PROXY:
        forwarded = str(request.headers.get("X-Forwarded-For", ""))
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
