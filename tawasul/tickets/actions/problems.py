"""The only writers of problems: opened, explained, raised, answered once for all, and closed.

Each locks the problem, asks its lifecycle and the policies, writes, records the event and owes the notices; or raises one of
`lib.errors` and leaves everything as it was. `seen` is the version that the actor was looking at, as with tickets.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.arabic import fold
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.actions.changing import LONGEST_TEXT, given
from tawasul.tickets.models import Answer, Linking, Problem
from tawasul.tickets.problems import following, policies, queries, telling
from tawasul.tickets.problems.events import SUBJECT_KIND
from tawasul.tickets.problems.filling import FILLED_IN, never_filled
from tawasul.tickets.problems.labels import CONDITION_REFUSALS
from tawasul.tickets.problems.lifecycle import FIRST_STATE, TAKES_TICKETS, Act, State, Step, step_for
from tawasul.tickets.problems.number import compose
from tawasul.tickets.queries import tickets_visible_to
from tawasul.tickets.saying import named
from tawasul.timeline import actions as timeline
from tawasul.timeline.models import Event

LONGEST_TITLE = 150
LONGEST_BODY = 200


@transaction.atomic
def open_problem(
    *,
    actor: Actor,
    title: str,
    at: datetime,
    cause: str = "",
    due_on: date | None = None,
    references: Sequence[str] = (),
) -> Problem:
    """Open a problem and return it, numbered; whoever opens it answers for it.

    It is that of the lowest place over the tickets named by `references` (numbers without dashes) that the actor sees, or
    else of the actor's own place; linking those tickets is asked for apart. Raises NotAllowed, Invalid by field.
    """
    if not policies.may_open(actor) or actor.user_id is None or actor.place_id is None:
        raise NotAllowed(_("Your role does not allow this."))
    title = given("title", title, longest=LONGEST_TITLE)
    cause = given("cause", cause, longest=LONGEST_TEXT) if cause.strip() else ""
    _require_day(due_on, at)
    sector_id, centre_id = _scope(actor, references)
    problem = Problem.objects.create(
        number=_next_number(at),
        title=title,
        title_folded=fold(title),
        cause=cause,
        state=(State.CAUSE_KNOWN if cause else FIRST_STATE).value,
        state_since=at,
        sector_id=sector_id,
        centre_id=centre_id,
        owner_id=actor.user_id,
        owner_place_id=actor.place_id,
        due_on=due_on,
        opened_by_id=actor.user_id,
        opened_at=at,
        changed_at=at,
    )
    following.concern(problem, sector_id, centre_id)
    _record(actor, problem, "opened", {"title": title, "cause": cause}, at)
    return problem


@transaction.atomic
def change_problem(
    *, actor: Actor, number: str, title: str, at: datetime, due_on: date | None = None, seen: int | None = None
) -> Problem:
    """Set a clearer title, and the day by which the remedy is promised (None: none is)."""
    problem, step, at = _begin(actor, number, Act.CHANGE, seen=seen, at=at)
    problem.title = given("title", title, longest=LONGEST_TITLE)
    problem.title_folded = fold(problem.title)
    if due_on != problem.due_on:
        _require_day(due_on, at)
    problem.due_on = due_on
    due = due_on.isoformat() if due_on else "—"
    _finish(actor, problem, step, "changed", {"title": problem.title, "due": due}, at)
    return problem


@transaction.atomic
def say_cause(*, actor: Actor, number: str, cause: str, at: datetime, seen: int | None = None) -> Problem:
    """State why it happened."""
    problem, step, at = _begin(actor, number, Act.SAY_CAUSE, seen=seen, at=at)
    problem.cause = given("cause", cause, longest=LONGEST_TEXT)
    _finish(actor, problem, step, "cause_said", {"cause": problem.cause}, at)
    return problem


@transaction.atomic
def raise_problem(
    *,
    actor: Actor,
    number: str,
    reason: str,
    at: datetime,
    place_id: int | None = None,
    body: str = "",
    due_on: date | None = None,
    seen: int | None = None,
) -> Problem:
    """Raise it to a department or centre, which is told and sees it without its tickets, or to another body, by its name.

    Raises Invalid (fields `place`, `body`) unless exactly one is named.
    """
    problem, step, at = _begin(actor, number, Act.RAISE, seen=seen, at=at)
    reason, body = given("reason", reason), " ".join(body.replace("\x00", "").split())
    if (place_id is None) == (not body):
        said = _("Name the department or the body to which it is raised: one of them.")
        raise Invalid(said, fields={"place": [said]})
    if len(body) > LONGEST_BODY:
        too_long = _("This is too long: at most %(longest)d letters.") % {"longest": LONGEST_BODY}
        raise Invalid(too_long, fields={"body": [too_long]})
    place = None
    if place_id is not None:
        place = centres.places_to_ask(_day(at)).filter(pk=place_id).first()
        if place is None:
            said = _("Choose one from the list.")
            raise Invalid(said, fields={"place": [said]})
        following.concern(problem, place.pk)
    if due_on is not None:
        _require_day(due_on, at)
        problem.due_on = due_on
    problem.raised_to, problem.raised_to_name, problem.raised_at = place, body, at
    entity = named("entity", place) if place else {"entity_ar": body, "entity_en": body}
    event = _finish(actor, problem, step, "raised", {**entity, "reason": reason}, at)
    telling.raised(problem, event, reason)
    return problem


@transaction.atomic
def say_remedy(
    *, actor: Actor, number: str, remedy: str, at: datetime, due_on: date | None = None, seen: int | None = None
) -> Problem:
    """State what is done about it, and perhaps by when; those to whom it was raised do this too."""
    problem, step, at = _begin(actor, number, Act.SAY_REMEDY, seen=seen, at=at)
    problem.remedy = given("remedy", remedy, longest=LONGEST_TEXT)
    if due_on is not None:
        _require_day(due_on, at)
        problem.due_on = due_on
    _finish(actor, problem, step, "remedy_said", {"remedy": problem.remedy}, at)
    return problem


@transaction.atomic
def pass_on(*, actor: Actor, number: str, membership_id: int, at: datetime, seen: int | None = None) -> Problem:
    """Let another person of the problem's place, or above it, answer for it. Raises Invalid (field `person`)."""
    problem, step, at = _begin(actor, number, Act.PASS_ON, seen=seen, at=at)
    chosen = next((row for row in queries.owners_for(problem, _day(at)) if row.pk == membership_id), None)
    if chosen is None:
        said = _("Choose one from the list.")
        raise Invalid(said, fields={"person": [said]})
    problem.owner, problem.owner_place = chosen.user, chosen.place
    event = _finish(actor, problem, step, "passed_on", named("owner", chosen.user), at)
    telling.passed_on(problem, event)
    return problem


@transaction.atomic
def write_answer(*, actor: Actor, number: str, text: str, at: datetime, seen: int | None = None) -> Answer:
    """Write the one answer to all tickets that wait; another person approves it."""
    problem, step, at = _begin(actor, number, Act.WRITE_ANSWER, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT, shortest=10)
    if said := _never_filled(text):
        raise Invalid(said, fields={"text": [said]})
    last = problem.answers.aggregate(last=Max("round"))["last"] or 0
    if actor.user_id is None:
        raise NotAllowed(_("Only a person writes a reply."))
    answer = Answer.objects.create(
        problem=problem, round=last + 1, state=Answer.WAITING, text=text, author_id=actor.user_id, written_at=at
    )
    event = _finish(actor, problem, step, "answer_written", {"round": answer.round, "text": text}, at)
    telling.to_approve(problem, event)
    return answer


@transaction.atomic
def send_back_answer(*, actor: Actor, number: str, reasons: str, at: datetime, seen: int | None = None) -> Answer:
    """Send the answer back to its author, with reasons."""
    problem, step, at = _begin(actor, number, Act.SEND_BACK_ANSWER, seen=seen, at=at)
    reasons = given("reasons", reasons)
    answer = _reviewed(actor, problem, Answer.SENT_BACK, at, reasons)
    event = _finish(actor, problem, step, "answer_sent_back", {"round": answer.round, "reasons": reasons}, at)
    telling.sent_back(problem, event, answer)
    return answer


@transaction.atomic
def approve_answer(*, actor: Actor, number: str, at: datetime, seen: int | None = None) -> Answer:
    """Approve the answer: every ticket that waits is given it, one after the other, to be reviewed in its own centre.

    Raises Conflict besides where it has a placeholder that nothing fills: it is sent back to be written again.
    """
    problem, step, at = _begin(actor, number, Act.APPROVE_ANSWER, seen=seen, at=at)
    answer = _reviewed(actor, problem, Answer.APPROVED, at)
    if said := _never_filled(answer.text):
        back = gettext("Send the answer back to be corrected.")
        raise Conflict(f"{said} {back}", code="not-now")
    problem.answered_at = at
    waiting = Linking.objects.filter(problem=problem, left_at=None)
    count = waiting.update(giving=Linking.WAITING, answer=answer, why_ar="", why_en="")
    data = {"round": answer.round, "text": answer.text, "count": count}
    event = _finish(actor, problem, step, "answer_approved", data, at)
    telling.answered(problem, event)
    following.defer(problem.pk)
    return answer


@transaction.atomic
def give_again(*, actor: Actor, number: str, at: datetime, seen: int | None = None) -> Problem:
    """Try again with those tickets that could not take the answer."""
    problem, step, at = _begin(actor, number, Act.GIVE_AGAIN, seen=seen, at=at)
    refused = Linking.objects.filter(problem=problem, left_at=None, giving=Linking.REFUSED)
    refused.update(giving=Linking.WAITING, why_ar="", why_en="")
    _finish(actor, problem, step, "given_again", {}, at)
    following.defer(problem.pk)
    return problem


@transaction.atomic
def close_problem(*, actor: Actor, number: str, reason: str, at: datetime, seen: int | None = None) -> Problem:
    """Close a problem on which no ticket waits any more."""
    problem, step, at = _begin(actor, number, Act.CLOSE, seen=seen, at=at)
    problem.closed_at = at
    _finish(actor, problem, step, "closed", {"reason": given("reason", reason)}, at)
    return problem


@transaction.atomic
def reopen_problem(*, actor: Actor, number: str, reason: str, at: datetime, seen: int | None = None) -> Problem:
    """The cause is back, or the answer was wrong: what was not given yet is not given any more."""
    problem, step, at = _begin(actor, number, Act.REOPEN, seen=seen, at=at)
    problem.closed_at = None
    still = Linking.objects.filter(problem=problem, left_at=None).exclude(giving=Linking.GIVEN)
    still.update(giving=Linking.NOTHING, answer=None, why_ar="", why_en="")
    _finish(actor, problem, step, "reopened", {"reason": given("reason", reason)}, at)
    return problem


def _begin(actor: Actor, number: str, act: Act, *, seen: int | None, at: datetime) -> tuple[Problem, Step, datetime]:
    """Lock the problem and find the row that allows the act: as `changing.begin` does of tickets."""
    problem = queries.problem_for(actor, number, lock=True)
    if seen is not None and seen != problem.version:
        raise Conflict(
            _("Somebody changed this problem while you were looking at it. Look again before you go on."),
            code="changed",
        )
    step = step_for(State(problem.state), act)
    if step is None or not policies.stands_open(problem, step):
        told = CONDITION_REFUSALS.get(step.condition or "") if step is not None else None
        raise Conflict(told or _("This cannot be done to the problem as it stands now."), code="not-now")
    if not policies.may_take(actor, problem, step):
        raise NotAllowed(_("Your role does not allow this on this problem."))
    return problem, step, max(at, problem.changed_at)


def _finish(actor: Actor, problem: Problem, step: Step, kind: str, data: Mapping[str, Any], at: datetime) -> Event:
    if step.to is not None and step.to.value != problem.state:
        problem.state, problem.state_since = step.to.value, at
    problem.version += 1
    problem.changed_at = at
    problem.save()
    return _record(actor, problem, kind, data, at)


def _record(actor: Actor, problem: Problem, kind: str, data: Mapping[str, Any], at: datetime) -> Event:
    return timeline.record(
        actor=actor,
        subject_kind=SUBJECT_KIND,
        subject_id=problem.pk,
        kind=kind,
        at=at,
        public=False,
        data={**data, "state": problem.state, "version": problem.version},
    )


def _never_filled(text: str) -> str:
    """Why this text cannot be an answer to all: what would reach beneficiaries as it is written. Empty where nothing would."""
    unknown = never_filled(text)
    if not unknown:
        return ""
    said = gettext("Nothing fills in %(unknown)s. What is filled in for each ticket: %(known)s.")
    return said % {"unknown": " ".join(unknown), "known": " ".join(FILLED_IN)}


def _reviewed(actor: Actor, problem: Problem, state: str, at: datetime, reasons: str = "") -> Answer:
    answer = (
        Answer.objects.select_related("author")
        .select_for_update(of=("self",))
        .get(problem=problem, state=Answer.WAITING)
    )
    answer.state, answer.reasons, answer.reviewer_id, answer.reviewed_at = state, reasons, actor.user_id, at
    answer.save()
    return answer


def _scope(actor: Actor, references: Sequence[str]) -> tuple[int | None, int | None]:
    """The lowest place over these tickets, or else the actor's own, as (sector, centre)."""
    where = set(tickets_visible_to(actor).filter(reference__in=references).values_list("sector_id", "centre_id"))
    if where:
        sectors = {sector for sector, _centre in where}
        if len(where) == 1:
            return where.pop()
        return (sectors.pop(), None) if len(sectors) == 1 else (None, None)
    if actor.reach is None or actor.reach.column is None:
        return None, None
    if actor.reach.column == "sector_id":
        return actor.reach.place_id, None
    if actor.centre_id is None:
        raise NotFound()
    sector = centres.sector_of(centres.place(actor.centre_id))
    return (sector.pk if sector else None), actor.centre_id


def _require_day(day: date | None, at: datetime) -> None:
    if day is not None and day < _day(at):
        said = _("Choose a day that is still to come.")
        raise Invalid(said, fields={"due_on": [said]})


def _day(at: datetime) -> date:
    return at.astimezone(RIYADH).date()


def _next_number(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('tickets_problem_number')")
        row = cursor.fetchone()
    return compose(at.year, int(row[0]))


def go_over(*, place_ids: Collection[int], reason: str, at: datetime) -> int:
    """The tree changed: problems of these places that are not closed are now those of what took over, which see them, and what
    was raised to one is raised to its successor; how many. Part of changing the tree, before its tickets go over."""
    touched = Q(pk__in=[])
    for column in ("centre", "sector", "owner_place", "raised_to"):
        touched |= Q(**{f"{column}__in": place_ids})
    rows = Problem.objects.select_for_update().filter(touched, state__in=[state.value for state in TAKES_TICKETS])
    return sum(_went_over(problem, reason, at) for problem in rows.order_by("pk"))


def _went_over(problem: Problem, reason: str, at: datetime) -> bool:
    before = (problem.sector_id, problem.centre_id, problem.owner_place_id, problem.raised_to_id)
    if problem.centre_id is not None:
        problem.centre = centres.standing_for(problem.centre_id)
        problem.sector = centres.sector_of(problem.centre)
    elif problem.sector_id is not None:
        problem.sector = centres.standing_for(problem.sector_id)
    problem.owner_place = centres.standing_for(problem.owner_place_id)
    if problem.raised_to_id is not None:
        problem.raised_to = centres.standing_for(problem.raised_to_id)
    if before == (problem.sector_id, problem.centre_id, problem.owner_place_id, problem.raised_to_id):
        return False
    at = max(at, problem.changed_at)
    problem.version += 1
    problem.changed_at = at
    problem.save()
    following.concern(problem, problem.sector_id, problem.centre_id, problem.raised_to_id)
    _record(SYSTEM, problem, "went_over", {**named("place", queries.scope_of(problem)), "reason": reason}, at)
    return True


# What does each act of the lifecycle, whoever calls it: a page or the API.
VERBS: dict[Act, Callable[..., object]] = {
    Act.SAY_CAUSE: say_cause,
    Act.RAISE: raise_problem,
    Act.SAY_REMEDY: say_remedy,
    Act.WRITE_ANSWER: write_answer,
    Act.SEND_BACK_ANSWER: send_back_answer,
    Act.APPROVE_ANSWER: approve_answer,
    Act.GIVE_AGAIN: give_again,
    Act.CHANGE: change_problem,
    Act.PASS_ON: pass_on,
    Act.CLOSE: close_problem,
    Act.REOPEN: reopen_problem,
}
