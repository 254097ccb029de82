"""The tables of the house as pages that one can read aloud to an official: roles, powers, and the lives of things."""

from collections.abc import Iterable, Iterator

from django.utils import translation

from tawasul.centres.labels import PLACE_KIND_LABELS, POWER_LABELS, ROLE_LABELS
from tawasul.centres.roles import ROLES, PlaceKind, Power
from tawasul.directives import labels as of_directives
from tawasul.directives import lifecycle as directives
from tawasul.meetings import labels as of_meetings
from tawasul.meetings import lifecycle as meetings
from tawasul.tickets.labels import (
    ACTION_LABELS,
    CLOCK_LABELS,
    CONDITION_LABELS,
    STANDING_LABELS,
    STATE_LABELS,
    TYPE_LABELS,
)
from tawasul.tickets.lifecycle import FINAL_STATES, FIRST_STATE, LIFECYCLES, State, Step, TicketType
from tawasul.tickets.problems import labels as of_problems
from tawasul.tickets.problems import lifecycle as problems

_MADE = "<!-- Made from the tables in the code by `python manage.py tables`; a test compares. -->\n"


def roles_page() -> str:
    """Every role: where it is held, and what it may do."""
    lines = [_MADE, "# Roles and powers", ""]
    lines += list(_rows(("Role", "الدور", "Held at", "Powers"), _role_rows()))
    lines += ["", "## Powers", ""]
    powers = ((power.value, _said(POWER_LABELS[power], "en"), _said(POWER_LABELS[power], "ar")) for power in Power)
    lines += list(_rows(("Power", "Meaning", "المعنى"), powers))
    return "\n".join(lines) + "\n"


def lifecycles_page() -> str:
    """Every ticket type, problems, directives and meetings: a drawing of the states, and the table of what may be done."""
    lines = [_MADE, "# The lives of tickets, problems, directives and requests to meet the official", ""]
    for ticket_type in TicketType:
        english, arabic = (_said(TYPE_LABELS[ticket_type], language) for language in ("en", "ar"))
        lines += [f"## {english} · {arabic}", "", "```mermaid", "stateDiagram-v2"]
        lines += list(_drawing(ticket_type))
        lines += ["```", ""]
        head = ("Action", "الإجراء", "From", "To", "Power", "Who of them", "While", "Required", "Clock", "Told")
        lines += list(_rows(head, (_step_row(step) for step in LIFECYCLES[ticket_type])))
        lines += [""]
    return "\n".join([*lines, *_problem_lines(), *_directive_lines(), *_meeting_lines()])


def _problem_lines() -> Iterator[str]:
    """The life of a problem, likewise."""
    yield from ("## Problem · مشكلة", "", "```mermaid", "stateDiagram-v2")
    for state in problems.State:
        yield f"    {state.value}: {_said(of_problems.STATE_LABELS[state], 'ar')}"
    yield f"    [*] --> {problems.FIRST_STATE.value}"
    for step in problems.LIFECYCLE:
        for origin in problems.State:
            if step.to is not None and origin in step.origin and step.to is not origin:
                yield f"    {origin.value} --> {step.to.value}: {_said(of_problems.ACT_LABELS[step.act], 'ar')}"
    yield from (f"    {problems.State.CLOSED.value} --> [*]", "```", "")
    head = ("Act", "الإجراء", "From", "To", "Power", "Who of them", "While", "Required")
    yield from _rows(head, (_act_row(step) for step in problems.LIFECYCLE))
    yield ""


def _directive_lines() -> Iterator[str]:
    """The life of a directive, likewise."""
    yield from ("## Directive · توجيه", "", "```mermaid", "stateDiagram-v2")
    for state in directives.State:
        yield f"    {state.value}: {_said(of_directives.STATE_LABELS[state], 'ar')}"
    yield f"    [*] --> {directives.FIRST_STATE.value}"
    for step in directives.LIFECYCLE:
        for origin in directives.State:
            if step.to is not None and origin in step.origin and step.to is not origin:
                yield f"    {origin.value} --> {step.to.value}: {_said(of_directives.ACT_LABELS[step.act], 'ar')}"
    yield from (f"    {state.value} --> [*]" for state in directives.State if state in directives.ENDED)
    yield from ("```", "")
    head = ("Act", "الإجراء", "From", "To", "Who", "Required")
    yield from _rows(head, (_directive_row(step) for step in directives.LIFECYCLE))
    yield ""


def _directive_row(step: directives.Step) -> tuple[str, ...]:
    who = [_said(of_directives.PART_LABELS[part], "en") for part in directives.Part if part in step.parts]
    return (
        _said(of_directives.ACT_LABELS[step.act], "en"),
        _said(of_directives.ACT_LABELS[step.act], "ar"),
        ", ".join(state.value for state in directives.State if state in step.origin),
        step.to.value if step.to else "—",
        "; ".join([*who, *([_said(of_directives.NOT_AUTHOR, "en")] if step.not_author else [])]),
        ", ".join(step.required) or "—",
    )


def _meeting_lines() -> Iterator[str]:
    """The life of a request to meet the official, likewise."""
    yield from ("## Meeting request · طلب لقاء", "", "```mermaid", "stateDiagram-v2")
    for state in meetings.State:
        yield f"    {state.value}: {_said(of_meetings.STATE_LABELS[state], 'ar')}"
    yield f"    [*] --> {meetings.FIRST_STATE.value}"
    for step in meetings.LIFECYCLE:
        for origin in meetings.State:
            if step.to is not None and origin in step.origin and step.to is not origin:
                yield f"    {origin.value} --> {step.to.value}: {_said(of_meetings.ACT_LABELS[step.act], 'ar')}"
    yield from (f"    {state.value} --> [*]" for state in meetings.State if state in meetings.FINAL_STATES)
    yield from ("```", "")
    head = ("Act", "الإجراء", "From", "To", "Power", "Required", "Clock", "Told")
    yield from _rows(head, (_doing_row(step) for step in meetings.LIFECYCLE))
    yield ""


def _doing_row(step: meetings.Step) -> tuple[str, ...]:
    who = [step.power.value if step.power else "", "or the beneficiary" if step.by_beneficiary else ""]
    return (
        _said(of_meetings.ACT_LABELS[step.act], "en"),
        _said(of_meetings.ACT_LABELS[step.act], "ar"),
        ", ".join(state.value for state in meetings.State if state in step.origin),
        step.to.value if step.to else "—",
        " ".join(filter(None, [*who, "or the system" if step.by_system else ""])),
        ", ".join(step.required) or "—",
        _said(of_meetings.CLOCK_LABELS[step.clock], "en"),
        ", ".join(told.value for told in step.tells) or "—",
    )


def _act_row(step: problems.Step) -> tuple[str, ...]:
    return (
        _said(of_problems.ACT_LABELS[step.act], "en"),
        _said(of_problems.ACT_LABELS[step.act], "ar"),
        ", ".join(state.value for state in problems.State if state in step.origin),
        step.to.value if step.to else "—",
        step.power.value,
        _said(of_problems.STANDING_LABELS[step.standing], "en"),
        _said(of_problems.CONDITION_LABELS[step.condition], "en") if step.condition else "—",
        ", ".join(step.required) or "—",
    )


def _role_rows() -> Iterator[tuple[str, ...]]:
    for role in ROLES:
        held = ", ".join(_said(PLACE_KIND_LABELS[kind], "en") for kind in PlaceKind if kind in role.held_at)
        powers = ", ".join(power.value for power in Power if power in role.powers)
        yield _said(ROLE_LABELS[role.key], "en"), _said(ROLE_LABELS[role.key], "ar"), held, powers


def _step_row(step: Step) -> tuple[str, ...]:
    who = [step.power.value if step.power else ""]
    who += ["or the beneficiary"] if step.by_beneficiary else []
    who += ["or the system"] if step.by_system else []
    return (
        _said(ACTION_LABELS[step.action], "en"),
        _said(ACTION_LABELS[step.action], "ar"),
        ", ".join(state.value for state in State if state in step.origin),
        step.to.value if step.to else "—",
        " ".join(filter(None, who)),
        _said(STANDING_LABELS[step.standing], "en"),
        _said(CONDITION_LABELS[step.condition], "en") if step.condition else "—",
        ", ".join(step.required) or "—",
        _said(CLOCK_LABELS[step.clock], "en"),
        ", ".join(told.value for told in step.tells) or "—",
    )


def _drawing(ticket_type: TicketType) -> Iterator[str]:
    for state in State:
        yield f"    {state.value}: {_said(STATE_LABELS[state], 'ar')}"
    yield f"    [*] --> {FIRST_STATE.value}"
    for step in LIFECYCLES[ticket_type]:
        for origin in State:
            if step.to is not None and origin in step.origin and step.to is not origin:
                yield f"    {origin.value} --> {step.to.value}: {_said(ACTION_LABELS[step.action], 'ar')}"
    for state in State:
        if state in FINAL_STATES:
            yield f"    {state.value} --> [*]"


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def _said(label: object, language: str) -> str:
    with translation.override(language):
        return str(label)
