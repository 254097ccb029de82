from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tawasul.web"

    def ready(self) -> None:
        """Directives carry decisions of meetings out: the two rooms do not know each other, so they are joined here."""
        from tawasul.meetings.followed import register  # noqa: PLC0415  (models are loaded only now)
        from tawasul.web.directed import Directives  # noqa: PLC0415

        register(Directives())
