"""Who is told, and where: addresses are taken as they are when the notice is owed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tawasul.lib.remembering import remembered
from tawasul.notices.message import Message
from tawasul.notices.models import Choice
from tawasul.notices.states import Channel
from tawasul.people.models import User


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One reader. At most one of `user_id` and `beneficiary_id`; an empty address closes its channel."""

    user_id: int | None = None
    beneficiary_id: int | None = None
    mobile: str = ""
    email: str = ""
    language: str = "ar"
    wants: frozenset[tuple[str, str]] = field(default_factory=frozenset)  # (group of messages, channel) chosen besides

    @property
    def key(self) -> str:
        """Tells readers apart: two notices of one cause to one reader and channel are one."""
        if self.user_id is not None:
            return f"user:{self.user_id}"
        if self.beneficiary_id is not None:
            return f"beneficiary:{self.beneficiary_id}"
        return f"to:{self.mobile or self.email}"

    def channels_of(self, message: Message) -> list[str]:
        """Those of the message itself and those that the reader chose for its group, where they reach the reader."""
        named = [channel.value for channel in message.channels]
        chosen = sorted(channel for group, channel in self.wants if group == message.group and channel not in named)
        return [channel for channel in named + chosen if self.reached_by(channel)]

    def reached_by(self, channel: str) -> bool:
        """Whether this reader has what the channel needs."""
        needed = {Channel.SMS.value: bool(self.mobile), Channel.EMAIL.value: bool(self.email)}
        return needed.get(channel, self.user_id is not None)

    def address(self, channel: str) -> str:
        """Where the channel sends to; empty for notices read in the pages."""
        return {Channel.SMS.value: self.mobile, Channel.EMAIL.value: self.email}.get(channel, "")


def of_users(users: Iterable[User]) -> list[Recipient]:
    """Members of staff with the channels that they chose: one query, however many they are."""
    found = {user.pk: user for user in users}
    wants = _chosen(tuple(found)) if found else {}
    return [of_user(user, wants=frozenset(wants.get(pk, ()))) for pk, user in found.items()]


@remembered
def _chosen(user_ids: tuple[int, ...]) -> dict[int, set[tuple[str, str]]]:
    wants: dict[int, set[tuple[str, str]]] = {}
    rows = Choice.objects.filter(user__in=user_ids)
    for user_id, group, channel in rows.values_list("user_id", "group", "channel"):
        wants.setdefault(user_id, set()).add((group, channel))
    return wants


def of_user(user: User, *, wants: frozenset[tuple[str, str]] = frozenset()) -> Recipient:
    """A member of staff; `wants` are the channels that they chose for groups of messages, besides the messages' own."""
    return Recipient(user_id=user.pk, mobile=user.mobile, email=user.email, language=user.language, wants=wants)


def of_mobile(mobile: str, *, language: str = "ar") -> Recipient:
    """Whoever holds this mobile (E.164), recorded or not."""
    return Recipient(mobile=mobile, language=language)
