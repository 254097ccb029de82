"""The beneficiary's identity, mobile and e-mail address as the page shows them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.lib.masking import masked, masked_email
from tawasul.lib.mobile import local_form
from tawasul.people.labels import IDENTITY_KIND_LABELS
from tawasul.tickets.models import Ticket


def masked_facts(ticket: Ticket, shown: Mapping[str, str]) -> list[dict[str, Any]]:
    """The facts, masked but for what was just asked to be shown."""
    person = ticket.beneficiary
    facts: list[dict[str, Any]] = [
        {
            "field": "identity",
            "label": IDENTITY_KIND_LABELS[person.identity_kind],
            "value": masked(person.identity_number),
        },
        {"field": "mobile", "label": _("Mobile"), "value": masked(local_form(ticket.mobile)) if ticket.mobile else ""},
    ]
    if ticket.email:
        facts.append({"field": "email", "label": _("E-mail"), "value": masked_email(ticket.email)})
    for fact in facts:
        if str(fact["field"]) in shown:
            fact["value"], fact["shown"] = _whole(str(fact["field"]), shown), True
    return facts


def _whole(field: str, shown: Mapping[str, str]) -> str:
    return local_form(shown[field]) if field == "mobile" and shown[field] else shown[field]
