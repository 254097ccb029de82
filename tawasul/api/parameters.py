"""What parameters mean that bear the same name in many addresses and headers; others say it where they are declared."""

from typing import Any

MEANINGS = {
    "Idempotency-Key": "Chosen by the caller, new for each deed: sent again with it, a request acts once and is answered alike",
    "reference": "The ticket's number, with or without dashes",
    "absence": "An id of /absences",
    "reorganisation": "An id of /reorganisations",
    "visit": "A visit's id, from the list of visits",
    "statement": "An id of /statements",
    "problem": "The problem's number, with or without dashes",
    "directive": "The directive's number, with or without dashes",
    "meeting": "The number of the request to meet the official, with or without dashes",
    "session": "An id of /meeting-sessions",
    "file": "The file's id, from the ticket, the statement, the directive or the request that it belongs to",
    "centre": "An id of /centres",
    "department": "An id of /centres/{centre}/departments",
    "place": "The id of a place whose calendar it is",
    "line": "The id of a line of that calendar: see /calendars/{place}/lines",
    "recalculation": "An id that a change of a calendar answered with",
    "version": "The number of a version of the service-level document",
    "user_number": "The person's number among staff",
    "seen": "From the preview: refused where the calendar has changed since",
    "explain": "With every day's windows as they were counted",
    "size": "How many on a page",
    "first_day": "The first day asked about",
    "last_day": "The last, itself included",
    "when": "Those of now, to come, or over",
    "who": "The ticket's number, or the identity or mobile of whoever calls",
    "q": "Part of a name, in whatever Arabic spelling; empty for all",
    "type": "The type of ticket",
    "step": "What must be done by then",
    "priority": "Where the document promises by priority",
    "category": "Where the document promises by who files",
}


def explain(operation: dict[str, Any]) -> None:
    """Say what each parameter of an operation of the document means, where its declaration does not."""
    for parameter in operation.get("parameters", []):
        if "description" not in parameter and "description" not in parameter["schema"]:
            parameter["description"] = MEANINGS[parameter["name"]]
