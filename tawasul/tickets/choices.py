"""Saved choices: a list with its filters, kept by somebody under a name of their own, for the role they have."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Invalid, NotFound
from tawasul.tickets.models import SavedChoice
from tawasul.tickets.worklists import worklist

LONGEST_NAME = 60
MOST = 20


def choices_of(actor: Actor) -> list[SavedChoice]:
    """What the actor has saved in this role, by name."""
    if actor.user_id is None:
        return []
    return list(SavedChoice.objects.filter(user_id=actor.user_id, role=actor.role).order_by("name"))


@transaction.atomic
def save_choice(*, actor: Actor, name: str, worklist_key: str, filters: Mapping[str, str]) -> SavedChoice:
    """Keep a list and its filters under a name; the same name again replaces what it stood for.

    Raises NotFound for a list that the actor does not have, Invalid for a name too short or long, or beyond twenty.
    """
    row = worklist(actor, worklist_key)
    if actor.user_id is None:
        raise NotFound(worklist_key)
    name = _named(name)
    kept = SavedChoice.objects.filter(user_id=actor.user_id, role=actor.role)
    if not kept.filter(name=name).exists() and kept.count() >= MOST:
        raise _invalid(_("You have saved twenty choices already. Delete one you no longer need."))
    choice, _made = SavedChoice.objects.update_or_create(
        user_id=actor.user_id, role=actor.role, name=name, defaults={"worklist": row.key, "filters": dict(filters)}
    )
    return choice


@transaction.atomic
def rename_choice(*, actor: Actor, choice_id: int, name: str) -> SavedChoice:
    """Give a saved choice another name. Raises NotFound for another's, Invalid where the name is taken."""
    choice = _own(actor, choice_id)
    choice.name = _named(name)
    try:
        with transaction.atomic():
            choice.save(update_fields=["name"])
    except IntegrityError as error:
        raise _invalid(_("You have another choice of this name.")) from error
    return choice


@transaction.atomic
def delete_choice(*, actor: Actor, choice_id: int) -> SavedChoice:
    """Forget a saved choice. Raises NotFound for another's."""
    choice = _own(actor, choice_id)
    choice.delete()
    return choice


def _own(actor: Actor, choice_id: int) -> SavedChoice:
    rows = SavedChoice.objects.select_for_update().filter(pk=choice_id, role=actor.role)
    found = rows.filter(user_id=actor.user_id).first() if actor.user_id is not None else None
    if found is None:
        raise NotFound(_("You have no such saved choice."))
    return found


def _named(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not 2 <= len(name) <= LONGEST_NAME:
        raise _invalid(_("Give it a name of 2 to 60 letters."))
    return name


def _invalid(said: object) -> Invalid:
    return Invalid(said, fields={"name": [said]})
