"""How an attempt to send may end."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Whoever carries messages took this one."""

    transport: str
    gateway_reference: str = ""


class NotSent(Exception):
    """Not taken, or not known to be. `final`: trying again cannot help. The text holds no personal data."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final
