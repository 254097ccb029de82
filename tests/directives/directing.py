"""How tests let an official direct something."""

from datetime import date, datetime, timedelta
from typing import Any

from tawasul.directives import actions
from tawasul.directives.models import Directive
from tawasul.notices.models import Notice
from tests.cast import SUNDAY, Cast

TEXT = "سرعة معالجة تأخر حافلات مدرسة الواحة الابتدائية الرابعة، والإفادة بما اتخذ خلال أسبوع."
WHAT_WE_DID = "خُصصت حافلة بديلة ابتداءً من يوم الأحد، وأُبلغ أولياء الأمور برسالة."
TODAY = SUNDAY.date()  # the 15th of November 2026
NEXT_SUNDAY = TODAY + timedelta(days=7)


def directed(
    cast: Cast,
    *,
    by: str = "official_office",
    acting: str = "transport",
    text: str = TEXT,
    due_on: date = NEXT_SUNDAY,
    at: datetime = SUNDAY,
    **how: Any,
) -> Directive:
    """Somebody of an official's office records what was directed."""
    return actions.issue(actor=cast.actor(by), acting_id=cast.places[acting].pk, text=text, due_on=due_on, at=at, **how)


def told(name: str, cast: Cast, kind: str) -> list[Notice]:
    """What somebody was told on the page."""
    return list(Notice.objects.filter(user=cast.user(name), kind=kind, channel="in_app").order_by("pk"))


def fresh(directive: Directive) -> Directive:
    return Directive.objects.select_related("acting", "official", "following").get(pk=directive.pk)
