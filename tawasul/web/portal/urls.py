"""The portal for beneficiaries."""

from django.urls import URLPattern, path

from tawasul.web.portal import commitment, opinions, pages, screen, visiting
from tawasul.web.portal.filing import asker, code, details, done, entity, kind, letter, review, same, uploads
from tawasul.web.portal.following import doings, downloads, finding, ticket_page
from tawasul.web.portal.meetings import doings as meeting_doings
from tawasul.web.portal.meetings import feed, invited
from tawasul.web.portal.meetings import page as meeting_page

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", pages.home, name="home"),
    path("commitment/", commitment.commitment, name="commitment"),
    path("commitment/<int:number>/", commitment.commitment_version, name="commitment_version"),
    path("privacy/", pages.privacy, name="privacy"),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("useful/", opinions.useful, name="useful"),
    path("file/", kind.choose, name="file"),
    path("file/letter/<str:token>/", letter.begin, name="file_letter"),
    path("file/entity/", entity.choose, name="file_entity"),
    path("file/entity/options/", entity.options, name="file_entity_options"),
    path("file/details/", details.write, name="file_details"),
    path("file/files/", uploads.take, name="file_upload"),
    path("file/you/", asker.give, name="file_you"),
    path("file/code/", code.prove, name="file_code"),
    path("file/code/again/", code.again, name="file_code_again"),
    path("file/review/", review.send, name="file_review"),
    path("file/same/", same.choose, name="file_same"),
    path("file/same/none/", same.refer_to_none, name="file_refer_to_none"),
    path("file/done/", done.show, name="file_done"),
    path("file/over/", kind.start_over, name="file_over"),
    path("follow/", finding.find, name="follow"),
    path("follow/code/", finding.prove, name="follow_code"),
    path("follow/code/again/", finding.again, name="follow_code_again"),
    path("follow/request/", ticket_page.show, name="followed"),
    path("follow/request/complete/", doings.complete, name="follow_complete"),
    path("follow/request/files/", doings.add, name="follow_add"),
    path("follow/request/files/<uuid:attachment_id>/", downloads.download, name="follow_file"),
    path("follow/request/close/", doings.close, name="follow_close"),
    path("follow/request/object/", doings.object_to_reply, name="follow_object"),
    path("follow/request/object/drop/", doings.drop_objection, name="follow_drop"),
    path("follow/request/expedite/", doings.expedite, name="follow_expedite"),
    path("follow/request/withdraw/", doings.withdraw, name="follow_withdraw"),
    path("follow/meeting/", meeting_page.show, name="followed_meeting"),
    path("follow/meeting/complete/", meeting_doings.complete, name="follow_meeting_complete"),
    path("follow/meeting/add/", meeting_doings.add, name="follow_meeting_add"),
    path("follow/meeting/files/<uuid:attachment_id>/", meeting_doings.download, name="follow_meeting_file"),
    path("follow/meeting/withdraw/", meeting_doings.withdraw, name="follow_meeting_withdraw"),
    path("meet/<str:token>/", invited.invited, name="invited"),
    path("meet/<str:token>/<slug:answer>/", invited.answer, name="invited_answer"),
    path("meetings/<str:key>.ics", feed.meetings_feed, name="meetings_feed"),
    path("place/<str:code>/", visiting.visit_place, name="visit_place"),
    path("place/<str:code>/now/", visiting.visit_now, name="visit_now"),
    path("hall/<str:key>/", screen.hall_screen, name="hall_screen"),
    path("hall/<str:key>/calls/", screen.hall_calls, name="hall_calls"),
    path("follow/leave/", doings.leave, name="follow_leave"),
]
