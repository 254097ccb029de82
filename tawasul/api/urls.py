"""The API, by version."""

from django.urls import URLPattern, URLResolver, path

from tawasul.api.version1 import v1

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [path("v1/", v1.urls)]
