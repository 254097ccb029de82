"""Finding the beneficiary who stands at the counter or is on the telephone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from tawasul.centres.roles import Power
from tawasul.lib.digits import western
from tawasul.lib.errors import Refused
from tawasul.lib.identity import IdentityKind, parse_identity
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form, parse_mobile
from tawasul.people.actions import LONGEST_NAME
from tawasul.people.labels import IDENTITY_KIND_LABELS
from tawasul.people.models import Beneficiary
from tawasul.people.queries import MOST_FOUND, find_beneficiaries
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.marks import word_for
from tawasul.web.doors import staff_only

LONGEST_IDENTITY = 40


@staff_only(Power.FIND_BENEFICIARIES)
@require_POST
def people_found(request: DeskRequest) -> HttpResponse:
    """The people whom the words find, for a page that asks as one types."""
    mail = request.POST.get("mail", "")
    context = found_context(request.POST.get("who", "")) | {"with_mail": f"mail={mail}" if mail.isdecimal() else ""}
    return render(request, "desk/work/filing/found.html", context)


def found_context(who: str) -> dict[str, Any]:
    """Who was found, masked, and whether there are more."""
    who = " ".join(who.split())
    found = find_beneficiaries(who) if who else []
    return {"who": who, "people": [shown(person) for person in found[:MOST_FOUND]], "more": len(found) > MOST_FOUND}


def told_by(who: str) -> dict[str, str]:
    """What the words for which nobody was found say of a new person: an identity, a mobile or a name, by the form's fields."""
    who = " ".join(who.replace("\x00", "").split())[:LONGEST_NAME]
    try:
        parse_mobile(who)
    except Refused:
        pass
    else:
        return {"mobile": who}
    if not any(sign.isdigit() for sign in western(who)):
        return {"name": who} if who else {}
    try:
        kind = parse_identity(who).kind
    except Refused:
        letters = any(sign.isascii() and sign.isalpha() for sign in who)
        kind = IdentityKind.PASSPORT if letters else IdentityKind.NATIONAL
    return {"identity_kind": kind.value, "identity": who[:LONGEST_IDENTITY]}


def shown(person: Beneficiary) -> dict[str, Any]:
    """What an officer sees of a person before anything is filed."""
    return {
        "word": word_for(person),
        "name": person.name,
        "identity": masked(person.identity_number),
        "identity_kind": IDENTITY_KIND_LABELS[person.identity_kind],
        "mobile": masked(local_form(person.mobile)) if person.mobile else "",
        "category": person.get_category_display(),
    }
