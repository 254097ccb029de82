"""The steps of filing, in order, and which of them is the visitor's next."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tawasul.web.portal.answering import View, personal
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing.draft import Draft


@dataclass(frozen=True, kw_only=True)
class Step:
    """A row: the address, its name in the row of steps, and when it is done."""

    url: str
    label: Any
    done: Callable[[Draft], bool]


STEPS: tuple[Step, ...] = (
    Step(url="portal:file", label=_("What it is"), done=lambda draft: bool(draft.type)),
    Step(url="portal:file_entity", label=_("Which entity"), done=lambda draft: bool(draft.centre_id)),
    Step(
        url="portal:file_details",
        label=_("What happened"),
        done=lambda draft: bool(draft.text and draft.subject and (draft.incident_place or not draft.is_report)),
    ),
    Step(
        url="portal:file_you", label=_("Who you are"), done=lambda draft: bool(draft.identity_number and draft.mobile)
    ),
    Step(url="portal:file_code", label=_("The code"), done=lambda draft: draft.proved == draft.mobile != ""),
    Step(url="portal:file_review", label=_("Read and send"), done=lambda _draft: False),
)
LABELS = [step.label for step in STEPS]


def next_for(draft: Draft) -> Step:
    """The first step that is not done: after a correction it is the last page again."""
    return next(step for step in STEPS if not step.done(draft))


def onwards(draft: Draft) -> HttpResponseRedirect:
    """To the next step."""
    return HttpResponseRedirect(reverse(next_for(draft).url))


def step(url: str) -> Callable[[View], View]:
    """Mark a view as that step: given the draft, and reached only when all before it is done."""
    number = next(index for index, row in enumerate(STEPS) if row.url == url)

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            draft = drafts.of(request)
            if not all(row.done(draft) for row in STEPS[:number]):
                return onwards(draft)
            return view(request, draft, *args, **kwargs)

        return personal(guarded)

    return mark


def context(url: str, draft: Draft) -> dict[str, Any]:
    """What every step's page shows: where one is, the way back, and whether there is something to discard."""
    number = next(index for index, row in enumerate(STEPS) if row.url == url)
    return {
        "section": "file",
        "steps": LABELS,
        "step": number + 1,
        "back": reverse(STEPS[number - 1].url) if number else "",
        "draft": draft,
        "begun": bool(draft.type),
        "correcting": bool(draft.mobile) and draft.proved == draft.mobile and number < len(STEPS) - 1,
    }
