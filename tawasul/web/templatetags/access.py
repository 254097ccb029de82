"""What the sign-in pages ask: `{% load access %}`."""

from collections.abc import Sequence

from django import template
from django.conf import settings

from tawasul.web.access.shortcuts.cards import Card, cards

register = template.Library()


@register.simple_tag
def demonstration_cards() -> Sequence[Card]:
    """The people as whom one may sign in with one click; nobody outside of demonstration mode."""
    return cards()


@register.simple_tag
def second_factor_required() -> bool:
    """Whether this deployment lets nobody in without a second factor."""
    return bool(settings.SECOND_FACTOR_REQUIRED)
