from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "tawasul.cli"
