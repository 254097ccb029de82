from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """How long is left, whose time it is, and who hears when it ends."""

    name = "tawasul.clocks"
