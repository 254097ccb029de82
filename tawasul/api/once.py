"""Acting once: the Idempotency-Key of a request, and its answer kept."""

from collections.abc import Callable
from typing import Annotated, Any

from ninja import Header
from pydantic import Field

from tawasul.api import marks
from tawasul.api.caller import Caller
from tawasul.timeline.receipts import once

_SAID = "Of the caller's choosing, one a request: the same again gets the first answer, and nothing is done twice"
_Key = Annotated[str, Field(pattern=marks.KEY, description=_SAID)]
KeyRequired = Annotated[_Key, Header(alias="Idempotency-Key")]
KeyOptional = Annotated[_Key | None, Header(alias="Idempotency-Key")]


def acting_once(caller: Caller, key: str | None, what: str, asked: dict[str, Any], act: Callable[[], Any]) -> Any:
    """Act, once for each key of a token; without a key, simply act. `act` returns what JSON can hold.

    Raises Conflict (code "key-reused") where the key was used for something else.
    """
    if key is None:
        return act()
    scope = f"token:{caller.token.pk}"
    return once(scope=scope, key=key, asked={"what": what, **asked}, at=caller.at, act=act)
