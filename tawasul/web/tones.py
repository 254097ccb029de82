"""The tone in which each state of a ticket is shown. Colour never speaks alone: each tone has its sign."""

TONES: dict[str, str] = {
    "submitted": "information",
    "in_triage": "information",
    "returned": "warning",
    "referred": "travel",
    "with_coordinator": "travel",
    "reply_drafted": "review",
    "under_review": "review",
    "replied": "success",
    "closed": "neutral",
    "objected": "danger",
    "withdrawn": "neutral",
}

SIGNS: dict[str, str] = {
    "information": "circle",
    "warning": "exclamation-circle",
    "travel": "arrow-right-circle",
    "review": "pencil",
    "success": "check-circle",
    "neutral": "dash-circle",
    "danger": "exclamation-triangle",
}


def tone_of(state: str) -> str:
    """The tone of a state's key; a state without one is neutral."""
    return TONES.get(state, "neutral")


def tone_sign(tone: str) -> str:
    """The icon's name of a tone."""
    return SIGNS.get(tone, "circle")


# Of an objection's states, for those who read of it: what is open waits, what was upheld was right.
OBJECTION_TONES: dict[str, str] = {
    "open": "warning",
    "upheld": "success",
    "partly": "success",
    "rejected": "neutral",
    "dropped": "neutral",
}
