from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tawasul.meetings"

    def ready(self) -> None:
        """Requests for a meeting have a clock: say so to the room that keeps them, which lies below and does not know them.
        Tickets carry decisions out."""
        from tawasul.clocks.subjects import register  # noqa: PLC0415  (models are loaded only now)
        from tawasul.meetings.clocked import MeetingClocks  # noqa: PLC0415
        from tawasul.meetings.followed import Tickets  # noqa: PLC0415
        from tawasul.meetings.followed import register as follow  # noqa: PLC0415

        register(MeetingClocks())
        follow(Tickets())
