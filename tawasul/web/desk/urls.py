"""The desk: where staff work. Every view here declares its door (tawasul.web.doors)."""

from tawasul.web.desk.directives.urls import urlpatterns as directives
from tawasul.web.desk.meetings.urls import urlpatterns as meetings
from tawasul.web.desk.office.urls import urlpatterns as office
from tawasul.web.desk.reception.urls import urlpatterns as reception
from tawasul.web.desk.work.urls import urlpatterns as work

app_name = "desk"
urlpatterns = [*work, *directives, *reception, *meetings, *office]
