"""Filing as another system does it: once under its key, in one transaction."""

from itertools import count
from uuid import uuid4

from django.utils import timezone

from bench import words
from tawasul.centres import queries as centres
from tawasul.centres.models import Membership, Place
from tawasul.lib.identity import parse_identity
from tawasul.people.models import Beneficiary
from tawasul.tickets import actions
from tawasul.tickets.actions.filing import Asker
from tawasul.timeline import receipts


class Filing:
    """Files a ticket of a known beneficiary with one centre."""

    title = "Filing a ticket"

    def __init__(self) -> None:
        held = Membership.objects.select_related("user", "place").get(role="call_centre_agent")
        self.actor = centres.actor_for(held)
        self.centre = Place.objects.get(code="s2-c")
        self.beneficiaries = list(Beneficiary.objects.order_by("id")[:50])
        self.turn = count()

    def act(self) -> object:
        """One more ticket, committed."""
        of = self.beneficiaries[next(self.turn) % len(self.beneficiaries)]
        at = timezone.now()
        asker = Asker(identity=parse_identity(of.identity_number), name=of.name, category=of.category, mobile=of.mobile)

        def act() -> str:
            return actions.file_ticket(
                actor=self.actor,
                asker=asker,
                type="complaint",
                channel="telephone",
                centre_id=self.centre.pk,
                subject=words.SUBJECTS[0],
                text=words.SENTENCES[0],
                at=at,
            ).reference

        return receipts.once(scope="bench", key=str(uuid4()), asked={}, at=at, act=act)
