"""Proving that a mobile is in the visitor's hands: a code is sent to it, and typed here.

Where nothing is to be sent (there is no such request), the same work is done for a decoy: nobody can tell from the page
or from its time whether a number and a mobile belong together.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form
from tawasul.notices import actions as notices
from tawasul.notices.recipients import of_mobile
from tawasul.people import codes
from tawasul.people.codes import Purpose
from tawasul.web.portal import limits

AGAIN_AFTER = timedelta(seconds=60)


@dataclass
class Pending:
    """A code on its way, as the session keeps it. `target` is the mobile, or the decoy's name.

    `shown` is the code itself in a demonstration, where no message leaves the machine; in production it is empty.
    """

    mobile: str
    target: str
    sent_at: float
    shown: str = ""

    @property
    def masked_mobile(self) -> str:
        """What the page shows of the mobile."""
        return masked(local_form(self.mobile))

    def wait(self, at: datetime) -> int:
        """Seconds until another code may be asked for."""
        return max(0, int(self.sent_at + AGAIN_AFTER.total_seconds() - at.timestamp()) + 1)

    def may_ask_again(self, at: datetime) -> bool:
        """Whether a minute has passed since the last."""
        return at.timestamp() - self.sent_at >= AGAIN_AFTER.total_seconds()

    def as_kept(self) -> dict[str, Any]:
        """For the session."""
        return asdict(self)


def send(*, mobile: str, purpose: Purpose, really: bool, at: datetime) -> Pending:
    """Send a code to the mobile (E.164), or pretend to. Limits are counted by the caller before."""
    target = mobile if really else f"?{secrets.token_urlsafe(10)}"
    with transaction.atomic():
        code = codes.new_code(mobile=target, purpose=purpose, at=at)
        with transaction.atomic():
            notices.owe(
                kind="verification_code",
                once=f"code:{purpose.value}:{secrets.token_hex(8)}",
                at=at,
                subject_kind="mobile",
                subject_id=0,
                recipients=[of_mobile(mobile, language=get_language() or "ar")],
                context={"code": code},
            )
            transaction.set_rollback(not really)
    shown = code if settings.DEMONSTRATION else ""
    return Pending(mobile=mobile, target=target, sent_at=at.timestamp(), shown=shown)


def check(request: HttpRequest, pending: Pending, *, purpose: Purpose, code: str, at: datetime) -> None:
    """Accept the code typed. Raises Invalid (field `code`) or TooMany."""
    limits.count("code-try", request, at=at, mobile=pending.mobile)
    codes.use_code(mobile=pending.target, purpose=purpose, code=code, at=at)
