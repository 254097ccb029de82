"""The log tells what went wrong, and nothing of the person it went wrong for."""

import json
import logging
import sys

from config.logs import JsonLines


def line(message: str, *arguments: object, failing: str = "") -> dict[str, str]:
    caught = None
    if failing:
        try:
            raise ValueError(failing)
        except ValueError:
            caught = sys.exc_info()
    record = logging.LogRecord("tawasul", logging.ERROR, "x.py", 1, message, arguments, caught)
    said: dict[str, str] = json.loads(JsonLines().format(record))
    return said


def test_numbers_and_addresses_are_struck_out() -> None:
    said = line("Not Found: /follow/%s by %s", "26000012345", "parent@example.sa")
    assert said["message"] == "Not Found: /follow/… by …"
    assert said["level"] == "error"


def test_a_traceback_keeps_its_lines_and_loses_its_values() -> None:
    said = line("failed", failing="duplicate key\nDETAIL: Key (identity_number)=(A12) exists\n1000000008")
    assert "test_logs.py" in said["traceback"]
    assert "ValueError" in said["traceback"]
    assert "A12" not in said["traceback"]
    assert "1000000008" not in said["traceback"]
