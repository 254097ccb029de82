"""The ticket and what belongs to it."""

from tawasul.tickets.models.callers import AskedInVain
from tawasul.tickets.models.calls import Call
from tawasul.tickets.models.choices import SavedChoice
from tawasul.tickets.models.custody import Custody, Referral
from tawasul.tickets.models.finding import FoundBy
from tawasul.tickets.models.joining import Joining, JoinRequest
from tawasul.tickets.models.many import Batch, BatchItem
from tawasul.tickets.models.objecting import Objection, ObjectionPaper
from tawasul.tickets.models.pressing import Expedite, Intervention
from tawasul.tickets.models.problems import Answer, Concern, Linking, Problem
from tawasul.tickets.models.statements import Statement, StatementPaper, StatementTurn
from tawasul.tickets.models.ticket import Ticket
from tawasul.tickets.models.words import Addition, Completion, Note, Reply

__all__ = [
    "Addition",
    "Answer",
    "AskedInVain",
    "Batch",
    "BatchItem",
    "Call",
    "Completion",
    "Concern",
    "Custody",
    "Expedite",
    "FoundBy",
    "Intervention",
    "JoinRequest",
    "Joining",
    "Linking",
    "Note",
    "Objection",
    "ObjectionPaper",
    "Problem",
    "Referral",
    "Reply",
    "SavedChoice",
    "Statement",
    "StatementPaper",
    "StatementTurn",
    "Ticket",
]
