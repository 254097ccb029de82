"""Addresses of reception, taken up by the desk's own list."""

from django.urls import URLPattern, path

from tawasul.web.desk.reception import counter, door, hall, log, visit

VISIT = "reception/visits/<int:visit_id>/"

urlpatterns: list[URLPattern] = [
    path("reception/", door.door, name="door"),
    path("reception/found/", door.door_found, name="door_found"),
    path("reception/desk/", counter.counter, name="counter"),
    path("reception/desk/queue/", counter.counter_queue, name="counter_queue"),
    path("reception/desk/do/<slug:deed>/", counter.counter_do, name="counter_do"),
    path("reception/desk/file/", counter.counter_file, name="counter_file"),
    path("reception/desk/papers/<str:reference>/", counter.counter_papers, name="counter_papers"),
    path("reception/hall/", hall.hall, name="hall"),
    path("reception/hall/now/", hall.hall_now, name="hall_now"),
    path("reception/hall/desks/<int:desk_id>/close/", hall.hall_close_desk, name="hall_close_desk"),
    path("reception/hall/screen/", hall.hall_screen_renew, name="hall_screen_renew"),
    path("reception/log/", log.visitor_log, name="visitor_log"),
    path("reception/log/print/", log.visitor_log_print, name="visitor_log_print"),
    path("reception/log/export/<slug:kind>/", log.visitor_log_export, name="visitor_log_export"),
    path(VISIT, visit.visit, name="visit"),
    path(f"{VISIT}slip/", visit.slip, name="visit_slip"),
    path(f"{VISIT}amend/", visit.visit_amend, name="visit_amend"),
    path(f"{VISIT}do/<slug:deed>/", visit.visit_do, name="visit_do"),
]
