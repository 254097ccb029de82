"""The only writers of tickets: one verb, one function, one transaction.

Each locks the ticket, asks the lifecycle and the policies, writes, moves custody and clock, records the event and owes the
notices; or raises one of `lib.errors` and leaves everything as it was. `seen` is the version that the actor was looking at:
when the ticket has changed since, Conflict is raised and nothing is done (None: do not ask).
"""

from tawasul.tickets.actions.closing import close, withdraw
from tawasul.tickets.actions.completion import complete, return_for_completion
from tawasul.tickets.actions.filing import file_ticket
from tawasul.tickets.actions.notes import add_files, add_note, unmask
from tawasul.tickets.actions.referral import (
    accept,
    pass_back,
    refer_to_centre,
    refer_to_coordinator,
    refer_to_department,
)
from tawasul.tickets.actions.reply import approve_reply, draft_reply, send_back_reply, submit_reply
from tawasul.tickets.actions.triage import classify, take

__all__ = [
    "accept",
    "add_files",
    "add_note",
    "approve_reply",
    "classify",
    "close",
    "complete",
    "draft_reply",
    "file_ticket",
    "pass_back",
    "refer_to_centre",
    "refer_to_coordinator",
    "refer_to_department",
    "return_for_completion",
    "send_back_reply",
    "submit_reply",
    "take",
    "unmask",
    "withdraw",
]
