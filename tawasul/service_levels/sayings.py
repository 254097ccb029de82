"""Lines of the document as people say them, in the reader's language: what each is about, and what it promises."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise as LazyText
from django.utils.translation import get_language, gettext, ngettext, override

from tawasul.people.labels import CATEGORY_LABELS
from tawasul.service_levels.amounts import Key, Promise, Step, Unit
from tawasul.service_levels.countings import Counting, counting_of
from tawasul.service_levels.labels import (
    OF_PRIORITY,
    PAUSING_LABELS,
    RUNG_LABELS,
    SOURCE_LABELS,
    STATEMENT_RUNG_LABELS,
    STEP_LABELS,
    SUBJECT_LABELS,
    sentence,
)


def subject_said(subject: str) -> str:
    """A type, or that it is of every type."""
    return str(SUBJECT_LABELS[subject]) if subject else gettext("Every type")


def for_whom(promise: Promise) -> list[str]:
    """The priority and the beneficiaries for whom alone a line holds; nothing where it is for all."""
    said = [str(OF_PRIORITY[promise.priority])] if promise.priority else []
    if promise.category:
        said.append(gettext("for: %(category)s") % {"category": CATEGORY_LABELS[promise.category]})
    return said


def about(promise: Promise) -> str:
    """What a line is about: "Inquiry · Reply to the beneficiary · high priority"."""
    return " · ".join([subject_said(promise.subject), str(STEP_LABELS[promise.step]), *for_whom(promise)])


def of_case(key: Key) -> str:
    """As `about`, for a case."""
    subject, step, priority, category = key
    return about(Promise(subject, step, priority, 1, Unit.MINUTES, category))


def within(promise: Promise) -> str:
    """What is promised: "within five working days"."""
    return sentence(promise, get_language() or "ar")


def length(number: int, unit: Unit) -> str:
    """So much of a unit by itself: "250 working days", "4 working hours"."""
    counting = counting_of(unit, [number])
    return _counted(counting, number // counting.times)


def after(number: int, unit: Unit) -> str:
    """How long after the due instant: "after 2 working days"; at nought "at the due time"."""
    if not number:
        return gettext("at the due time")
    counting = counting_of(unit, [number])
    return _after(counting, number // counting.times)


def warned(warnings: Iterable[int]) -> str:
    """The shares of the time at which a warning comes: "50%, 80%"."""
    return gettext(", ").join(f"{share}%" for share in warnings)


def rungs(promise: Promise) -> list[tuple[str, str]]:
    """Who hears that it is late, from below, and when."""
    labels = rung_labels(promise.step)
    return [(str(labels[rung]), after(delay, promise.unit)) for rung, delay in enumerate(promise.ladder)]


def rung_labels(step: str) -> dict[int, LazyText]:
    """Who stands on the rungs of a step's ladder."""
    return STATEMENT_RUNG_LABELS if step == Step.STATEMENT.value else RUNG_LABELS


def pausing(promise: Promise) -> str:
    """Of a line about statements: while whose are owed the beneficiary's time stands still."""
    return str(PAUSING_LABELS[promise.pauses.value]) if promise.step == Step.STATEMENT.value else ""


def promised(promise: Promise) -> str:
    """All that a line promises, in one sentence: the time, the warnings, the ladder, and what a statement does to time."""
    parts = (within(promise), _warning(promise), _ladder(promise), pausing(promise))
    return gettext("; ").join(part for part in parts if part)


def told_apart(was: Promise, now: Promise) -> tuple[str, str]:
    """Of two lines about the same what each says where they differ: the time, the warnings, the ladder, what a statement
    does to time, the source."""
    apart = [pair for pair in zip(_parts(was), _parts(now), strict=True) if pair[0] != pair[1]]
    return gettext("; ").join(before for before, _after in apart), gettext("; ").join(after for _before, after in apart)


def _parts(promise: Promise) -> tuple[str, str, str, str, str]:
    source = promise.source and gettext("source: %(source)s") % {"source": source_said(promise.source)}
    return (
        within(promise),
        _warning(promise) or gettext("no warning"),
        _ladder(promise) or gettext("nobody hears that it is late"),
        pausing(promise),
        source or gettext("no source named"),
    )


def _warning(promise: Promise) -> str:
    if not promise.warnings:
        return ""
    return gettext("warning at %(shares)s of the time") % {"shares": warned(promise.warnings)}


def _ladder(promise: Promise) -> str:
    if not promise.ladder:
        return ""
    heard = gettext(", ").join(f"{who} {when}" for who, when in rungs(promise))
    return gettext("when late, hears of it: %(rungs)s") % {"rungs": heard}


def source_said(source: str) -> str:
    """Where a number comes from; what is shipped is said in the reader's language."""
    return str(SOURCE_LABELS.get(source, source))


def reading_order(promise: Promise) -> tuple[int, int, int, int]:
    """Where a line stands for a reader: type by type, step by step, and of one step the line for all first."""
    subjects, priorities, categories = [*SUBJECT_LABELS, ""], ["", *OF_PRIORITY], ["", *CATEGORY_LABELS]
    return (
        subjects.index(promise.subject),
        [*STEP_LABELS].index(promise.step),
        priorities.index(promise.priority),
        categories.index(promise.category),
    )


def in_both(say: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What is said by name, in both languages (`name_ar`, `name_en`): for what is written down once and read in either."""
    said: dict[str, str] = {}
    for language in ("ar", "en"):
        with override(language):
            said |= {f"{name}_{language}": text for name, text in say().items()}
    return said


def _counted(counting: Counting, count: int) -> str:
    words: dict[str, str] = {
        "working_days": ngettext("%(count)d working day", "%(count)d working days", count),
        "working_hours": ngettext("%(count)d working hour", "%(count)d working hours", count),
        "working_minutes": ngettext("%(count)d working minute", "%(count)d working minutes", count),
        "days": ngettext("%(count)d day", "%(count)d days", count),
        "hours": ngettext("%(count)d hour", "%(count)d hours", count),
        "minutes": ngettext("%(count)d minute", "%(count)d minutes", count),
    }
    return words[counting.key] % {"count": count}


def _after(counting: Counting, count: int) -> str:
    words: dict[str, str] = {
        "working_days": ngettext("after %(count)d working day", "after %(count)d working days", count),
        "working_hours": ngettext("after %(count)d working hour", "after %(count)d working hours", count),
        "working_minutes": ngettext("after %(count)d working minute", "after %(count)d working minutes", count),
        "days": ngettext("after %(count)d day", "after %(count)d days", count),
        "hours": ngettext("after %(count)d hour", "after %(count)d hours", count),
        "minutes": ngettext("after %(count)d minute", "after %(count)d minutes", count),
    }
    return words[counting.key] % {"count": count}
