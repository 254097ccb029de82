from django.apps import AppConfig


class CentresConfig(AppConfig):
    name = "tawasul.centres"
