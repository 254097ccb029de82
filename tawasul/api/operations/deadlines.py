"""When any case falls due, without a ticket."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Query

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.api.problems import Problem
from tawasul.api.schemas.clocks import DayCounted, not_entered_read
from tawasul.api.schemas.deadlines import Case, Deadline, span
from tawasul.calendars import explanation
from tawasul.calendars.working_time import NeverOpen
from tawasul.centres import queries as centres
from tawasul.centres.roles import PlaceKind
from tawasul.lib.errors import Conflict, NotFound
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.service_levels import cases as asked
from tawasul.service_levels.cases import answer
from tawasul.service_levels.labels import sentence

router = Noun("rules")


@router.opens("GET", "/deadline", {200: Deadline, 404: Problem, 409: Problem})
def deadline(request: Call, case: Query[Case]) -> Deadline:  # noqa: ARG001
    """When a case falls due: its type, when it was filed, at which centre, and its pauses.

    The same computation as that of every ticket. With `explain=true` every day's windows are counted.
    """
    try:
        found = answer(
            asked.Case(
                subject=case.type,
                filed=case.filed,
                scopes=_scopes(case.centre),
                pauses=[span(text) for text in case.pause],
                step=case.step,
                priority=case.priority or "",
                category=case.category or "",
                version=case.document,
            ),
            at=timezone.now(),
        )
    except (NeverOpen, OverflowError) as error:
        raise Conflict(_("The calendar has no working time from then on."), code="never-open") from error
    language = get_language() or "ar"
    days = explanation.data(found.reckoning, language) if case.explain else None
    return Deadline(
        document=found.document.number,
        promise=sentence(found.promise, language),
        filed=case.filed.astimezone(RIYADH),
        due=found.reckoning.due,
        said=dual_moment(found.reckoning.due, language),
        paused_since=found.paused_since,
        not_entered=not_entered_read(found.not_entered, language),
        days=None if days is None else [DayCounted.model_validate(day) for day in days],
    )


def _scopes(centre: int | None) -> list[str]:
    if centre is None:
        return []
    place = centres.place(centre)
    if place.kind != PlaceKind.CENTRE.value:
        raise NotFound(_("This is no centre: the ids of centres are at /centres."))
    return centres.scopes_of(place.path)
