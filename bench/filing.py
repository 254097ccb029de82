"""Filing as another system does it: POST /api/v1/tickets with a token, once under its key."""

import json
from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from bench import words
from tawasul.api.actions import issue_token
from tawasul.centres import queries as centres
from tawasul.centres.models import Membership, Place
from tawasul.people.models import Beneficiary


class Filing:
    """Files a ticket of a known beneficiary with one centre."""

    title = "Filing through the API"

    def __init__(self) -> None:
        held = {
            row.role: row for row in Membership.objects.select_related("user", "place").filter(place__code="ministry")
        }
        at = timezone.now()
        issued = issue_token(
            actor=centres.actor_for(held["ministry_supervisor"]),
            membership_id=held["call_centre_agent"].pk,
            name="Measurement",
            expires_at=at + timedelta(days=1),
            at=at,
        )
        self.client = Client(headers={"Authorization": f"Bearer {issued.secret}"})
        self.centre = Place.objects.get(code="s2-c")
        self.beneficiaries = list(Beneficiary.objects.order_by("id")[:50])
        self.turn = count()

    def act(self) -> object:
        """One more ticket, committed."""
        of = self.beneficiaries[next(self.turn) % len(self.beneficiaries)]
        asked = {
            "type": "complaint",
            "channel": "telephone",
            "centre": self.centre.pk,
            "subject": words.SUBJECTS[0],
            "text": words.SENTENCES[0],
            "beneficiary": {
                "identity": of.identity_number,
                "name": of.name,
                "category": of.category,
                "mobile": of.mobile,
            },
        }
        answer = self.client.post(
            "/api/v1/tickets", json.dumps(asked), "application/json", headers={"Idempotency-Key": str(uuid4())}
        )
        if answer.status_code != 201:
            raise RuntimeError(f"{answer.status_code}: {answer.content.decode()[:300]}")
        return answer
