"""Look-ups that are remembered through one stretch of work, in which nobody changes what they read.

Outside such a stretch nothing is remembered: every process asks anew each time, and so knows what another has changed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """A stretch of work. Whoever opens it answers for it that what is looked up stays as it is till its end."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def remembered(look_up: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Within a stretch, look up once for each set of arguments (hashable; the answer is not to be changed)."""

    @wraps(look_up)
    def asked(*args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        known = _known.get()
        if known is None:
            return look_up(*args, **kwargs)
        key = (look_up, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = look_up(*args, **kwargs)
        answer: _Answer = known[key]
        return answer

    return asked
