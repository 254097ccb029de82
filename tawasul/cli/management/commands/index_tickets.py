"""`manage.py index_tickets`: store the words by which tickets are found anew, after the folding of words has changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext, override

from tawasul.lib.command_language import add_language
from tawasul.tickets.models import Ticket
from tawasul.tickets.search import index

BATCH = 500


class Command(BaseCommand):
    """Walks all tickets from the newest down, a batch at a time; people go on working meanwhile, and it may be run again."""

    help = "Store the words by which each ticket is found anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many at once."""
        parser.add_argument("--batch", type=int, default=BATCH, help="tickets in one transaction")
        add_language(parser)

    def handle(self, *_args: Any, batch: int, language: str, **_options: Any) -> None:
        """Batch by batch, saying how far it came."""
        done, last = 0, None
        while ids := self._next(last, batch):
            with transaction.atomic():
                rows = Ticket.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
                for ticket in rows.select_related("beneficiary"):
                    index(ticket)
            done, last = done + len(ids), ids[-1]
            with override(language):
                self.stdout.write(gettext("Tickets stored anew: %(count)d") % {"count": done})

    def _next(self, last: int | None, batch: int) -> list[int]:
        rows = Ticket.objects.order_by("-pk")
        return list((rows if last is None else rows.filter(pk__lt=last)).values_list("pk", flat=True)[:batch])
