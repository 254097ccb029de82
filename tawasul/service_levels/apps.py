from django.apps import AppConfig


class ServiceLevelsConfig(AppConfig):
    """By when: what is promised."""

    name = "tawasul.service_levels"
