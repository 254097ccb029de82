from django.apps import AppConfig, apps


class WebConfig(AppConfig):
    name = "tawasul.web"

    def ready(self) -> None:
        """Directives carry decisions of meetings out: the two rooms do not know each other, so they are joined here,
        where both are installed."""
        if not (apps.is_installed("tawasul.meetings") and apps.is_installed("tawasul.directives")):
            return  # the pages alone are looked at
        from tawasul.meetings.followed import register  # noqa: PLC0415  (models are loaded only now)
        from tawasul.web.directed import Directives  # noqa: PLC0415

        register(Directives())
