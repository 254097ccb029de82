from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "tawasul.tickets"
