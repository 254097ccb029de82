"""What a person may have asked already, said to the officer who is about to file it."""

from typing import Any

from tawasul.centres.actor import Actor
from tawasul.tickets.duplicates.candidates import Likely
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.policies import steps_open_to
from tawasul.web.desk.work.duplicates import shown_duplicates


def shown_likely(actor: Actor, found: list[Likely]) -> dict[str, Any]:
    """As on a ticket's page, and which of them may be added to."""
    shown = shown_duplicates(actor, found)
    for each in shown["seen"]:
        each["may_add"] = Action.ADD_WORDS in {step.action for step in steps_open_to(actor, each["ticket"])}
    return shown
