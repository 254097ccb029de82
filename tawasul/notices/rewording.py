"""Changing what messages say: the ministry's words in place of the system's own, checked, versioned, taken back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import Wording
from tawasul.notices.words import FIELDS, Words, own_words, parts_of
from tawasul.people.models import LANGUAGES


def check(kind: str, words: Words) -> None:
    """Raise Invalid, field by field, unless every placeholder survives and none is unknown."""
    faults = {field: list(_faults(kind, field, getattr(words, field))) for field in FIELDS}
    found = {field: said for field, said in faults.items() if said}
    if found:
        raise Invalid(_("These words cannot be used as they are."), fields=found)


def _faults(kind: str, field: str, template: str) -> Iterator[Any]:
    if not template.strip():
        yield _("This must say something.")
        return
    try:
        parts = parts_of(template)
    except ValueError:
        yield _("The braces do not match: each placeholder stands between one { and one }.")
        return
    names = [name for name, _alone in parts]
    for name, alone in parts:
        if name not in BY_KIND[kind].needed or not alone:
            yield _("There is no placeholder %(name)s in this message.") % {"name": f"{{{name}}}"}
    for name, _alone in parts_of(getattr(own_words(kind, "en"), field)):
        if name not in names:
            yield _("%(name)s is missing: the reader needs it.") % {"name": f"{{{name}}}"}


def reword(*, actor: Actor, kind: str, language: str, words: Words, why: str, version: int, at: datetime) -> Wording:
    """Put the ministry's words in force, in place of the `version` that was seen (0: none yet).

    Raises Invalid (by field), Conflict "changed" when somebody was first, NotAllowed, NotFound.
    """
    _may_edit(actor, kind, language)
    if not why.strip():
        raise Invalid(_("Say why."), fields={"why": [_("Say why.")]})
    check(kind, words)
    said = {field: getattr(words, field).strip() for field in FIELDS}
    return _next(actor, kind, language, version, why=why.strip(), at=at, restored=False, **said)


def restore(*, actor: Actor, kind: str, language: str, why: str, version: int, at: datetime) -> Wording:
    """Let the system's own words hold again."""
    _may_edit(actor, kind, language)
    return _next(actor, kind, language, version, why=why.strip(), at=at, restored=True)


def _may_edit(actor: Actor, kind: str, language: str) -> None:
    if not actor.can(Power.EDIT_WORDINGS):
        raise NotAllowed(_("Your role does not allow this."))
    if kind not in BY_KIND or language not in dict(LANGUAGES):
        raise NotFound()


def _next(actor: Actor, kind: str, language: str, version: int, *, at: datetime, **said: Any) -> Wording:
    versions = Wording.objects.filter(kind=kind, language=language).order_by("-version")
    latest = versions.values_list("version", flat=True).first() or 0
    try:
        with transaction.atomic():
            if latest != version:
                raise IntegrityError
            return Wording.objects.create(
                kind=kind, language=language, version=version + 1, made_by_id=actor.user_id, made_at=at, **said
            )
    except IntegrityError as error:
        raise Conflict(
            _("Somebody changed these words meanwhile. Compare, then save again."), code="changed"
        ) from error
