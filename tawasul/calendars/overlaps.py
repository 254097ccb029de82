"""Hours that claim the same minutes twice are a slip of the hand: said back, not silently merged."""

from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from tawasul.calendars.schedule import MONDAY, Week
from tawasul.lib.errors import Invalid

SOME_MONDAY = date(2024, 1, 1)


def refuse_overlaps(week: Week) -> None:
    """Raise Invalid where two windows of a week overlap, past midnight too."""
    days = [*range(7), MONDAY]
    spans = sorted(
        window.on(SOME_MONDAY + timedelta(days=ahead)) for ahead, weekday in enumerate(days) for window in week[weekday]
    )
    if any(later.begins < earlier.ends for earlier, later in pairwise(spans)):
        raise Invalid(_("Two of the working hours overlap."), fields={"windows": [_("These hours overlap.")]})
