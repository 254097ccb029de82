"""The pages of whoever is asked for a statement and has no account: each opened by a signed link alone."""

from django.urls import URLPattern, path

from tawasul.web.guests import views

app_name = "guests"
urlpatterns: list[URLPattern] = [
    path("done/", views.done, name="done"),
    path("<str:token>/", views.show, name="statement"),
    path("<str:token>/answer/", views.answer, name="answer"),
    path("<str:token>/ask/", views.ask, name="ask"),
    path("<str:token>/files/<uuid:attachment_id>/", views.paper, name="paper"),
]
