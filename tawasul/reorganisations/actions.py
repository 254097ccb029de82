"""The only writers of reorganisations: drafted, confirmed by another, and carried out from their day on.

The tree changes in one transaction: places, who works there, boxes, calendars. Then every open statement and ticket is brought
over in a transaction of its own: stopped anywhere, the work goes on from there, and nothing is done twice.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from tawasul.calendars import actions as calendars
from tawasul.centres import actions as centres
from tawasul.centres import queries as places
from tawasul.centres import succession
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import PlaceKind
from tawasul.directives import actions as directives
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.mailboxes import actions as mailboxes
from tawasul.meetings import actions as meetings
from tawasul.notices import actions as notices
from tawasul.notices.recipients import of_users
from tawasul.people.models import User
from tawasul.reception.actions import hand_hall_over
from tawasul.reorganisations import policies, queries
from tawasul.reorganisations.models import PlanLine, Reorganisation
from tawasul.reorganisations.tree import Fault, Line, Plan
from tawasul.tickets.actions import bring_over, bring_statement_over, problems
from tawasul.tickets.actions.asking_to_join import hand_wishes_over
from tawasul.tickets.lifecycle import OPEN_STATES
from tawasul.tickets.models import Statement, Ticket

# How what lies at a place that is no more where it was, is brought to where it belongs.
BRINGING: dict[str, Callable[[int, datetime], object]] = {
    "tickets": lambda pk, at: bring_over(ticket_id=pk, at=at),
    "statements": lambda pk, at: bring_statement_over(statement_id=pk, at=at),
}
_HAS_LEFT = Q(outcome__has_key="left") | Q(outcome__has_key="failed")

logger = logging.getLogger(__name__)

TASK, QUEUE = "reorganisations.carry_out", "many"
SUBJECT_KIND = "reorganisation"
BATCH = 200
MOST_LINES = 1_000
_OPEN = sorted(state.value for state in OPEN_STATES)
_ONE_DAY = timedelta(days=1)
_LOCK = 0x7461_7770  # one reorganisation changes the tree at a time


@transaction.atomic
def draft(*, actor: Actor, decree: str, reason: str, takes_effect_on: date, at: datetime) -> Reorganisation:
    """Begin a plan without lines. Raises NotAllowed, Invalid by field."""
    _require(policies.may_draft(actor))
    _require_whole(decree, reason, takes_effect_on, at)
    return Reorganisation.objects.create(
        decree=decree.strip(),
        reason=reason.strip(),
        takes_effect_on=takes_effect_on,
        drafted_by_id=actor.user_id,
        drafted_at=at,
        by_command=actor.user_id is None,
    )


@transaction.atomic
def redraft(
    *, actor: Actor, plan_id: int, decree: str, reason: str, takes_effect_on: date, at: datetime
) -> Reorganisation:
    """Say otherwise by which decision, why, and from when. Raises as `draft`, and Conflict once it is confirmed."""
    plan = _drafted(actor, plan_id)
    _require_whole(decree, reason, takes_effect_on, at)
    plan.decree, plan.reason, plan.takes_effect_on = decree.strip(), reason.strip(), takes_effect_on
    plan.save(update_fields=["decree", "reason", "takes_effect_on"])
    return plan


@transaction.atomic
def add_lines(*, actor: Actor, plan_id: int, lines: Sequence[Line]) -> Reorganisation:
    """Add lines after those that are there. What cannot be done is added too, and said in the preview: a plan is put together
    in any order. Raises NotAllowed, Conflict once it is confirmed, Invalid for too many."""
    plan = _drafted(actor, plan_id)
    last = plan.lines.order_by("-number").values_list("number", flat=True).first() or 0
    if plan.lines.count() + len(lines) > MOST_LINES:
        raise Invalid(_("At most %(most)d lines in one plan.") % {"most": MOST_LINES})
    PlanLine.objects.bulk_create(
        PlanLine(
            reorganisation=plan,
            number=last + position,
            step=line.step.value,
            code=line.code,
            other=line.other,
            kind=line.kind,
            name_ar=line.name_ar,
            name_en=line.name_en,
            function=line.function,
        )
        for position, line in enumerate(lines, start=1)
    )
    return plan


@transaction.atomic
def remove_line(*, actor: Actor, plan_id: int, number: int) -> Reorganisation:
    """Take a line out of a draft; one that is gone already is gone."""
    plan = _drafted(actor, plan_id)
    plan.lines.filter(number=number).delete()
    return plan


@transaction.atomic
def discard(*, actor: Actor, plan_id: int, at: datetime) -> Reorganisation:
    """Nothing comes of a plan that has not begun; it stays to be read. Raises NotAllowed, Conflict once it has begun."""
    plan = _held(plan_id)
    _require(policies.may_draft(actor) or policies.may_confirm(actor, plan))
    if plan.begun_at is not None:
        raise Conflict(_("It is being carried out already."), code="begun")
    plan.discarded_at = plan.discarded_at or at
    plan.save(update_fields=["discarded_at"])
    return plan


@transaction.atomic
def confirm(*, actor: Actor, plan_id: int, at: datetime) -> Reorganisation:
    """Let it be carried out from its day on: by another person than the one who drafted it.

    Raises NotAllowed; Conflict where it is no draft any more (code "not-now"); Invalid where a line cannot be done, or its day
    is past.
    """
    plan = _held(plan_id)
    _require(policies.may_confirm(actor, plan))
    if plan.standing not in ("draft", "refused"):
        raise Conflict(_("This plan is no draft any more."), code="not-now")
    _require_whole(plan.decree, plan.reason, plan.takes_effect_on, at)
    faults = queries.complete_faults(queries.planned(queries.lines_of(plan)))
    if faults:
        raise Invalid(_("Some lines cannot be carried out: see the preview."))
    plan.confirmed_by_id, plan.confirmed_at, plan.refused = actor.user_id, at, []
    plan.save(update_fields=["confirmed_by", "confirmed_at", "refused"])
    if plan.takes_effect_on <= timezone.localdate(at):
        app.configure_task(TASK, queue=QUEUE).defer(plan_id=plan.pk)
    return plan


def due(today: date) -> list[int]:
    """The plans that are to be carried out, the oldest first."""
    rows = Reorganisation.objects.filter(
        confirmed_at__isnull=False, finished_at=None, discarded_at=None, takes_effect_on__lte=today, refused=[]
    )
    return list(rows.order_by("takes_effect_on", "pk").values_list("pk", flat=True))


def carry_out(*, plan_id: int, now: Callable[[], datetime]) -> Reorganisation:
    """Carry out a plan that is due. Safe to call again, and by two at once."""
    plan = _reshape(plan_id, now())
    if plan.begun_at is None:
        return plan
    for pk in _statements_astray(plan):
        _try(plan_id, "statements", pk, now())
    while _bring_some(plan_id, now):
        pass
    return _finish(plan_id, now())


def bring_stragglers(*, now: Callable[[], datetime]) -> int:
    """Bring over what was filed at a place while it closed, or asked of it; how many there were. What is left over already is
    tried again by `retry_left`."""
    closed = list(Place.objects.filter(succeeded_by__isnull=False).values_list("pk", flat=True))
    left = {what: [int(pk) for plan in _with_leftovers() for pk in queries.leftovers(plan, what)] for what in BRINGING}
    found = (
        list(
            queries.tickets_to_bring(closed)
            .exclude(pk__in=left["tickets"])
            .order_by("pk")
            .values_list("pk", flat=True)[:BATCH]
        )
        if closed
        else []
    )
    for pk in found:
        _try(None, "tickets", pk, now())
    asked = Statement.objects.filter(ended_at=None, centre__in=closed) | Statement.objects.filter(
        ended_at=None, department__in=closed
    )
    statements = (
        list(asked.exclude(pk__in=left["statements"]).order_by("pk").values_list("pk", flat=True)[:BATCH])
        if closed
        else []
    )
    for pk in statements:
        _try(None, "statements", pk, now())
    return len(found) + len(statements)


def retry_left(*, now: Callable[[], datetime]) -> int:
    """Try again what was left over by plans that were carried out, what was tried longest ago first; how much went over now.
    What goes over is struck off; what does not stays named with why."""
    went = 0
    for plan in _with_leftovers():
        left = [(said["at"], what, int(pk)) for what in BRINGING for pk, said in queries.leftovers(plan, what).items()]
        for _at, what, pk in sorted(left)[:BATCH]:
            went += _try(plan.pk, what, pk, now(), again=True)
    return went


def _with_leftovers() -> list[Reorganisation]:
    return list(Reorganisation.objects.filter(finished_at__isnull=False).filter(_HAS_LEFT).order_by("pk"))


def _try(plan_id: int | None, what: str, pk: int, at: datetime, *, again: bool = False) -> bool:
    """Bring one over; where that fails it holds up nothing else, and is named with why among what was left over. Returns
    whether it is where it belongs now. Without a plan it is left over of the last one that touched its place; `again`: it was
    left over before."""
    why: dict[str, str] | None = None
    try:
        BRINGING[what](pk, at)
    except Exception as error:  # whatever it is: the others go on
        logger.exception("%s %s was not brought over", what, pk)
        why = _why(error)
    if plan_id is None and why is not None:
        plan_id = _plan_of(what, pk)
    if plan_id is not None and (again or why is not None):
        _note(plan_id, what, pk, why, at)
    return why is None


@transaction.atomic
def _note(plan_id: int, what: str, pk: int, why: dict[str, str] | None, at: datetime) -> None:
    """Name what is left over, or strike it off."""
    plan = _held(plan_id)
    left = queries.leftovers(plan, what)
    before = left.pop(str(pk), None)
    if before is None and why is None:
        return
    if why is not None:
        left[str(pk)] = {**why, "tries": (before or {}).get("tries", 0) + 1, "at": at.isoformat()}
    elif what == "tickets":
        plan.done, plan.total = plan.done + 1, max(plan.total, plan.done + 1)
    kinds = {**plan.outcome.get("left", {}), what: left}
    plan.outcome = {name: value for name, value in plan.outcome.items() if (name, what) != ("failed", "tickets")}
    plan.outcome["left"] = {name: rows for name, rows in kinds.items() if rows}
    if not plan.outcome["left"]:
        del plan.outcome["left"]
    plan.save(update_fields=["outcome", "done", "total"])


def _plan_of(what: str, pk: int) -> int | None:
    """The last plan that touched a place in which it lies."""
    row = (Ticket if what == "tickets" else Statement).objects.values("sector", "centre", "department").get(pk=pk)
    touching = Q()
    for place in {place for place in row.values() if place is not None}:
        touching |= Q(outcome__touched__contains=place)
    return (
        Reorganisation.objects.filter(touching, begun_at__isnull=False)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )


def _why(error: Exception) -> dict[str, str]:
    """In the words of a refusal; of a fault of the system, by its kind, for whoever runs it."""
    said: dict[str, str] = {}
    for language in ("ar", "en"):
        with override(language):
            fault = gettext("The system failed (%(kind)s). Whoever runs it finds more in its log.")
            told = error.message if isinstance(error, Conflict | Invalid | NotAllowed) else ""
            said[language] = str(told) or fault % {"kind": type(error).__name__}
    return said


# The tree


@transaction.atomic
def _reshape(plan_id: int, at: datetime) -> Reorganisation:
    """Change the tree, once. Where it cannot be changed any more as was planned, nothing is, and why is kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    reorganisation = _held(plan_id)
    if reorganisation.standing != "confirmed" or reorganisation.takes_effect_on > timezone.localdate(at):
        return reorganisation
    plan = queries.planned(queries.lines_of(reorganisation))
    faults = queries.complete_faults(plan)
    if faults:
        reorganisation.refused = [_said_in_both(each) for each in faults]
        reorganisation.save(update_fields=["refused"])
        return reorganisation
    touched = queries.affected(plan)
    succession.hold([*touched, *(pk for pk in plan.closing.values() if pk > 0)])
    loads = queries.loads_of(touched, reorganisation.takes_effect_on)
    made = _open_places(plan, reorganisation.takes_effect_on)
    why = f"{reorganisation.decree} · {reorganisation.reason}"
    before = dict(Place.objects.filter(pk__in=touched).values_list("pk", "path"))
    for pk, parent in plan.moving.items():
        succession.move_place(place_id=pk, parent_id=made.get(parent, parent), reason=why)
    closing = {old: made.get(new, new) for old, new in plan.closing.items()}
    succession.succeed(closing, last_day=reorganisation.takes_effect_on - _ONE_DAY, reason=why)
    for pk, line in plan.renaming.items():
        centres.rename_place(
            actor=SYSTEM,
            place_id=made.get(pk, pk),
            name_ar=line.name_ar,
            name_en=line.name_en,
            on=reorganisation.takes_effect_on,
        )
    for pk, path in Place.objects.filter(pk__in=touched).values_list("pk", "path"):
        if path != before[pk]:
            calendars.carry_over(before=before[pk], after=path, by=reorganisation.decree, at=at)
    people = _resettle(reorganisation, closing, at)
    boxes = sum(mailboxes.go_over(centre_id=pk, to=places.standing_for(pk)) for pk in touched)
    problems.go_over(place_ids=touched, reason=why, at=at)
    directives.go_over(place_ids=touched, reason=why, at=at)
    meetings.go_over(place_ids=touched, reason=why, at=at)
    for old, new in closing.items():
        hand_wishes_over(from_id=old, to_id=new)
        hand_hall_over(from_id=old, to_id=new, at=at)
    reorganisation.begun_at = at
    reorganisation.total = queries.tickets_to_bring(touched).count()
    reorganisation.outcome = {
        "touched": touched,
        "closed": [[old, new, loads[old].tickets] for old, new in closing.items()],
        "moved": [[pk, made.get(parent, parent), loads[pk].tickets] for pk, parent in plan.moving.items()],
        "opened": sorted(made.values()),
        "renamed": [made.get(pk, pk) for pk in plan.renaming],
        "mailboxes": boxes,
        "tokens": sum(load.tokens for pk, load in loads.items() if pk in closing),
        **people,
    }
    reorganisation.save()
    return reorganisation


def _open_places(plan: Plan, on: date) -> dict[int, int]:
    """Open what is new, and say which id each got. Those that the plan itself merges away are not opened at all."""
    made: dict[int, int] = {}
    for pk in sorted(plan.opening, key=lambda each: (plan.depth(each), -each)):
        line, parent = plan.opening[pk], plan.nodes[pk].parent
        made[pk] = centres.open_place(
            actor=SYSTEM,
            kind=PlaceKind(line.kind),
            parent=Place.objects.get(pk=made.get(parent or 0, parent or 0)),
            code=line.code,
            name_ar=line.name_ar,
            name_en=line.name_en,
            opened_on=on,
            function=line.function,
        ).pk
    return made


def _resettle(plan: Reorganisation, closing: dict[int, int], at: datetime) -> dict[str, Any]:
    moved, stayed = 0, []
    for old, new in closing.items():
        done = succession.resettle(
            old_id=old, new_id=new, begins_on=plan.takes_effect_on, by=plan.confirmed_by_id, at=at
        )
        moved += len(done.moved)
        stayed += [row.pk for row in done.stayed]
    return {"people": moved, "stayed": stayed}


# What lies at the places


def _statements_astray(plan: Reorganisation) -> list[int]:
    touched = plan.outcome["touched"]
    asked = Statement.objects.filter(ended_at=None, centre__in=touched) | Statement.objects.filter(
        ended_at=None, department__in=touched
    )
    return list(asked.order_by("pk").values_list("pk", flat=True))


def _bring_some(plan_id: int, now: Callable[[], datetime]) -> bool:
    """Bring over the next tickets, each in a transaction of its own, and remember how far it came."""
    plan = Reorganisation.objects.get(pk=plan_id)
    if plan.finished_at is not None:
        return False
    waiting = queries.tickets_to_bring(plan.outcome["touched"]).filter(pk__gt=plan.cursor).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    went = [pk for pk in ids if _try(plan_id, "tickets", pk, now())]
    if ids:
        _remember(plan_id, ids, went)
    return bool(ids)


@transaction.atomic
def _remember(plan_id: int, ids: Sequence[int], went: Sequence[int]) -> None:
    plan = _held(plan_id)
    plan.done += sum(pk > plan.cursor for pk in went)
    plan.cursor = max(plan.cursor, ids[-1])
    plan.save(update_fields=["done", "cursor"])


@transaction.atomic
def _finish(plan_id: int, at: datetime) -> Reorganisation:
    plan = _held(plan_id)
    if plan.finished_at is not None:
        return plan
    plan.finished_at, plan.total = at, plan.done
    plan.save(update_fields=["finished_at", "total"])
    _tell(plan, at)
    return plan


def _tell(plan: Reorganisation, at: datetime) -> None:
    """One message to each who works at a successor now: from where it took over, and how many open tickets came with it."""
    told: dict[int, tuple[list[Place], int]] = {}
    rows = Place.objects.in_bulk([pk for old, new, _count in plan.outcome["closed"] for pk in (old, new)])
    for old, new, count in plan.outcome["closed"]:
        came, before = told.get(new, ([], 0))
        told[new] = ([*came, rows[old]], before + count)
    for new, (came, count) in told.items():
        if rows[new].kind == PlaceKind.UNIT.value:
            continue
        held = Membership.objects.filter(places.held_on(at.date()), place=new, user__is_active=True)
        names = {
            "ar": "، ".join(place.name_ar for place in came),
            "en": ", ".join(place.name_en for place in came),
        }
        notices.owe(
            kind="reorganised",
            once=f"reorganisation:{plan.pk}:{new}",
            at=at,
            subject_kind=SUBJECT_KIND,
            subject_id=plan.pk,
            recipients=of_users(User.objects.filter(pk__in=held.values("user"))),
            context={
                "place": {"ar": rows[new].name_ar, "en": rows[new].name_en},
                "entity": names,
                "count": count,
                "reason": {"ar": f"{plan.decree} · {plan.reason}", "en": f"{plan.decree} · {plan.reason}"},
                "link": "/desk/",
            },
        )


# What all share


def _held(plan_id: int) -> Reorganisation:
    plan = Reorganisation.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound()
    return plan


def _drafted(actor: Actor, plan_id: int) -> Reorganisation:
    _require(policies.may_draft(actor))
    plan = _held(plan_id)
    if plan.standing != "draft":
        raise Conflict(_("This plan is no draft any more."), code="not-now")
    return plan


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(_("Your role does not allow this."))


def _require_whole(decree: str, reason: str, day: date, at: datetime) -> None:
    wrong: dict[str, list[Any]] = {}
    if not decree.strip():
        wrong["decree"] = [_("Say by which decision: its number and its date.")]
    if len(reason.strip()) < 3:
        wrong["reason"] = [_("Please write this.")]
    if day < timezone.localdate(at):
        wrong["takes_effect_on"] = [_("Today at the earliest.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)


def _said_in_both(fault: Fault) -> dict[str, Any]:
    said: dict[str, Any] = {"line": fault.number}
    for language in ("ar", "en"):
        with override(language):
            said[language] = queries.said_of(fault)
    return said
