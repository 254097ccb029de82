"""Addresses of the office: one's own affairs, the network and its people, and what is accounted for."""

from django.conf import settings
from django.urls import URLPattern, path

from tawasul.web.desk.office import (
    guidance,
    hats,
    members,
    network,
    notice_choices,
    notices,
    outbox,
    person,
    places,
    quiet_hours,
    registering,
    roles,
    sessions,
    token_roles,
    tokens,
    unmaskings,
    wording,
    wordings,
)
from tawasul.web.desk.office.calendar import changing, choosing, moving, year

urlpatterns: list[URLPattern] = [
    path("hats/", hats.choose_hat, name="hats"),
    path("sessions/", sessions.own_sessions, name="sessions"),
    path("notices/", notices.own_notices, name="notices"),
    path("notices/<int:notice_id>/", notices.open_notice, name="notice"),
    path("notices/choices/", notice_choices.own_choices, name="notice_choices"),
    path("notices/wordings/", wordings.all_wordings, name="wordings"),
    path("notices/wordings/<slug:kind>/<slug:language>/", wording.one_wording, name="wording"),
    path("notices/quiet-hours/", quiet_hours.quiet_hours, name="quiet_hours"),
    path("calendar/", year.calendar, name="calendar"),
    path("calendar/places/", choosing.place_options, name="calendar_places"),
    path("calendar/day/", moving.said_day, name="calendar_day"),
    path("calendar/moving/<int:pk>/", moving.moving, name="calendar_moving"),
    *changing.routes(),
    path("network/", network.tree, name="network"),
    path("network/<int:place_id>/", network.place_page, name="place"),
    path("network/<int:place_id>/open/", places.open_under, name="place_open"),
    path("network/<int:place_id>/rename/", places.rename, name="place_rename"),
    path("network/<int:place_id>/close/", places.close, name="place_close"),
    path("members/", members.people, name="members"),
    path("members/people/", members.person_options, name="person_options"),
    path("members/new/", registering.choose_place, name="member_new"),
    path("members/new/at/<int:place_id>/", registering.register, name="member_register"),
    path("members/person/<int:user_id>/", person.person_page, name="person"),
    path("members/person/<int:user_id>/invite/", person.invite, name="person_invite"),
    path("members/person/<int:user_id>/close/", person.close, name="person_close"),
    path("members/person/<int:user_id>/reopen/", person.reopen, name="person_reopen"),
    path("members/at/<int:place_id>/", members.appoint, name="appoint"),
    path("members/<int:membership_id>/end/", members.end, name="membership_end"),
    path("roles/", roles.table, name="roles"),
    path("unmaskings/", unmaskings.record, name="unmaskings"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", token_roles.choose, name="token_choose"),
    path("tokens/roles/", token_roles.role_options, name="token_roles"),
    path("tokens/for/<int:membership_id>/", tokens.issue, name="token_issue"),
    path("tokens/<int:token_id>/revoke/", tokens.revoke, name="token_revoke"),
    path("help/", guidance.help_page, name="help"),
]
if settings.DEMONSTRATION:
    urlpatterns.append(path("outbox/", outbox.messages, name="outbox"))
