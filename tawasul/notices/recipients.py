"""Who is told, and where: addresses are taken as they are when the notice is owed."""

from dataclasses import dataclass, field

from tawasul.notices.states import Channel
from tawasul.people.models import Beneficiary, User


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One reader. At most one of `user_id` and `beneficiary_id`; an empty address closes its channel."""

    user_id: int | None = None
    beneficiary_id: int | None = None
    mobile: str = ""
    email: str = ""
    language: str = "ar"
    wants: frozenset[str] = field(default_factory=frozenset)  # channels chosen besides those of the message

    @property
    def key(self) -> str:
        """Tells readers apart: two notices of one cause to one reader and channel are one."""
        if self.user_id is not None:
            return f"user:{self.user_id}"
        if self.beneficiary_id is not None:
            return f"beneficiary:{self.beneficiary_id}"
        return f"to:{self.mobile or self.email}"

    def reached_by(self, channel: str) -> bool:
        """Whether this reader has what the channel needs."""
        needed = {Channel.SMS.value: bool(self.mobile), Channel.EMAIL.value: bool(self.email)}
        return needed.get(channel, self.user_id is not None)

    def address(self, channel: str) -> str:
        """Where the channel sends to; empty for notices read in the pages."""
        return {Channel.SMS.value: self.mobile, Channel.EMAIL.value: self.email}.get(channel, "")


def of_user(user: User, *, wants: frozenset[str] = frozenset()) -> Recipient:
    """A member of staff; `wants` are channels they chose besides the message's own."""
    return Recipient(user_id=user.pk, mobile=user.mobile, email=user.email, language=user.language, wants=wants)


def of_beneficiary(beneficiary: Beneficiary, *, mobile: str = "", email: str = "", language: str = "") -> Recipient:
    """A beneficiary; `mobile` and `language` are those of this matter, where they are not the recorded ones."""
    return Recipient(
        beneficiary_id=beneficiary.pk,
        mobile=mobile or beneficiary.mobile,
        email=email,
        language=language or beneficiary.language,
    )


def of_mobile(mobile: str, *, language: str = "ar") -> Recipient:
    """Whoever holds this mobile (E.164), recorded or not."""
    return Recipient(mobile=mobile, language=language)
