"""The only writers of directives: issued, acted on, answered, and said to be done.

Each locks the directive, asks its lifecycle and the policies, writes, records the event and owes the notices; or raises one of
`lib.errors` and leaves everything as it was. `seen` is the version that the actor was looking at, as with tickets.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import actions as attachments
from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM, Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.directives import policies, queries, telling
from tawasul.directives.events import ANSWER_KIND, SUBJECT_KIND
from tawasul.directives.labels import ABOUT_LABELS, NO_ANSWER_YET
from tawasul.directives.lifecycle import ENDED, FIRST_STATE, RUNNING, Act, Part, State, Step, step_for
from tawasul.directives.models import Answer, Directive, Look, Office
from tawasul.directives.number import compose, spoken
from tawasul.directives.timekeeping import set_next
from tawasul.lib.arabic import fold
from tawasul.lib.errors import Conflict, Invalid, NotAllowed
from tawasul.lib.hijri import RIYADH, short_dual
from tawasul.tickets.actions.changing import LONGEST_REASON, LONGEST_TEXT, given
from tawasul.tickets.queries import tickets_visible_to
from tawasul.tickets.saying import named
from tawasul.timeline import actions as timeline
from tawasul.timeline.models import Event

TICKET = "ticket"
LONGEST_SAID = 200
FARTHEST = timedelta(days=730)
SAME_LOOK = timedelta(minutes=5)  # opening the page again within this is one look, and keeps its marks


@dataclass(frozen=True, kw_only=True)
class About:
    """What a directive is about: a kind of `ABOUT_LABELS`, the id of the row, and how it is called on the directive."""

    kind: str
    id: int
    said: str


@transaction.atomic
def issue(
    *,
    actor: Actor,
    acting_id: int,
    text: str,
    due_on: date,
    at: datetime,
    given_on: date | None = None,
    confidential: bool = False,
    about: About | None = None,
) -> Directive:
    """Record what the official of the actor's sector, or the minister, directed; return it, numbered.

    `acting_id` is the open department or centre, in the official's part of the tree, that must act; of the minister's it may be
    a sector, whose official answers. `given_on` is the day on which it was said (today where it is not named). Raises
    NotAllowed, Invalid by field, and Conflict ("recorded") where somebody has recorded the same already.
    """
    official = policies.official_place_of(actor)
    if official is None or actor.user_id is None:
        raise NotAllowed(_("Your role does not allow this."))
    today = _day(at)
    given_on = given_on or today
    text = given("text", text, longest=LONGEST_TEXT, shortest=10)
    if given_on > today:
        _blame("given_on", _("Choose a day that is not still to come."))
    _require_due(due_on, at)
    acting = queries.may_be_directed(official, acting_id, today)
    if acting is None:
        _blame("acting", _("Choose one from the list."))
    _require_about(actor, about)
    followed_by = _following(actor, official, today)
    if confidential and not policies.has_named_part(actor, official=official, following=followed_by):
        _blame("confidential", _("A confidential one is recorded by the official's office or a follow-up officer."))
    directive = Directive(
        official=official,
        acting=acting,
        following=followed_by,
        text=text,
        text_folded=fold(text),
        text_mark=sha256(fold(text).encode()).hexdigest(),
        confidential=confidential,
        about_kind=about.kind if about else "",
        about_id=about.id if about else None,
        about_said=about.said[:LONGEST_SAID] if about else "",
        given_on=given_on,
        due_on=due_on,
        state=FIRST_STATE.value,
        state_since=at,
        issued_by_id=actor.user_id,
        issued_at=at,
        changed_at=at,
    )
    set_next(directive, at)
    try:
        with transaction.atomic():
            directive.number = _next_number(at)
            directive.save(force_insert=True)
    except IntegrityError:
        raise _recorded(actor, directive) from None
    _give_parts(directive)
    event = _record(
        actor,
        directive,
        "issued",
        {**named("official", official), **named("acting", directive.acting), **_due(due_on), "text": text},
        at,
    )
    telling.told_acting(directive, "directive_issued", event)
    return directive


@transaction.atomic
def report(*, actor: Actor, number: str, text: str, at: datetime, seen: int | None = None) -> Directive:
    """A word of those who must act, on the way."""
    directive, step, at = _begin(actor, number, Act.REPORT, seen=seen, at=at)
    _finish(actor, directive, step, "reported", {"text": given("text", text)}, at)
    return directive


@transaction.atomic
def answer(
    *,
    actor: Actor,
    number: str,
    text: str,
    at: datetime,
    uploads: Iterable["UploadedFile[Any]"] = (),
    seen: int | None = None,
) -> Answer:
    """What those who must act did, with papers or without: all of it, or nothing (Invalid by file)."""
    directive, step, at = _begin(actor, number, Act.ANSWER, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT, shortest=10)
    if actor.user_id is None:
        raise NotAllowed(_("Your role does not allow this."))
    last = directive.answers.aggregate(last=Max("round"))["last"] or 0
    made = Answer.objects.create(directive=directive, round=last + 1, text=text, author_id=actor.user_id, at=at)
    files = [
        attachments.receive(
            upload=upload,
            name=upload.name or "",
            actor_kind=actor.kind.value,
            user_id=actor.user_id,
            at=at,
            subject_kind=ANSWER_KIND,
            subject_id=made.pk,
            visible_to_beneficiary=False,
        )
        for upload in uploads
    ]
    data = {"text": text, "round": made.round, "files": [row.name for row in files]}
    event = _finish(actor, directive, step, "answered", data, at)
    telling.told_following(directive, "directive_answered", event)
    return made


@transaction.atomic
def send_back(*, actor: Actor, number: str, reasons: str, at: datetime, seen: int | None = None) -> Directive:
    """The answer is not what was directed: its author reads why."""
    directive, step, at = _begin(actor, number, Act.SEND_BACK, seen=seen, at=at)
    reasons = given("reasons", reasons)
    _review(actor, directive, at, reasons)
    event = _finish(actor, directive, step, "sent_back", {"reasons": reasons}, at)
    telling.told_acting(directive, "directive_sent_back", event, reasons=reasons)
    return directive


@transaction.atomic
def finish(
    *, actor: Actor, number: str, outcome: str, at: datetime, unanswered: bool = False, seen: int | None = None
) -> Directive:
    """The follow-up officer says that it is done, and what came of it; never whoever acted. Where those who must act have not
    answered, whoever ends it says that they know (`unanswered`): it is kept, and the official reads it. Raises Invalid."""
    directive, step, at = _begin(actor, number, Act.FINISH, seen=seen, at=at)
    directive.unanswered = directive.state == State.OPEN.value
    if directive.unanswered and not unanswered:
        _blame("unanswered", NO_ANSWER_YET)
    directive.outcome = given("outcome", outcome, longest=LONGEST_TEXT)
    if directive.state == State.ANSWERED.value:
        _review(actor, directive, at)
    kind = "finished_unanswered" if directive.unanswered else "finished"
    event = _finish(actor, directive, step, kind, {"outcome": directive.outcome}, at)
    telling.told_all(directive, "directive_done", event)
    return directive


@transaction.atomic
def remind(*, actor: Actor, number: str, text: str, at: datetime, seen: int | None = None) -> Directive:
    """A word to those who must act."""
    directive, step, at = _begin(actor, number, Act.REMIND, seen=seen, at=at)
    text = given("text", text)
    event = _finish(actor, directive, step, "reminded", {"text": text}, at)
    telling.told_acting(directive, "directive_reminded", event, text=text)
    return directive


@transaction.atomic
def postpone(
    *, actor: Actor, number: str, due_on: date, reason: str, at: datetime, seen: int | None = None
) -> Directive:
    """Another day, sooner or later, with a reason."""
    directive, step, at = _begin(actor, number, Act.POSTPONE, seen=seen, at=at)
    _require_due(due_on, at)
    if due_on == directive.due_on:
        _blame("due_on", _("It is due on this day already."))
    directive.due_on = due_on
    reason = given("reason", reason)
    event = _finish(actor, directive, step, "postponed", {**_due(due_on), "reason": reason}, at, anew=True)
    telling.told_acting(directive, "directive_postponed", event, reason=reason)
    return directive


@transaction.atomic
def withdraw(*, actor: Actor, number: str, reason: str, at: datetime, seen: int | None = None) -> Directive:
    """The official takes it back."""
    directive, step, at = _begin(actor, number, Act.WITHDRAW, seen=seen, at=at)
    reason = given("reason", reason)
    event = _finish(actor, directive, step, "withdrawn", {"reason": reason}, at)
    telling.told_acting(directive, "directive_withdrawn", event, reason=reason)
    return directive


@transaction.atomic
def reopen(*, actor: Actor, number: str, due_on: date, reason: str, at: datetime, seen: int | None = None) -> Directive:
    """It was not done after all. Raises Conflict ("recorded") where the same was recorded anew meanwhile."""
    directive, step, at = _begin(actor, number, Act.REOPEN, seen=seen, at=at)
    _require_due(due_on, at)
    directive.due_on, directive.outcome, directive.unanswered = due_on, "", False
    reason = given("reason", reason)
    same = _same(directive).exclude(pk=directive.pk)
    if same.exists():
        raise _recorded(actor, directive)
    event = _finish(actor, directive, step, "reopened", {**_due(due_on), "reason": reason}, at, anew=True)
    telling.told_acting(directive, "directive_issued", event)
    return directive


@transaction.atomic
def look(*, actor: Actor, official_id: int, at: datetime) -> None:
    """Somebody looks at an official's page: what moved since the look before is what is new to them.

    Within SAME_LOOK the look before stays as it was, so that a reload loses no marks; there are only more of them.
    """
    if actor.kind is not ActorKind.STAFF or actor.user_id is None:
        return
    row, made = Look.objects.select_for_update().get_or_create(
        user_id=actor.user_id, official_id=official_id, defaults={"at": at}
    )
    if made or at <= row.at:
        return
    if row.before is None or at - row.at > SAME_LOOK:
        row.before = row.at
    row.at = at
    row.save(update_fields=["before", "at"])


def go_over(*, place_ids: Collection[int], reason: str, at: datetime) -> int:
    """The tree changed: what took over from these places has their part in every directive; how many must be acted on by
    another now. Part of changing the tree."""
    for office in Office.objects.select_for_update().filter(place_id__in=place_ids).order_by("pk"):
        successor = centres.standing_for(office.place_id)
        if successor.pk != office.place_id:
            Office.objects.get_or_create(directive_id=office.directive_id, place=successor, part=office.part)
    mine = Q(acting_id__in=place_ids) | Q(official_id__in=place_ids) | Q(following_id__in=place_ids)
    rows = Directive.objects.select_for_update().filter(mine, state__in=[state.value for state in RUNNING])
    return sum(_went_over(row, reason, at) for row in rows.order_by("pk"))


def _went_over(directive: Directive, reason: str, at: datetime) -> bool:
    before = directive.acting_id
    directive.acting = centres.standing_for(directive.acting_id)
    directive.official = centres.standing_for(directive.official_id)
    directive.following = centres.standing_for(directive.following_id)
    at = max(at, directive.changed_at)
    directive.version += 1
    directive.changed_at = at
    set_next(directive, at)
    directive.save()
    _give_parts(directive)
    if directive.acting_id == before:
        return False
    _record(SYSTEM, directive, "went_over", {**named("acting", directive.acting), "reason": reason}, at)
    return True


def _begin(actor: Actor, number: str, act: Act, *, seen: int | None, at: datetime) -> tuple[Directive, Step, datetime]:
    """Lock the directive and find the row that allows the act: as `changing.begin` does of tickets."""
    directive = queries.directive_for(actor, number, lock=True)
    if seen is not None and seen != directive.version:
        raise Conflict(
            _("Somebody changed this directive while you were looking at it. Look again before you go on."),
            code="changed",
        )
    step = step_for(State(directive.state), act)
    if step is None:
        raise Conflict(_("This cannot be done to the directive as it stands now."), code="not-now")
    if not policies.may_take(actor, directive, step, policies.parts_of(actor, directive)):
        raise NotAllowed(_("Your role does not allow this on this directive."))
    return directive, step, max(at, directive.changed_at)


def _finish(
    actor: Actor,
    directive: Directive,
    step: Step,
    kind: str,
    data: Mapping[str, Any],
    at: datetime,
    *,
    anew: bool = False,
) -> Event:
    """Move on, and let time follow: `anew` where the day is another, so that the ladder begins from below."""
    if step.to is not None and step.to.value != directive.state:
        directive.state, directive.state_since = step.to.value, at
        directive.ended_at = at if step.to in ENDED else None
        anew = True
    if anew:
        set_next(directive, at)
    directive.version += 1
    directive.changed_at = at
    directive.save()
    return _record(actor, directive, kind, data, at)


def _record(actor: Actor, directive: Directive, kind: str, data: Mapping[str, Any], at: datetime) -> Event:
    return timeline.record(
        actor=actor,
        subject_kind=SUBJECT_KIND,
        subject_id=directive.pk,
        kind=kind,
        at=at,
        public=False,
        data={**data, "state": directive.state, "version": directive.version},
    )


def _review(actor: Actor, directive: Directive, at: datetime, reasons: str = "") -> None:
    last = directive.answers.select_for_update().order_by("-round").first()
    if last is not None and last.reviewer_id is None:
        last.reviewer_id, last.reviewed_at, last.reasons = actor.user_id, at, reasons
        last.save(update_fields=["reviewer", "reviewed_at", "reasons"])


def _give_parts(directive: Directive) -> None:
    """The offices that see it: the named ones, and of what is not confidential those in whose reach the named ones lie."""
    named_parts = {
        (directive.official_id, Part.OFFICIAL),
        (directive.following_id, Part.FOLLOWING),
        (directive.acting_id, Part.ACTING),
    }
    over: set[tuple[int, Part]] = set()
    if not directive.confidential:
        places = [directive.official, directive.following, directive.acting]
        levels = [each for place in places for each in (place, centres.centre_of(place), centres.sector_of(place))]
        over = {(each.pk, Part.OVER) for each in levels if each is not None}
    wanted = [Office(directive=directive, place_id=pk, part=part.value) for pk, part in sorted(named_parts | over)]
    Office.objects.bulk_create(wanted, ignore_conflicts=True)


def _following(actor: Actor, official: Place, today: date) -> Place:
    """Whose officers follow it up: the actor's own centre's; else the sector's centre; else the official's own office."""
    if actor.centre_id is not None:
        return centres.place(actor.centre_id)
    if official.kind != PlaceKind.MINISTRY.value:
        own = centres.centres(today).filter(parent_id=official.pk).first()
        return own or official
    return official


def _same(directive: Directive) -> Any:
    return Directive.objects.filter(
        official_id=directive.official_id,
        acting_id=directive.acting_id,
        given_on=directive.given_on,
        text_mark=directive.text_mark,
        state__in=[state.value for state in RUNNING],
    )


def _recorded(actor: Actor, directive: Directive) -> Conflict:
    """The same was recorded by somebody: its number is said to those who see it."""
    seen = queries.directives_visible_to(actor).filter(pk__in=_same(directive).values("pk")).first()
    if seen is None:
        return Conflict(_("The same directive was recorded already."), code="recorded")
    said = _("The same directive was recorded already, under number %(number)s.") % {"number": spoken(seen.number)}
    return Conflict(said, code="recorded")


def _require_about(actor: Actor, about: About | None) -> None:
    """A kind that is known; a ticket that the actor sees. Of other kinds their own room is asked before."""
    if about is None:
        return
    if not about.kind or about.kind not in ABOUT_LABELS:
        _blame("about", _("Choose one from the list."))
    if about.kind == TICKET and not tickets_visible_to(actor).filter(pk=about.id).exists():
        _blame("about", _("There is no such ticket, or you may not see it."))


def _require_due(day: date, at: datetime) -> None:
    today = _day(at)
    if not today <= day <= today + FARTHEST:
        _blame("due_on", _("Choose a day from today on, within two years."))


def _blame(field: str, said: Any) -> None:
    raise Invalid(said, fields={field: [said]})


def _due(day: date) -> dict[str, str]:
    return {"due_ar": short_dual(day, "ar"), "due_en": short_dual(day, "en"), "due": day.isoformat()}


def _day(at: datetime) -> date:
    return at.astimezone(RIYADH).date()


def _next_number(at: datetime) -> str:
    """The next one, kept with the directive or not at all; who issues at the same time waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO directives_numbered AS numbered (id, last) VALUES (1, 1) "
            "ON CONFLICT (id) DO UPDATE SET last = numbered.last + 1 RETURNING last"
        )
        row = cursor.fetchone()
    return compose(_day(at).year, int(row[0]))


# What does each act of the lifecycle, whoever calls it: a page or the API.
VERBS: dict[Act, Callable[..., object]] = {
    Act.REPORT: report,
    Act.ANSWER: answer,
    Act.SEND_BACK: send_back,
    Act.FINISH: finish,
    Act.REMIND: remind,
    Act.POSTPONE: postpone,
    Act.WITHDRAW: withdraw,
    Act.REOPEN: reopen,
}
__all__ = ["LONGEST_REASON", "LONGEST_TEXT", "VERBS", "About", "go_over", "issue", "look"]
