from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tawasul.meetings"

    def ready(self) -> None:
        """Requests for a meeting have a clock: say so to the room that keeps them, which lies below and does not know them."""
        from tawasul.clocks.subjects import register  # noqa: PLC0415  (models are loaded only now)
        from tawasul.meetings.clocked import MeetingClocks  # noqa: PLC0415

        register(MeetingClocks())
