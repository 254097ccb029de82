"""When a directive is heard of next: set as it opens, answered, postponed; and sounded once, whoever sounds it."""

from datetime import datetime

from django.db import transaction

from tawasul.calendars.queries import schedule_for
from tawasul.calendars.working_time import NeverOpen
from tawasul.centres.actor import SYSTEM
from tawasul.centres.queries import path_scopes
from tawasul.directives import ladder, telling
from tawasul.directives.events import SUBJECT_KIND
from tawasul.directives.labels import STAGE_LABELS
from tawasul.directives.lifecycle import State
from tawasul.directives.models import Directive
from tawasul.tickets.saying import both
from tawasul.timeline import actions as timeline

BATCH = 100


def set_next(directive: Directive, at: datetime, *, after: int = -1) -> None:
    """Set (not save) when it sounds next: of an open one the first stage beyond `after` that is still to come."""
    directive.next_stage = directive.next_at = None
    if directive.state != State.OPEN.value:
        return
    try:
        coming = ladder.following(directive.due_on, schedule_for(path_scopes(directive.acting)), at, after=after)
    except NeverOpen:
        return
    if coming is not None:
        directive.next_stage, directive.next_at = coming


@transaction.atomic
def sound_due(*, at: datetime) -> int:
    """Sound what is due: a batch at most, each once however many processes do it. Returns how many sounded."""
    rows = Directive.objects.filter(next_at__lte=at).order_by("next_at", "pk")
    due = list(
        rows.select_related("acting", "official", "following").select_for_update(of=("self",), skip_locked=True)[:BATCH]
    )
    for directive in due:
        _sound(directive, at)
    return len(due)


def _sound(directive: Directive, at: datetime) -> None:
    """The last stage whose time has come is sounded: what passed unheard meanwhile is said by it."""
    at = max(at, directive.changed_at)
    number = directive.next_stage or 0
    set_next(directive, at, after=number)
    passed = (directive.next_stage if directive.next_stage is not None else len(ladder.LADDER)) - 1
    stage = ladder.LADDER[max(number, passed)]
    directive.save(update_fields=["next_at", "next_stage"])
    event = timeline.record(
        actor=SYSTEM,
        subject_kind=SUBJECT_KIND,
        subject_id=directive.pk,
        kind="sounded",
        at=at,
        public=False,
        data={**both("stage", STAGE_LABELS[stage.key]), "key": stage.key},
    )
    kind = "directive_late" if stage.late else "directive_due"
    telling.sounded(directive, kind, event, ladder.hearings_to(stage))
