from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "tawasul.tickets"

    def ready(self) -> None:
        """Tickets and statements have clocks: say so to the room that keeps them, which lies below and knows neither."""
        from tawasul.clocks.subjects import register  # noqa: PLC0415  (models are loaded only now)
        from tawasul.tickets.clocked import TicketClocks  # noqa: PLC0415
        from tawasul.tickets.statements.clocked import StatementClocks  # noqa: PLC0415

        register(TicketClocks())
        register(StatementClocks())
