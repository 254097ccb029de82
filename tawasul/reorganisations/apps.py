from django.apps import AppConfig


class ReorganisationsConfig(AppConfig):
    name = "tawasul.reorganisations"
