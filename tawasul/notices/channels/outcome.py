"""How an attempt to send may end."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Whoever carries messages took this one."""

    transport: str
    gateway_reference: str = ""


class NotSent(Exception):
    """Not taken, or not known to be. The text holds no personal data.

    `final`: trying again cannot help. `unknown`: it may have been taken all the same.
    """

    def __init__(self, reason: str, *, final: bool = False, unknown: bool = False) -> None:
        super().__init__(reason)
        self.final = final
        self.unknown = unknown
