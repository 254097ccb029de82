"""How commitments are said to people: "within five working days"."""

from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language, gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from tawasul.service_levels.amounts import Pausing, Priority, Promise, Step, Subject, Unit
from tawasul.service_levels.defaults import ASSUMED, GUIDE, UNIVERSITY

SUBJECT_LABELS: dict[str, LazyText] = {
    Subject.INQUIRY.value: _("Inquiry"),
    Subject.COMPLAINT.value: _("Complaint"),
    Subject.REPORT.value: _("Report"),
    Subject.SUGGESTION.value: _("Suggestion"),
    Subject.MEETING.value: _("Meeting request"),
}

STEP_LABELS: dict[str, LazyText] = {
    Step.WHOLE.value: _("Reply to the beneficiary"),
    Step.TRIAGE.value: _("Triage"),
    Step.ANSWER.value: _("Coordinator's answer"),
    Step.REVIEW.value: _("Review of the reply"),
    Step.STATEMENT.value: _("Statement of another entity"),
    Step.OBJECTING.value: _("Time to object to a reply"),
    Step.OBJECTION.value: _("Decision on an objection"),
}

PRIORITY_LABELS: dict[str, LazyText] = {
    Priority.NORMAL.value: _("Normal"),
    Priority.HIGH.value: _("High"),
    Priority.URGENT.value: _("Urgent"),
}

# To stand beside what they qualify: "within one working day – urgent priority".
OF_PRIORITY: dict[str, LazyText] = {
    Priority.NORMAL.value: _("normal priority"),
    Priority.HIGH.value: _("high priority"),
    Priority.URGENT.value: _("urgent priority"),
}

# The rungs of the ladder, from below: `tickets.escalation.Rung` says who stands on each.
RUNG_LABELS: dict[int, LazyText] = {
    0: _("Whoever has it in hand"),
    1: _("Department supervisor"),
    2: _("Centre supervisor"),
    3: _("Official of the sector"),
    4: _("Main centre of the ministry"),
}

# The ladder of a statement goes another way: `tickets.statements.ladder.Rung`.
STATEMENT_RUNG_LABELS: dict[int, LazyText] = {
    0: _("Those asked"),
    1: _("Whoever leads those asked"),
    2: _("Whoever asked, and their supervisor"),
    3: _("Centre supervisor"),
    4: _("Official of the sector"),
}

STANDING_LABELS: dict[str, LazyText] = {
    "draft": _("Draft"),
    "approved": _("Approved, not published"),
    "coming": _("Coming"),
    "in_force": _("In force"),
    "past": _("No longer in force"),
    "set_aside": _("Replaced before it began"),
    "discarded": _("Discarded"),
}

# How a length of time is written (`countings.COUNTINGS`).
COUNTING_LABELS: dict[str, LazyText] = {
    "working_days": _("working days"),
    "working_hours": _("working hours"),
    "working_minutes": _("working minutes"),
    "days": _("days, day and night"),
    "hours": _("hours, day and night"),
    "minutes": _("minutes, day and night"),
}

# Where the numbers of the document as shipped were taken from (`defaults`); what people write stands as they wrote it.
SOURCE_LABELS: dict[str, LazyText] = {
    GUIDE: _("The ministry's guide to beneficiary care centres"),
    UNIVERSITY: _("King Abdulaziz University's Tawasul guide"),
    ASSUMED: _("An assumption, to be confirmed by the ministry"),
}

UNIT_LABELS: dict[str, LazyText] = {
    Unit.WORKING_DAYS.value: _("working days"),
    Unit.WORKING_MINUTES.value: _("working minutes"),
    Unit.MINUTES.value: _("minutes, day and night"),
}

# Said of the line about statements: what happens to the beneficiary's time while one is owed.
PAUSING_LABELS: dict[str, LazyText] = {
    Pausing.NEVER.value: _("The beneficiary's time runs on, whoever owes a statement"),
    Pausing.BODIES.value: _("The beneficiary's time stands still while an outside body owes a statement"),
    Pausing.OUTSIDE.value: _("The beneficiary's time stands still while a school or an outside body owes a statement"),
    Pausing.OTHERS.value: _(
        "The beneficiary's time stands still while another centre, a school or an outside body owes a statement"
    ),
    Pausing.ALWAYS.value: _("The beneficiary's time stands still while anybody owes a statement"),
}

# Whole sentences, since the number's word takes its gender and case from what is counted.
WORKING_DAYS_SPELT: dict[int, LazyText] = {
    3: _("within three working days"),
    4: _("within four working days"),
    5: _("within five working days"),
    6: _("within six working days"),
    7: _("within seven working days"),
    8: _("within eight working days"),
    9: _("within nine working days"),
    10: _("within ten working days"),
    15: _("within fifteen working days"),
    20: _("within twenty working days"),
    30: _("within thirty working days"),
}

ENGLISH_UNDER_TEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

MINUTES_OF_HOUR, MINUTES_OF_DAY = 60, 24 * 60


def sentence(promise: Promise, language: str) -> str:
    """The promise in plain words, without its subject: to stand after "we answer your inquiry"."""
    with override(language):
        if promise.unit is Unit.WORKING_DAYS:
            return _working_days(promise.number)
        if promise.unit is Unit.WORKING_MINUTES:
            return _working_minutes(promise.number)
        return _minutes(promise.number)


def _number(count: int) -> str:
    """As English writes it: in words under ten."""
    spelt = (get_language() or "").startswith("en") and 0 < count <= len(ENGLISH_UNDER_TEN)
    return ENGLISH_UNDER_TEN[count - 1] if spelt else str(count)


def _working_days(count: int) -> str:
    if count in WORKING_DAYS_SPELT:
        return str(WORKING_DAYS_SPELT[count])
    return ngettext("within %(count)s working day", "within %(count)s working days", count) % {"count": _number(count)}


def _working_minutes(count: int) -> str:
    if count % MINUTES_OF_HOUR == 0:
        hours = count // MINUTES_OF_HOUR
        return ngettext("within %(count)s working hour", "within %(count)s working hours", hours) % {
            "count": _number(hours)
        }
    return ngettext("within %(count)s working minute", "within %(count)s working minutes", count) % {
        "count": _number(count)
    }


def _minutes(count: int) -> str:
    if count % MINUTES_OF_DAY == 0:
        days = count // MINUTES_OF_DAY
        return ngettext("within %(count)s day", "within %(count)s days", days) % {"count": _number(days)}
    if count % MINUTES_OF_HOUR == 0:
        hours = count // MINUTES_OF_HOUR
        said = ngettext("within %(count)s hour", "within %(count)s hours", hours) % {"count": _number(hours)}
    else:
        said = ngettext("within %(count)s minute", "within %(count)s minutes", count) % {"count": _number(count)}
    return gettext("%(time)s, day and night") % {"time": said}
