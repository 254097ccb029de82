from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """When: the working calendars."""

    name = "tawasul.calendars"
