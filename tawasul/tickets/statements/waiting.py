"""Whether the beneficiary's time stands still because somebody else owes a statement."""

from tawasul.tickets.models import Statement, Ticket


def stands_still(ticket: Ticket) -> bool:
    """Whether a statement is owed for which the document lets time stand still. One query, none where nothing is awaited.

    While those asked wait for an answer of ours it is the house that owes, and time runs.
    """
    if not ticket.statements_open:
        return False
    return Statement.objects.filter(ticket=ticket, state=Statement.ASKED, pauses=True).exists()
