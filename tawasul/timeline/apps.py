from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "tawasul.timeline"
