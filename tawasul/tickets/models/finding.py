"""By what a ticket is found."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from tawasul.tickets.models.ticket import Ticket


class FoundBy(models.Model):
    """The folded words by which a ticket is found, in a row of their own.

    A ticket changes often, its words seldom; and a row that changes is entered anew in every index of its table, in that of
    words once for each of them.
    """

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, primary_key=True, related_name="found_by")
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="ticket_words", fastupdate=False)]

    def __str__(self) -> str:
        return str(self.ticket_id)
