"""The operations of one noun. Each says what opens it; the document and the tests read it from here."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from ninja import Router

from tawasul.api.caller import Bearer
from tawasul.api.problems import Problem
from tawasul.centres.roles import Power

View = Callable[..., Any]


class Noun(Router):
    """A router whose every operation declares the powers of which its caller needs one (none: any token)."""

    def __init__(self, tag: str) -> None:
        super().__init__(tags=[tag])

    def opens(
        self,
        method: str,
        path: str,
        answers: Any,
        *,
        needs: Iterable[Power] = (),
        status: int = 200,
        extra: dict[str, Any] | None = None,
    ) -> Callable[[View], View]:
        """Declare an operation: its docstring is what the document says of it."""
        powers = frozenset(needs)

        def declare(view: View) -> View:
            summary, _blank, rest = (inspect.getdoc(view) or "").partition("\n\n")
            refusals = dict.fromkeys(_refusals(method, path, view, powers), Problem)
            return self.api_operation(
                [method],
                path,
                auth=Bearer(powers),
                response={**(answers if isinstance(answers, dict) else {status: answers}), **refusals},
                summary=" ".join(summary.split()).rstrip("."),
                description=rest or summary,
                openapi_extra={"x-powers": sorted(power.value for power in powers), **(extra or {})},
            )(view)

        return declare


def _refusals(method: str, path: str, view: View, powers: frozenset[Power]) -> list[int]:
    """The statuses with which such an operation may refuse."""
    asks = set(inspect.signature(view).parameters) - {"request", "response"}
    found = [401, 429]
    if powers:
        found.append(403)
    if "{" in path:
        found.append(404)
    if asks:
        found.append(422)
    if method == "POST":
        found += [400, 409]
    return sorted(found)
