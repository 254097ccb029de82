"""What a member of staff chose to be told through, besides the pages: per group of messages."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from tawasul.lib.errors import Invalid
from tawasul.notices.message import Group
from tawasul.notices.messages import MESSAGES
from tawasul.notices.models import Choice
from tawasul.notices.states import CHOSEN_BY_STAFF, Channel
from tawasul.people.models import User

Chosen = frozenset[tuple[str, str]]


def chosen_by(user_id: int) -> Chosen:
    """The pairs of group and channel that a user chose."""
    return frozenset(Choice.objects.filter(user_id=user_id).values_list("group", "channel"))


def always(group: Group) -> frozenset[Channel]:
    """The channels through which every message of a group is sent, whatever one chooses."""
    channels = [frozenset(message.channels) for message in MESSAGES if message.group == group]
    return frozenset.intersection(*channels) if channels else frozenset()


def may_be_chosen(user: User) -> Mapping[Channel, bool]:
    """The channels that may be added, and whether this user has what each needs."""
    has = {Channel.EMAIL: bool(user.email), Channel.SMS: bool(user.mobile)}
    return {channel: has[channel] for channel in CHOSEN_BY_STAFF}


@transaction.atomic
def choose(*, user: User, chosen: Chosen) -> None:
    """Make these the user's choices, in place of those before. What is read in the pages cannot be switched off.

    Raises Invalid for what is no choice, and for a channel that does not reach the user.
    """
    User.objects.select_for_update().get(pk=user.pk)
    reaching = {channel.value for channel, reaches in may_be_chosen(user).items() if reaches}
    groups = {group.value for group in Group}
    if any(group not in groups or channel not in reaching for group, channel in chosen):
        raise Invalid(_("This channel cannot be chosen."))
    before = chosen_by(user.pk)
    for group, channel in before - chosen:
        Choice.objects.filter(user=user, group=group, channel=channel).delete()
    Choice.objects.bulk_create(Choice(user=user, group=group, channel=channel) for group, channel in chosen - before)
