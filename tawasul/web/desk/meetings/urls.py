"""Addresses of the meetings with the official, taken up by the desk's own list."""

from django.urls import URLPattern, path

from tawasul.web.desk.meetings import calls, doing, filing, listing, page, sessions, statement

MEETING = "meetings/<str:meeting>/"

urlpatterns: list[URLPattern] = [
    path("meetings/", listing.meetings, name="meetings"),
    path("meetings/calls/", calls.meeting_calls, name="meeting_calls"),
    path("meetings/file/", filing.meeting_file, name="meeting_file"),
    path("meetings/file/found/", filing.meeting_found, name="meeting_found"),
    path("meetings/filed/<uuid:once>/", filing.meeting_filed, name="meeting_filed"),
    path("meetings/sessions/", sessions.sessions, name="meeting_sessions"),
    path("meetings/sessions/<int:session_id>/", sessions.session, name="meeting_session"),
    path("meetings/sessions/<int:session_id>/do/<slug:deed>/", sessions.session_do, name="meeting_session_do"),
    path("meetings/sessions/<int:session_id>/statement/", statement.meeting_statement, name="meeting_statement"),
    path(
        "meetings/sessions/<int:session_id>/statement/paper/",
        statement.meeting_statement_paper,
        name="meeting_statement_paper",
    ),
    path("meetings/times/", sessions.times, name="meeting_times"),
    path(MEETING, page.meeting, name="meeting"),
    path(f"{MEETING}do/<slug:doing>/", doing.meeting_do, name="meeting_do"),
    path(f"{MEETING}show/<slug:field>/", doing.meeting_unmask, name="meeting_unmask"),
    path(f"{MEETING}places/", page.meeting_places, name="meeting_places"),
    path(f"{MEETING}files/<uuid:attachment_id>/", page.meeting_paper, name="meeting_paper"),
]
