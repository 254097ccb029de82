"""Acting once: a double click, a retried request, a telephone that lost its network mid-way."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import Conflict
from tawasul.timeline.chain import canonical
from tawasul.timeline.models import Receipt


def once(*, scope: str, key: str, asked: dict[str, Any], at: datetime, act: Callable[[], Any]) -> Any:
    """Run `act` in one transaction with its receipt and return its answer (JSON); asked again, return the first answer.

    `scope` and `key` name the request; `asked` is what it asked. The same key with another `asked` raises Conflict: it is
    a mistake of the caller. Of two at the same moment the second waits for the first and then gets its answer. When `act`
    raises, nothing is kept and the request may be made again.
    """
    fingerprint = sha256(canonical(asked)).hexdigest()
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(scope=scope, key=key, fingerprint=fingerprint, at=at)
            receipt.answer = act()
            receipt.save(update_fields=["answer"])
            return receipt.answer
    except IntegrityError:
        earlier = Receipt.objects.filter(scope=scope, key=key).first()
        if earlier is None:
            raise
    if earlier.fingerprint != fingerprint:
        raise Conflict(_("This request was already used for something else."), code="key-reused")
    return earlier.answer


def forget_before(at: datetime) -> int:
    """Delete receipts older than `at`; return how many."""
    return Receipt.objects.filter(at__lt=at).delete()[0]


def answer_of(*, scope: str, key: str) -> Any | None:
    """What a request of this name was answered, or None where none was acted on."""
    return Receipt.objects.filter(scope=scope, key=key).values_list("answer", flat=True).first()
