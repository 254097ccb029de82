"""Any case, without a ticket: what is promised for it, when that falls due, and what may still move the date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tawasul.calendars.expected import Expected, not_entered
from tawasul.calendars.queries import schedule_for
from tawasul.calendars.schedule import ALWAYS
from tawasul.calendars.working_time import Reckoning, reckon
from tawasul.lib.errors import Invalid
from tawasul.service_levels.amounts import Promise, Step
from tawasul.service_levels.queries import Document, document, document_in_force

CasePauses = Sequence[tuple[datetime, datetime | None]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is asked. `scopes` lead from the sector to the centre, as `calendars.queries.schedule_for`; a pause without end
    still lasts; `version` is that of the document, none: the one in force when it was filed."""

    subject: str
    filed: datetime
    scopes: Sequence[str] = ()
    pauses: CasePauses = ()
    step: str = Step.WHOLE.value
    priority: str = ""
    category: str = ""
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """By which line it is promised, the days that lead to the due instant, since when it stands still (its date is then the
    earliest, if it went on now), and what the calendar does not say yet of those days."""

    case: Case
    document: Document
    promise: Promise
    reckoning: Reckoning
    paused_since: datetime | None
    not_entered: list[Expected]


def answer(case: Case, *, at: datetime) -> Answer:
    """The same computation as that of every ticket. A pause that lasts is counted as if it ended `at` this instant: what comes
    out is the earliest date on which it may fall due.

    At most two queries when nothing changed since the last. Raises NotFound (no such document, nothing promised), Invalid
    (a pause before the filing), NeverOpen, OverflowError.
    """
    if any(begins < case.filed for begins, _ends in case.pauses):
        raise Invalid(_("A pause begins before the case was filed."))
    source = document_in_force(case.filed) if case.version is None else document(case.version)
    promise = source.promise(case.subject, case.step, case.priority, case.category)
    schedule = ALWAYS if promise.round_the_clock else schedule_for(case.scopes)
    pauses = [(begins, max(begins, at) if ends is None else ends) for begins, ends in case.pauses]
    reckoning = reckon(schedule, case.filed, promise.amount, pauses)
    days = [day.date for day in reckoning.days]
    return Answer(
        case=case,
        document=source,
        promise=promise,
        reckoning=reckoning,
        paused_since=min((begins for begins, ends in case.pauses if ends is None), default=None),
        not_entered=not_entered(schedule, days[0], days[-1]) if days and not promise.round_the_clock else [],
    )
