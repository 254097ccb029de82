from django.apps import AppConfig


class ServiceLevelsConfig(AppConfig):
    name = "tawasul.service_levels"
