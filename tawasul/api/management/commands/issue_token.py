"""`manage.py issue_token`: the first token, before anybody can sign in to issue one."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tawasul.api import actions
from tawasul.centres.actor import SYSTEM
from tawasul.centres.models import Membership
from tawasul.centres.queries import memberships_of
from tawasul.lib.errors import Invalid, Refused
from tawasul.people.queries import user_by_email


class Command(BaseCommand):
    """Issue a token for a role that somebody holds, and print its secret once."""

    help = "Issue an API token for somebody's role, and print the secret, which is never shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose role, for which system, for how long."""
        parser.add_argument("email", help="of the person under whose role the system will act")
        parser.add_argument("name", help="of the system that will use it")
        parser.add_argument("--role", help="needed where the person holds several")
        parser.add_argument("--place", help="code of the place, where the role is held at several")
        parser.add_argument("--days", type=int, default=90)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Issue it."""
        at = timezone.now()
        try:
            membership = self._membership(options)
            issued = actions.issue_token(
                actor=SYSTEM,
                membership_id=membership.pk,
                name=options["name"],
                expires_at=at + timedelta(days=options["days"]),
                at=at,
            )
        except Refused as refused:
            texts = refused.fields.values() if isinstance(refused, Invalid) else []
            raise CommandError(" ".join([str(refused.message), *(str(t) for ts in texts for t in ts)])) from refused
        self.stdout.write(issued.secret)

    def _membership(self, options: dict[str, Any]) -> Membership:
        held = memberships_of(user_by_email(options["email"]).pk, timezone.localdate())
        fitting = [
            row for row in held if options["role"] in {None, row.role} and options["place"] in {None, row.place.code}
        ]
        if len(fitting) != 1:
            roles = ", ".join(f"{row.role} at {row.place.code}" for row in held) or "none"
            raise CommandError(f"Name one role with --role and --place. Held now: {roles}")
        return fitting[0]
