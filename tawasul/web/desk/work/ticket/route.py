"""The route of a ticket: what happened, by whom, when, and how long each held it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tawasul.centres.labels import ROLE_LABELS
from tawasul.lib.durations import say_duration
from tawasul.tickets.events import sentence_of
from tawasul.tickets.hands import said_of_leg
from tawasul.tickets.models import Custody
from tawasul.tickets.queries import durations
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web.desk.work.showing import said_moment

SIGNS: dict[str, tuple[str, str]] = {
    "filed": ("inbox", ""),
    "opened_for_decision": ("hammer", ""),
    "named_otherwise": ("exclamation-triangle", "warning"),
    "taken": ("hand-index", ""),
    "classified": ("tag", ""),
    "returned": ("arrow-return-left", "warning"),
    "completed": ("check2-square", ""),
    "referred_to_department": ("diagram-3", ""),
    "referred_to_coordinator": ("person-check", ""),
    "referred_to_centre": ("building", ""),
    "passed_back": ("arrow-counterclockwise", "warning"),
    "accepted": ("hand-index", ""),
    "draft_begun": ("pencil", ""),
    "reply_submitted": ("send", ""),
    "reply_sent_back": ("arrow-return-left", "warning"),
    "reply_approved": ("check-lg", "success"),
    "closed": ("check2-circle", "success"),
    "withdrawn": ("x-circle", "warning"),
    "note_added": ("sticky", ""),
    "files_added": ("paperclip", ""),
    "files_kept": ("paperclip", ""),
    "joined": ("intersect", ""),
    "brought_over": ("diagram-3", ""),
    "brought_over_unheld": ("diagram-3", ""),
    "joining_asked": ("send", ""),
    "joining_asked_here": ("question-circle", "warning"),
    "joining_accepted": ("check2-square", "success"),
    "joining_refused": ("x-circle", "warning"),
    "joining_answered": ("chat-left-text", ""),
    "joined_here": ("intersect", ""),
    "split": ("signpost-split", "warning"),
    "split_here": ("signpost-split", "warning"),
    "problem_linked": ("diagram-2", ""),
    "problem_unlinked": ("box-arrow-left", "warning"),
    "problem_left": ("box-arrow-left", "warning"),
    "answer_given": ("send", ""),
    "reply_shared": ("check-lg", "success"),
    "words_added": ("plus-circle", ""),
    "prioritised": ("flag", ""),
    "became_late": ("alarm", "warning"),
    "escalated": ("arrow-up-circle", "warning"),
    "deadline_moved": ("calendar3", ""),
    "unmasked": ("eye", ""),
    "statements_asked": ("chat-square-quote", ""),
    "statement_asked_back": ("question-circle", "warning"),
    "statement_told": ("chat-left-text", ""),
    "statement_answered": ("check2-square", "success"),
    "statement_reminded": ("bell", ""),
    "statement_due_soon": ("hourglass-split", ""),
    "statement_late": ("alarm", "warning"),
    "statement_escalated": ("arrow-up-circle", "warning"),
    "statement_moved": ("calendar3", ""),
    "beneficiary_called": ("telephone-outbound", ""),
    "call_planned": ("calendar-plus", ""),
    "call_dropped": ("calendar-x", ""),
    "call_taken_back": ("arrow-counterclockwise", "warning"),
    "out_of_reach": ("telephone-x", "warning"),
    "mobile_corrected": ("phone", ""),
    "went_on_unreached": ("skip-forward", "warning"),
    "went_on_without": ("skip-forward", "warning"),
    "objected": ("hand-thumbs-down", "warning"),
    "objection_upheld": ("check2-square", "success"),
    "objection_rejected": ("x-circle", ""),
    "objection_dropped": ("arrow-counterclockwise", ""),
    "expedited": ("lightning", "warning"),
    "expedite_answered": ("chat-left-text", ""),
    "reassigned": ("person-up", ""),
    "reminded": ("bell", ""),
    "holder_called": ("telephone-outbound", ""),
    "raised": ("arrow-up-circle", "warning"),
    "statement_brought_over": ("diagram-3", ""),
    "statement_asked_twice": ("question-circle", "warning"),
}


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One event, as a reader sees it."""

    sentence: str
    who: str
    at: datetime
    when: str
    icon: str
    tone: str


def passages_of(events: list[Event]) -> list[Passage]:
    """Each event in one sentence, with the role and place under which it was done."""
    return [_passage(event) for event in events]


def _passage(event: Event) -> Passage:
    english = get_language() == "en"
    name = event.actor_name_en if english else event.actor_name_ar
    place = event.place_name_en if english else event.place_name_ar
    role = ROLE_LABELS.get(event.role)
    icon, tone = SIGNS.get(event.kind, ("dot", ""))
    return Passage(
        sentence=say(sentence_of(event), event.data, actor=name),
        who=" · ".join(str(part) for part in (role or _whose(event), place) if part),
        at=event.at,
        when=said_moment(event.at),
        icon=icon,
        tone=tone,
    )


def _whose(event: Event) -> str:
    return {"beneficiary": _("The beneficiary"), "guest": _("By a link")}.get(event.actor_kind, "")


def holders_of(legs: list[Custody], at: datetime) -> list[dict[str, Any]]:
    """The legs of custody in order, each with its length in words and against the longest."""
    held = durations(legs, at)
    longest = max((each.duration for each in held), default=timedelta(0)) or timedelta(seconds=1)
    language = get_language() or "ar"
    return [
        {
            "name": having.who,
            "where": having.where,
            "duration": say_duration(each.duration, language),
            "percent": round(100 * (each.duration / longest)),
            "now": each.open,
        }
        for each, having in ((each, said_of_leg(each.leg)) for each in held)
    ]
