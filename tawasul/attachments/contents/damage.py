"""Why a file that begins like an accepted kind is not one."""


class Damaged(Exception):
    """`code`: damaged, macros, or other-kind; the last tells nothing beyond "not accepted"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def telling(self) -> bool:
        """Whether the sender learns something from it."""
        return self.code != "other-kind"


def require(holds: bool, code: str = "damaged") -> None:
    """Raise Damaged unless it holds."""
    if not holds:
        raise Damaged(code)
