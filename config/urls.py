"""Every address, by door: the portal for beneficiaries, the desk for staff, their sign-in, and the API."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from tawasul.web import health, metrics
from tawasul.web.access.choices import choose_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("language/", choose_language, name="set_language"),
    path("account/", include("tawasul.web.access.urls")),
    path("desk/", include("tawasul.web.desk.urls")),
    path("hooks/", include("tawasul.web.hooks.urls")),
    path("api/", include("tawasul.api.urls")),
    path("statement/", include("tawasul.web.guests.urls")),
    path("", include("tawasul.web.portal.urls")),
]
if settings.DEMONSTRATION:
    urlpatterns.insert(0, path("account/demonstration/", include("tawasul.web.access.shortcuts.urls")))

handler400 = "tawasul.web.refusals.bad_request"
handler403 = "tawasul.web.refusals.not_allowed"
handler404 = "tawasul.web.refusals.not_found"
handler429 = "tawasul.web.refusals.too_many"
handler500 = "tawasul.web.refusals.fault"
