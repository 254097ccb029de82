"""`manage.py issue_token`: the first token, before anybody can sign in to issue one."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext, override

from tawasul.api import actions
from tawasul.centres.actor import SYSTEM
from tawasul.centres.models import Membership
from tawasul.centres.queries import memberships_of
from tawasul.lib.command_language import add_language
from tawasul.lib.errors import Invalid, NotFound, Refused
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
        parser.add_argument("--days", type=int, default=90, help="how long it lives (default: 90)")
        add_language(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Issue it; what stands in the way is said in whole sentences, with exit code 1."""
        with override(options["language"]):
            self.stdout.write(_issue(options))


def _issue(options: dict[str, Any]) -> str:
    """The secret."""
    at, days = timezone.now(), options["days"]
    if not 1 <= days <= actions.LONGEST_LIFE.days:
        raise CommandError(
            gettext("A token lives a year at most: give --days from 1 to %(most)d.")
            % {"most": actions.LONGEST_LIFE.days}
        )
    membership = _membership(options)
    try:
        issued = actions.issue_token(
            actor=SYSTEM,
            membership_id=membership.pk,
            name=options["name"],
            expires_at=at + timedelta(days=days),
            at=at,
        )
    except Invalid as invalid:
        texts = [str(text) for each in invalid.fields.values() for text in each]
        raise CommandError(" ".join(texts) or str(invalid.message)) from invalid
    except Refused as refused:
        raise CommandError(str(refused.message)) from refused
    return issued.secret


def _membership(options: dict[str, Any]) -> Membership:
    """The one role that is meant, of whoever has the address."""
    email = options["email"]
    try:
        held = memberships_of(user_by_email(email).pk, timezone.localdate())
    except NotFound as missing:
        raise CommandError(gettext("Nobody has an account with the address %(email)s.") % {"email": email}) from missing
    if not held:
        raise CommandError(gettext("Whoever has the address %(email)s holds no role now.") % {"email": email})
    fitting = [
        row for row in held if options["role"] in {None, row.role} and options["place"] in {None, row.place.code}
    ]
    if len(fitting) != 1:
        roles = gettext("; ").join(f"--role {row.role} --place {row.place.code}" for row in held)
        raise CommandError(gettext("Name one role that is held now: %(roles)s") % {"roles": roles})
    return fitting[0]
