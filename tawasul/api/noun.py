"""The operations of one noun. Each says what opens it; the document and the tests read it from here."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from ninja import Router
from ninja.errors import ValidationError

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
            refusals = dict.fromkeys(_refusals(method, path, powers), Problem)
            known: set[str] = set()
            declared = self.api_operation(
                [method],
                path,
                auth=Bearer(powers),
                response={**(answers if isinstance(answers, dict) else {status: answers}), **refusals},
                summary=" ".join(summary.split()).rstrip("."),
                description=rest or summary,
                openapi_extra={"x-powers": sorted(power.value for power in powers), **(extra or {})},
            )(_strict(view, known))
            known.update(self._asked_in_the_address(path))
            return declared

        return declare

    def _asked_in_the_address(self, path: str) -> list[str]:
        """The names that the operation declared last takes after the question mark."""
        models = self.path_operations[path].operations[-1].models
        return [
            name for each in models if each.__ninja_param_source__ == "query" for name in each.__ninja_flatten_map__
        ]


def _strict(view: View, known: set[str]) -> View:
    """The view, refusing an address that asks for what is not known: a misspelt filter would answer with all there is."""

    @wraps(view)
    def answered(request: Any, *args: Any, **kwargs: Any) -> Any:
        if unknown := sorted(set(request.GET) - known):
            raise ValidationError([{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown])
        return view(request, *args, **kwargs)

    return answered


def _refusals(method: str, path: str, powers: frozenset[Power]) -> list[int]:
    """The statuses with which such an operation may refuse."""
    found = [401, 422, 429]
    if powers:
        found.append(403)
    if "{" in path:
        found.append(404)
    if method == "POST":
        found += [400, 409]
    return sorted(found)
