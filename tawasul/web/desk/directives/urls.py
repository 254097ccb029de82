"""Addresses of directives, taken up by the desk's own list."""

from django.urls import URLPattern, path

from tawasul.web.desk.directives import doing, listing, official, page, recording

ONE = "directives/<str:number>/"

urlpatterns: list[URLPattern] = [
    path("directives/", listing.directives, name="directives"),
    path("directives/mine/", official.directed, name="directed"),
    path("directives/new/", recording.record, name="directive_new"),
    path("directives/places/", recording.acting_options, name="directive_places"),
    path(ONE, page.directive, name="directive"),
    path(f"{ONE}letter/", page.letter, name="directive_letter"),
    path(f"{ONE}files/<uuid:attachment_id>/", page.paper, name="directive_file"),
    path(f"{ONE}request/files/<uuid:attachment_id>/", page.request_paper, name="directive_request_file"),
    path(f"{ONE}request/show/<slug:field>/", page.request_unmask, name="directive_request_unmask"),
    path(f"{ONE}do/<slug:act>/", doing.act, name="directive_do"),
]
