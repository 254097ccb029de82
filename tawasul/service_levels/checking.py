"""What is wrong with a line of the document, or missing from the whole: said by field, in the reader's language."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tawasul.lib.errors import Invalid
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.service_levels.amounts import LONGEST, MOST_RUNGS, MOST_WARNINGS, Promise, Step, Subject
from tawasul.service_levels.labels import PRIORITY_LABELS, STEP_LABELS, SUBJECT_LABELS
from tawasul.service_levels.sayings import length, subject_said

LONGEST_SOURCE = 200
GUIDE_MINUTES = 120  # round the clock: the one number of the ministry's guide, for emergency reports
Faults = dict[str, list[Any]]


def check_line(line: Promise) -> None:
    """Raise Invalid, field by field, unless the line can stand in a document. `rung_0` is the first rung of the ladder."""
    faults = {**_faults_of_case(line), **_faults_of_time(line)}
    if faults:
        raise Invalid(_("This line cannot stand as it is."), fields=faults)


def check_once(line: Promise, others: Iterable[Promise]) -> None:
    """Raise Invalid where another line is about the same."""
    if any(line.key == other.key for other in others):
        said = _("The document has a line for this already: change that one.")
        raise Invalid(said, fields={"step": [said]})


def check_lines(lines: Sequence[Promise]) -> None:
    """Raise Invalid unless each line can stand, and stands once."""
    for number, line in enumerate(lines):
        check_line(line)
        check_once(line, lines[:number])


def gaps(lines: Iterable[Promise]) -> list[Subject]:
    """The types to which the document promises no reply: each needs a line for every priority and everybody."""
    whole = {line.subject for line in lines if line.key == (line.subject, Step.WHOLE.value, "", "")}
    return [subject for subject in Subject if subject.value not in whole]


def later_than_the_guide(lines: Iterable[Promise]) -> bool:
    """Whether emergencies may be handled later than the ministry's guide has it: it is said, and left to who approves."""
    return any(
        line.subject == Subject.REPORT.value
        and line.step == Step.WHOLE.value
        and (not line.round_the_clock or line.number > GUIDE_MINUTES)
        for line in lines
    )


def check_whole(lines: Iterable[Promise]) -> None:
    """Raise Invalid "gaps" unless everything that may be asked of a centre has a commitment."""
    if missing := gaps(lines):
        said = [
            _("%(subject)s: nothing says by when the beneficiary has a reply, whatever the priority.")
            % {"subject": subject_said(subject.value)}
            for subject in missing
        ]
        raise Invalid(
            _("Every type needs a commitment before the document can hold."), fields={"commitments": said}, code="gaps"
        )


def _faults_of_case(line: Promise) -> Faults:
    known: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("subject", line.subject, ("", *SUBJECT_LABELS)),
        ("step", line.step, STEP_LABELS),
        ("priority", line.priority, ("", *PRIORITY_LABELS)),
        ("category", line.category, ("", *CATEGORY_LABELS)),
    )
    faults: Faults = {field: [_("Choose one of these.")] for field, value, values in known if value not in values}
    if len(line.source) > LONGEST_SOURCE:
        faults["source"] = [_("At most %(most)d letters.") % {"most": LONGEST_SOURCE}]
    if line.step == Step.WHOLE.value and not line.subject:
        faults["subject"] = [_("The reply to the beneficiary is promised for each type by itself: choose one.")]
    return faults


def _faults_of_time(line: Promise) -> Faults:
    most = LONGEST[line.unit]
    faults: Faults = {}
    if line.number < 1:
        faults["number"] = [_("At least one.")]
    elif line.number > most:
        faults["number"] = [_("At most %(most)s.") % {"most": length(most, line.unit)}]
    if said := _fault_of_warnings(line.warnings):
        faults["warnings"] = [said]
    if len(line.ladder) > MOST_RUNGS:
        faults[f"rung_{MOST_RUNGS - 1}"] = [_("The ladder ends here.")]
    for rung, delay in enumerate(line.ladder[:MOST_RUNGS]):
        if delay < 0:
            faults[f"rung_{rung}"] = [_("Nobody hears that it is late before it is due.")]
        elif delay > most:
            faults[f"rung_{rung}"] = [_("At most %(most)s.") % {"most": length(most, line.unit)}]
        elif rung and delay <= line.ladder[rung - 1]:
            faults[f"rung_{rung}"] = [_("Each rung hears later than the one below it.")]
    return faults


def _fault_of_warnings(warnings: Sequence[int]) -> str:
    if len(warnings) > MOST_WARNINGS:
        return ngettext("At most %(count)d warning.", "At most %(count)d warnings.", MOST_WARNINGS) % {
            "count": MOST_WARNINGS
        }
    if not all(1 <= share <= 99 for share in warnings):
        return _("A warning comes after 1 to 99 hundredths of the time.")
    if list(warnings) != sorted(set(warnings)):
        return _("Each warning comes later than the one before it.")
    return ""
