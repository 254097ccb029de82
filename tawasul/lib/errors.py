"""What may be refused, in one vocabulary for every door: a page shows it, the API makes problem details of it.

`message` is said to the person, in their language (lazily translated); `code` is for machines and never changes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

NOTHING_THERE = _("There is no such thing, or you may not see it.")


class Refused(Exception):
    """An action was asked for and not done; nothing was changed."""

    code = "refused"
    status = 400

    def __init__(self, message: Any, *, code: str | None = None) -> None:
        super().__init__(str(code or self.code))
        self.message = message
        if code is not None:
            self.code = code


class NotAllowed(Refused):
    """The actor's powers do not say so."""

    code = "not-allowed"
    status = 403


class NotFound(Refused):
    """There is no such thing, or the actor may not know that there is."""

    code = "not-found"
    status = 404

    def __init__(self, message: Any = NOTHING_THERE, *, code: str | None = None) -> None:
        super().__init__(message, code=code)


class Invalid(Refused):
    """What was given cannot be accepted: `fields` names what and why, for showing beside each field."""

    code = "invalid"
    status = 422

    def __init__(
        self, message: Any, *, fields: Mapping[str, Sequence[Any]] | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.fields: dict[str, list[Any]] = {name: list(said) for name, said in (fields or {}).items()}


class Conflict(Refused):
    """Someone else was first: what the actor saw is no longer so. What they typed is to be kept and shown."""

    code = "conflict"
    status = 409


class TooMany(Refused):
    """A limit on tries was reached; `retry_after` is in seconds."""

    code = "too-many"
    status = 429

    def __init__(self, message: Any, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
