"""Whether a call comes from the gateway: it signs what it sends, or gives the secret that was agreed."""

import hashlib
import hmac

from django.http import HttpRequest

SIGNATURE, TOKEN = "X-Signature", "X-Hook-Token"


def is_proved(request: HttpRequest, secret: str) -> bool:
    """`X-Signature: sha256=<hex>` (HMAC-SHA256 of the body under the secret), or `X-Hook-Token: <the secret>`.

    Nothing is proved while no secret is set.
    """
    if not secret:
        return False
    signed = hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
    given = request.headers.get(SIGNATURE, "").removeprefix("sha256=").lower()
    token = request.headers.get(TOKEN, "")
    by_signature = hmac.compare_digest(given.encode(), signed.encode())
    return by_signature or hmac.compare_digest(token.encode(), secret.encode())
