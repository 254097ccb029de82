"""The page of a request to meet the official: what is asked, where it stands and why there, and what one may do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.attachments.models import Attachment
from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.roles import Power
from tawasul.lib.hijri import RIYADH, dual_date
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form
from tawasul.meetings import policies, queries
from tawasul.meetings.actions.sorting import facts_of
from tawasul.meetings.events import BY_KEY
from tawasul.meetings.followed import FOLLOWED
from tawasul.meetings.labels import (
    CALL_PURPOSES,
    CHANNEL_LABELS,
    CRITERION_EXPLANATIONS,
    CRITERION_LABELS,
    HARM_LABELS,
    NEED_LABELS,
    SEAT_LABELS,
    SEAT_TONES,
    TRIED_LABELS,
)
from tawasul.meetings.lifecycle import Act, State
from tawasul.meetings.models import MeetingRequest
from tawasul.meetings.ranking import MOST, weighed
from tawasul.people.labels import CATEGORY_LABELS, IDENTITY_KIND_LABELS
from tawasul.tickets.labels import CALL_OUTCOME_LABELS
from tawasul.tickets.queries import tickets_of_beneficiary
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web.desk.meetings.forms import ERRANDS, ActForm
from tawasul.web.desk.meetings.showing import breadcrumbs, planned, row_of
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import options_of, said_date, said_moment, said_short
from tawasul.web.desk.work.showing import row_of as ticket_row
from tawasul.web.desk.work.ticket.calls import tone_of
from tawasul.web.desk.work.ticket.files import PICTURES, SERVED, handed_out, held_back
from tawasul.web.doors import staff_only

SIGNS: dict[str, tuple[str, str]] = {
    "filed": ("inbox", ""),
    "taken": ("funnel", ""),
    "returned": ("arrow-return-left", "warning"),
    "completed": ("check2", "success"),
    "sorted": ("sort-down", "success"),
    "sorted_again": ("sort-down", ""),
    "declined": ("x-circle", "warning"),
    "withdrawn": ("box-arrow-left", ""),
    "words_added": ("plus-circle", ""),
    "files_added": ("paperclip", ""),
    "ranked": ("arrow-down-up", "warning"),
    "put_under_cause": ("people", ""),
    "taken_out_of_cause": ("people", ""),
    "called": ("telephone-outbound", ""),
    "out_of_reach": ("telephone-x", "warning"),
    "out_of_reach_unwritten": ("telephone-x", "warning"),
    "mobile_corrected": ("phone", ""),
    "invited": ("calendar-check", "success"),
    "put_in_reserve": ("hourglass", ""),
    "moved_up": ("arrow-up-circle", "success"),
    "date_reminded": ("bell", ""),
    "confirmed": ("check2-circle", "success"),
    "postponed": ("calendar-x", "warning"),
    "postponed_until": ("calendar-x", "warning"),
    "taken_out": ("person-dash", "warning"),
    "promised_anew": ("calendar3", ""),
    "session_cancelled": ("x-circle", "danger"),
    "date_follows": ("hourglass", "warning"),
    "rebooked": ("calendar-check", "success"),
    "attended": ("person-check", "success"),
    "missed": ("person-x", "warning"),
    "came_after_all": ("person-check", "success"),
    "missed_after_all": ("person-x", "warning"),
    "miss_told": ("chat-text", ""),
    "notes_written": ("pencil", ""),
    "decided": ("hammer", "success"),
    "passed_on": ("signpost-2", ""),
    "directed": ("megaphone", "success"),
    "decision_dropped": ("x-circle", "warning"),
    "decision_ended": ("check2", "success"),
    "settled": ("check2-circle", "success"),
    "ended": ("check2-circle", "success"),
    "ended_in_part": ("check2-circle", "warning"),
    "unmasked": ("eye", ""),
    "became_late": ("alarm", "danger"),
    "escalated": ("arrow-up-circle", "danger"),
    "deadline_moved": ("calendar3", ""),
    "brought_over": ("signpost-split", ""),
}
OTHERS = 6


@dataclass(frozen=True, kw_only=True)
class Return:
    """Why the page is shown again: what was being done, with what was typed, and what stood in the way; or what was just
    unmasked."""

    act: Act | None = None
    form: ActForm | None = None
    problem: Any = ""
    unmasked: Mapping[str, str] | None = None


@staff_only(Power.SEE_MEETINGS)
@require_safe
def meeting(request: DeskRequest, meeting: str) -> HttpResponse:
    """The page, as it is now."""
    return page(request, queries.request_for(request.actor, meeting), timezone.now())


@staff_only(Power.SEE_MEETINGS)
@require_safe
def meeting_paper(request: DeskRequest, meeting: str, attachment_id: UUID) -> HttpResponse | FileResponse:
    """A paper, to be saved; a picture may be shown in the page (`?show`). Its bytes can run nothing in the browser."""
    return handed_out(queries.paper_of(request.actor, meeting, attachment_id), shown="show" in request.GET)


@staff_only(Power.HANDLE_MEETINGS, Power.HOLD_MEETINGS)
@require_safe
def meeting_places(request: DeskRequest, meeting: str) -> HttpResponse:
    """The places that it may concern, and that may carry out what is decided, whose names hold the words of `q`."""
    found = queries.request_for(request.actor, meeting)
    today, words = timezone.now().astimezone(RIYADH).date(), request.GET.get("q", "").replace("\x00", "")[:100]
    places = queries.suggest_places(request.actor, found, words, today)
    more = len(places) >= centres.MOST_SUGGESTED
    return render(request, "parts/options.html", {"options": options_of(places), "more": more})


def page(
    request: DeskRequest, found: MeetingRequest, at: datetime, again: Return | None = None, status: int = 200
) -> HttpResponse:
    """The whole page; a fixed number of queries however much belongs to the request."""
    again = again or Return()
    contents, errands = queries.contents_of(found), _errands(request, found, again, at)
    others = queries.of_beneficiary(request.actor, found.beneficiary_id, OTHERS + 1)
    tickets = tickets_of_beneficiary(request.actor, found.beneficiary_id, OTHERS)
    head = row_of(found, at)
    number = (again.unmasked or {}).get("mobile", "")
    context = {
        "meeting": found,
        "head": head,
        "number_to_call": number,
        "number_as_said": local_form(number) if number else "",
        "title": found.subject,
        "breadcrumbs": breadcrumbs((head["spoken"], "")),
        "again": again,
        "errands": list(errands.values()),
        "lost": _lost(again, errands),
        "missing": contents.missing,
        "facts": _facts(found),
        "masked": masked_facts(found, again.unmasked or {}),
        "may_unmask": policies.may_unmask(request.actor, found),
        "problem": again.problem if again.act is None else "",
        "rank": _rank(found),
        "calls": [
            {
                "number": row.number,
                "purpose": CALL_PURPOSES[row.purpose],
                "outcome": CALL_OUTCOME_LABELS[row.outcome],
                "tone": tone_of(row.outcome),
                "when": said_short(row.at),
                "by": row.by.name,
                "text": row.text,
            }
            for row in contents.calls
        ],
        "planned": planned(found, at),
        "seat": _seat(found),
        "waits": _waits(request.actor, found, at),
        "held": _held(found),
        "decisions": decisions(found, at),
        "call_reason": CALL_PURPOSES.get(found.call_purpose, _("A call to the beneficiary")),
        "causes": queries.causes_of(found.centre_id) if Act.PUT_UNDER_CAUSE in errands else [],
        "added": [
            {"text": row.text, "when": said_moment(row.at), "by": row.by.name if row.by else ""}
            for row in contents.additions
        ],
        "given": [
            {"missing": row.missing, "given": row.given, "when": said_short(row.given_at)}
            for row in contents.completions
            if row.given_at is not None
        ],
        "files": [_file(found, row) for row in contents.files],
        "passages": [_passage(event) for event in contents.events],
        "others": [row_of(row, at) for row in others if row.pk != found.pk][:OTHERS],
        "tickets": [ticket_row(ticket) for ticket in tickets],
        "places_url": reverse("desk:meeting_places", args=[found.reference]),
        "sitting": _sitting(request),
    }
    return render(request, "desk/meetings/page.html", context, status=status)


def masked_facts(found: MeetingRequest, shown: Mapping[str, str]) -> list[dict[str, Any]]:
    """Identity and mobile, masked but for what was just asked to be shown."""
    person = found.beneficiary
    facts: list[dict[str, Any]] = [
        {
            "field": "identity",
            "label": IDENTITY_KIND_LABELS[person.identity_kind],
            "value": shown.get("identity") or masked(person.identity_number),
        },
        {
            "field": "mobile",
            "label": _("Mobile"),
            "value": local_form(shown.get("mobile") or "")
            or (masked(local_form(found.mobile)) if found.mobile else ""),
        },
    ]
    return [fact | {"shown": fact["field"] in shown} for fact in facts]


def _sitting(request: DeskRequest) -> str:
    """The session from which one came to write down what was decided, and to which one goes back."""
    asked = request.POST.get("sitting") or request.GET.get("sitting", "")
    return asked if asked.isdecimal() and len(asked) < 19 else ""


def _seat(found: MeetingRequest) -> dict[str, Any] | None:
    """The place in a session, or the turn among the reserves."""
    seat = queries.seat_now(found)
    if seat is None:
        return None
    return {
        "url": reverse("desk:meeting_session", args=[seat.session_id]),
        "when": said_moment(seat.begins_at),
        "room": seat.session.room,
        "place": seat.place,
        "turn": seat.position,
        "label": SEAT_LABELS[seat.state],
        "tone": SEAT_TONES[seat.state],
    }


def _waits(actor: Actor, found: MeetingRequest, at: datetime) -> dict[str, Any] | None:
    """Of whoever waits for a session: which of how many they are, and where the next place is free."""
    if found.state != State.READY.value:
        return None
    turn, count = queries.place_in_order(found)
    shown: dict[str, Any] = {"turn": turn, "count": count}
    if (free := queries.next_free(found, at)) is not None:
        session, places = free
        url = reverse("desk:meeting_session", args=[session.pk])
        books = actor.can(Power.HANDLE_MEETINGS) or actor.can(Power.HOLD_MEETINGS)
        shown |= {"url": url, "when": said_moment(session.begins_at), "free": places, "books": books}
    return shown


def _held(found: MeetingRequest) -> dict[str, Any] | None:
    """The session in which they were received, and its notes."""
    seat = queries.notes_of(found)
    if seat is None:
        return None
    return {
        "url": reverse("desk:meeting_session", args=[seat.session_id]),
        "when": said_moment(seat.begins_at),
        "notes": seat.notes,
    }


def decisions(found: MeetingRequest, at: datetime) -> list[dict[str, Any]]:
    """What was decided, and how what carries it out stands. A fixed number of queries, however many there are."""
    rows, language = queries.decisions_of(found), get_language() or "ar"
    standing = {
        kind: followed.standing([row.subject_id for row in rows if row.subject_kind == kind and row.subject_id])
        for kind, followed in FOLLOWED.items()
    }
    today = at.astimezone(RIYADH).date()
    return [
        {
            "number": row.number,
            "text": row.text,
            "owner": row.owner.name if row.owner else row.owner_name,
            "due": dual_date(row.due_on, language) if row.due_on else "",
            "late": row.due_on is not None and row.due_on < today and row.ended_at is None,
            "by": row.made_by.name,
            "when": said_short(row.made_at),
            "ended": said_short(row.ended_at) if row.ended_at else "",
            "dropped": row.dropped,
            "carried_as": FOLLOWED[row.subject_kind].noun if row.subject_kind in FOLLOWED else "",
            "carried": standing.get(row.subject_kind, {}).get(row.subject_id or 0),
        }
        for row in rows
    ]


def _errands(request: DeskRequest, found: MeetingRequest, again: Return, at: datetime) -> dict[Act, dict[str, Any]]:
    shown, asked = {}, request.POST.get("do") or request.GET.get("do", "")
    for step in queries.steps_now(request.actor, found, at):
        if step.act not in ERRANDS:
            continue
        errand, mine = ERRANDS[step.act], again.act is step.act
        form = (
            again.form
            if mine and again.form
            else errand.form(meeting=found, actor=request.actor, auto_id=f"{step.act.value}_%s")
        )
        shown[step.act] = {
            "errand": errand,
            "key": step.act.value,
            "form": form,
            "open": mine or asked == step.act.value,
            "main": errand.main and not (step.act is Act.SORT and step.to is None),  # what is sorted waits for a place
            "once": uuid4(),
        }
    return shown


def _lost(again: Return, errands: dict[Act, dict[str, Any]]) -> str:
    """What was typed where it can be done no longer: to be copied."""
    if again.form is None or again.act in errands:
        return ""
    names = ("text", "missing", "reason", "summary")
    return next((str(again.form.data[name]) for name in names if again.form.data.get(name)), "")


def _facts(found: MeetingRequest) -> list[tuple[Any, Any]]:
    return [
        (_("Asks as"), CATEGORY_LABELS.get(found.category, "")),
        (_("How they came"), CHANNEL_LABELS[found.channel]),
        (_("Filed"), said_moment(found.filed_at)),
        (_("Filed by"), found.filed_by.name if found.filed_by else ""),
        (_("Reached by"), found.other_contact),
    ]


def _rank(found: MeetingRequest) -> dict[str, Any] | None:
    """The rank in words: what each criterion gave; nothing before it was sorted."""
    if not found.kind:
        return None
    said = {
        "harm": HARM_LABELS[found.harm],
        "concerned": found.concerned,
        "need": NEED_LABELS[found.need],
        "tried": TRIED_LABELS[found.tried],
        "late": found.late,
        "objections": found.objections,
    }
    each_of = weighed(facts_of(found))
    rows = [
        {
            "label": CRITERION_LABELS[each.criterion.value],
            "said": said[each.criterion.value],
            "days": each.days,
            "rule": CRITERION_EXPLANATIONS[each.criterion.value],
        }
        for each in each_of
    ]
    return {
        "rows": rows,
        "sum": sum(each.days for each in each_of),
        "days": found.days,
        "by_hand": found.rank_reason,
        "by": found.rank_by.name if found.rank_by else "",
        "most": MOST,
        "filed": said_date(found.filed_at),
        "as_if": said_date(found.rank_at),
    }


def _file(found: MeetingRequest, each: Attachment) -> dict[str, Any]:
    url = reverse("desk:meeting_paper", args=[found.reference, each.pk]) if each.file.scan in SERVED else ""
    return {
        "url": url,
        "picture": f"{url}?show" if url and each.file.content_type in PICTURES else "",
        "name": each.name,
        "size": each.file.size,
        "when": said_date(each.at),
        "held": held_back(each),
    }


def _passage(event: Event) -> dict[str, Any]:
    english = get_language() == "en"
    name, place = (event.actor_name_en, event.place_name_en) if english else (event.actor_name_ar, event.place_name_ar)
    icon, tone = SIGNS.get(event.kind, ("dot", ""))
    kind = BY_KEY[event.kind]
    for_another = kind.for_another is not None and event.user_id is not None
    return {
        "sentence": say(kind.for_another if for_another else kind.sentence, event.data, actor=name),
        "who": " · ".join(str(part) for part in (ROLE_LABELS.get(event.role), place) if part),
        "at": event.at,
        "when": said_moment(event.at),
        "icon": icon,
        "tone": tone,
    }
