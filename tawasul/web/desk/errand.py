"""What a page offers for a row of a lifecycle: its form, its looks, what is asked before it is done, and what is said when it
is. Each noun has its own errands, with its own words and verbs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from django.forms import BaseForm

Act = TypeVar("Act", bound=StrEnum)
Form = TypeVar("Form", bound=BaseForm)


@dataclass(frozen=True, kw_only=True)
class Errand(Generic[Act, Form]):
    """An act, as a page offers it. `main`: it is what is usually done next."""

    labels: ClassVar[Mapping[str, Any]]
    explanations: ClassVar[Mapping[str, Any]]
    verbs: ClassVar[Mapping[Any, Callable[..., Any]]]

    act: Act
    icon: str
    form: type[Form]
    done: Any
    question: Any = ""
    main: bool = False

    @property
    def verb(self) -> Callable[..., Any]:
        """What does it."""
        return self.verbs[self.act]

    @property
    def label(self) -> Any:
        """The button's words."""
        return self.labels[self.act.value]

    @property
    def explanation(self) -> Any:
        """What it does, in a sentence."""
        return self.explanations[self.act.value]
