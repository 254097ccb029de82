"""Bugs that others shipped, by name: each is kept out by a test that says so, or by a line of the hand-counted table.

The names are those of public reports (a project, and the number it has there). A name stands in the docstring of a test
function or in the `why` of `tests/calendars/cases.txt`; of several numbers of one project, "GLPI 6902, 15605" names both.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

TESTS = Path(settings.BASE) / "tests"

CLOCK = {
    "GLPI 10594": "a pause across a weekend counted too long",
    "GLPI 6902": "changing the commitment forgot the pause",
    "GLPI 15605": "changing the commitment forgot the pause",
    "Frappe 2075": "held time was added to the creation time",
    "osTicket 6739": "a schedule was wrong unless Monday and Thursday were set",
    "Frappe 2212": "one window a day only",
    "Chatwoot 14009": "one window a day only",
    "GLPI PR 22678": "midnight fired a level",
    "Chatwoot PR 13392": "business hours were ignored",
    "Zammad 4353": "a deactivated commitment stayed late",
    "Zammad 5177": "the next clock overruled the first",
    "GLPI 1911": "after a referral the receiver had no time of its own",
    "Zammad 5624": "after a referral the sender's clock ran on",
    "escalade 355": "A, B, A lost a leg",
    "DIGIT: any comment": "any comment restarted the escalation",
    "Alaveteli 7292": "a holiday added later left open deadlines as they were",
    "Signalen: Monday to Friday": "weekdays were hard-coded",
    "Signalen: holidays": "holidays were ignored",
}
SWEEPS = {
    "DIGIT: only the newest 100": "the oldest never escalated",
    "osTicket: 100 per run": "what was more waited for the next run",
    "Znuny: 1,000 per run": "what was more waited for the next run",
    "Frappe: every hour": "alarms sounded up to an hour late",
    "DIGIT: two workers": "two acted twice, for there was no lock",
}


def kept_out() -> Iterator[str]:
    """Every docstring of a test, and every line of the table."""
    for file in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield ast.get_docstring(node) or ""
    yield from (TESTS / "calendars" / "cases.txt").read_text(encoding="utf-8").splitlines()


def pattern(name: str) -> re.Pattern[str]:
    """The name as it may stand: one of several numbers of its project, or the words after its colon."""
    if ":" in name:
        return re.compile(re.escape(name))
    project, number = name.rsplit(" ", 1)
    return re.compile(rf"{re.escape(project)} (\d+, )*{number}\b")


@pytest.mark.parametrize("name", [*CLOCK, *SWEEPS])
def test_a_bug_that_others_shipped_is_kept_out_by_name(name: str) -> None:
    wanted = pattern(name)
    assert any(wanted.search(text) for text in kept_out()), f"no test names {name}: {(CLOCK | SWEEPS)[name]}"
