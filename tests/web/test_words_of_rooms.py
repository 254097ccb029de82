"""One English word, two rooms: each says in Arabic what it means there."""

import pytest
from django.utils import translation

from tawasul.directives import labels as directives
from tawasul.meetings import labels as meetings
from tawasul.reception import labels as reception
from tawasul.tickets import labels as tickets
from tawasul.tickets.problems import labels as problems
from tawasul.web.desk.meetings.forms import CallForm


@pytest.mark.parametrize(
    ("label", "arabic"),
    [
        (meetings.STATE_LABELS["held"], "عُقد اللقاء"),
        (meetings.STATE_LABELS["returned"], "مُعاد للاستكمال"),
        (meetings.STATE_LABELS["withdrawn"], "مسحوب"),
        (meetings.SEAT_LABELS["released"], "أُخرج من الجلسة"),
        (tickets.STATE_LABELS["withdrawn"], "مسحوبة"),
        (directives.ACT_LABELS["send_back"], "إعادة الرد"),
        (directives.STATE_LABELS["done"], "نُفّذ"),
        (problems.ACT_LABELS["send_back_answer"], "إعادة الرد الموحّد"),
        (CallForm.base_fields["next_at"].label, "معاودة الاتصال"),
        (reception.STEP_LABELS["recall"], "إعادة النداء"),
        (reception.STATE_LABELS["called"], "نودي عليه"),
    ],
)
def test_each_room_says_its_own_meaning(label: object, arabic: str) -> None:
    with translation.override("ar"):
        assert str(label) == arabic
