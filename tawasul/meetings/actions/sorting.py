"""Sorting: what kind of request it is, whom it concerns, what weighs, and that it is not for the official after all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.lib.arabic import fold
from tawasul.lib.errors import Invalid
from tawasul.lib.hijri import RIYADH
from tawasul.meetings.actions.changing import begin, finish
from tawasul.meetings.actions.filing import MOST_CONCERNED
from tawasul.meetings.actions.seating import hold_for, vacate
from tawasul.meetings.labels import HARM_LABELS, KIND_LABELS, NEED_LABELS, TRIED_LABELS
from tawasul.meetings.lifecycle import Act
from tawasul.meetings.models import Cause, MeetingRequest
from tawasul.meetings.queries import entity_names, late_and_objected, places_for
from tawasul.meetings.ranking import MOST, Facts, Harm, Need, Tried, head_start, ranked
from tawasul.tickets.actions.changing import given
from tawasul.tickets.saying import both

LONGEST_SUMMARY = 300
LONGEST_ENTITY = 150
LONGEST_CAUSE = 120
NAMED_TWICE = _("Either choose from the list, or name it here: clear one of the two.")
NOT_NAMED = _("Say which entity it concerns: choose one from the list, or write the name of another body.")


@transaction.atomic
def take(*, actor: Actor, request_id: int, at: datetime, seen: int | None = None) -> MeetingRequest:
    """Begin to sort it."""
    request, step, at = begin(actor, request_id, Act.TAKE, seen=seen, at=at)
    finish(actor, request, step, kind="taken", at=at)
    return request


@transaction.atomic
def sort(
    *,
    actor: Actor,
    request_id: int,
    kind: str,
    summary: str,
    harm: str,
    at: datetime,
    concerned: int = 1,
    need: str = "none",
    tried: str = "no",
    entity_id: int | None = None,
    entity_name: str = "",
    by_criteria: bool = False,
    seen: int | None = None,
) -> MeetingRequest:
    """Say what it is and what weighs; its rank follows from that, and from what is known of the person's tickets and objections
    in this official's part of the network. May be said again while it waits: a rank that was set by hand stays, unless the
    criteria are to be in force again (`by_criteria`). The entity concerned is a place or a name: one of the two, never both.
    Raises Invalid by field."""
    request, step, at = begin(actor, request_id, Act.SORT, seen=seen, at=at)
    summary = given("summary", summary, longest=LONGEST_SUMMARY)
    entity_name = " ".join(entity_name.replace("\x00", "").split())
    _require(kind=kind, harm=harm, need=need, tried=tried, concerned=concerned, entity_name=entity_name)
    if entity_id and entity_name:
        raise Invalid(NAMED_TWICE, fields={"entity_name": [NAMED_TWICE]})
    if not entity_id and not entity_name:
        raise Invalid(NOT_NAMED, fields={"entity": [NOT_NAMED]})
    again = step.to is None
    request.entity, request.entity_name = _entity(request, entity_id, at), entity_name
    request.kind, request.summary = kind, summary
    request.harm, request.need, request.tried, request.concerned = harm, need, tried, concerned
    request.late, request.objections = late_and_objected(request, at)
    if by_criteria or not request.rank_reason:
        request.days = head_start(facts_of(request))
        request.rank_reason, request.rank_by_id = "", None
    request.rank_at = ranked(request.filed_at, request.days)
    names = entity_names(request)
    data = {
        **both("kind", KIND_LABELS[kind]),
        **{f"entity_{language}": name or "—" for language, name in names.items()},
        "days": request.days,
    }
    finish(actor, request, step, kind="sorted_again" if again else "sorted", at=at, data=data)
    return request


def facts_of(request: MeetingRequest) -> Facts:
    """What weighs in a request, as it was sorted."""
    return Facts(
        harm=Harm(request.harm),
        concerned=request.concerned,
        need=Need(request.need),
        tried=Tried(request.tried),
        late=request.late,
        objections=request.objections,
    )


@transaction.atomic
def rank(
    *, actor: Actor, request_id: int, days: int, reason: str, at: datetime, seen: int | None = None
) -> MeetingRequest:
    """Set by how many days it stands before others, in place of what the criteria give: a person answers for it, with a reason.
    Sorting it again puts the criteria back in force where that is asked for. Raises Invalid by field."""
    request, step, at = begin(actor, request_id, Act.RANK, seen=seen, at=at)
    reason = given("reason", reason, longest=LONGEST_SUMMARY)
    if not 0 <= days <= MOST:
        said = _("Write a number of days from 0 to %(most)d.") % {"most": MOST}
        raise Invalid(said, fields={"days": [said]})
    before, request.days = request.days, days
    request.rank_reason, request.rank_by_id = reason, actor.user_id
    request.rank_at = ranked(request.filed_at, days)
    finish(actor, request, step, kind="ranked", at=at, data={"before": before, "days": days, "reason": reason})
    return request


@transaction.atomic
def put_under_cause(
    *, actor: Actor, request_id: int, title: str, at: datetime, seen: int | None = None
) -> MeetingRequest:
    """Say that it asks about what others of the centre ask about too: a cause is found by its title in any spelling, or named
    now. An empty title takes it out again. Raises Invalid (field `title`)."""
    request, step, at = begin(actor, request_id, Act.PUT_UNDER_CAUSE, seen=seen, at=at)
    if not title.strip():
        if request.cause is None:
            said = _("Write in a few words what they ask about.")
            raise Invalid(said, fields={"title": [said]})
        data, request.cause = {"cause": request.cause.title}, None
        finish(actor, request, step, kind="taken_out_of_cause", at=at, data=data)
        return request
    title = " ".join(given("title", title, longest=LONGEST_CAUSE).split())
    request.cause, _made = Cause.objects.get_or_create(
        centre=request.centre, title_folded=fold(title), defaults={"title": title, "named_at": at}
    )
    finish(actor, request, step, kind="put_under_cause", at=at, data={"cause": request.cause.title})
    return request


@transaction.atomic
def decline(*, actor: Actor, request_id: int, reason: str, at: datetime, seen: int | None = None) -> MeetingRequest:
    """The official does not receive them about this; they are told why."""
    hold_for(request_id)
    request, step, at = begin(actor, request_id, Act.DECLINE, seen=seen, at=at)
    request.reason = given("reason", reason)
    finish(
        actor, request, step, kind="declined", at=at, data={"reason": request.reason}, told={"reason": request.reason}
    )
    vacate(request.pk, request.reason, at)
    return request


@transaction.atomic
def withdraw(*, actor: Actor, request_id: int, reason: str, at: datetime, seen: int | None = None) -> MeetingRequest:
    """Whoever asked wants it no more: by themselves, or by an officer at their wish. A place that they had goes to a
    reserve."""
    hold_for(request_id)
    request, step, at = begin(actor, request_id, Act.WITHDRAW, seen=seen, at=at)
    request.reason = given("reason", reason)
    finish(actor, request, step, kind="withdrawn", at=at, data={"reason": request.reason})
    vacate(request.pk, request.reason, at)
    return request


def _entity(request: MeetingRequest, entity_id: int | None, at: datetime) -> Place | None:
    """The place concerned. Raises Invalid."""
    if entity_id is None:
        return None
    found = places_for(request, at.astimezone(RIYADH).date()).select_related("parent").filter(pk=entity_id).first()
    if found is None:
        said = _("Choose one from the list.")
        raise Invalid(said, fields={"entity": [said]})
    return found


def _require(*, kind: str, harm: str, need: str, tried: str, concerned: int, entity_name: str) -> None:
    wrong: dict[str, list[object]] = {}
    for name, value, known in (
        ("kind", kind, KIND_LABELS),
        ("harm", harm, HARM_LABELS),
        ("need", need, NEED_LABELS),
        ("tried", tried, TRIED_LABELS),
    ):
        if value not in known:
            wrong[name] = [_("Choose one from the list.")]
    if not 1 <= concerned <= MOST_CONCERNED:
        wrong["concerned"] = [_("Write how many people it concerns.")]
    if len(entity_name) > LONGEST_ENTITY:
        wrong["entity_name"] = [_("This is too long: at most %(longest)d letters.") % {"longest": LONGEST_ENTITY}]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
