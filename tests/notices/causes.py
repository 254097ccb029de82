"""Causes for notices to be owed."""

from datetime import UTC, date, datetime
from typing import Any

from tawasul.notices import actions
from tawasul.notices.models import Notice
from tawasul.notices.recipients import Recipient, of_mobile
from tawasul.people import actions as people
from tawasul.people.models import User

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOBILE = "+966501234567"
CONTEXT: dict[str, Any] = {
    "when": {"ar": "الاثنين 20/06/1448هـ (30/11/2026م) 10:20", "en": "Monday 30/11/2026 (20/06/1448 AH) 10:20"},
    "was": {"ar": "19/06/1448هـ (29/11/2026م)", "en": "29/11/2026 (19/06/1448 AH)"},
    "room": "مكتب المدير",
    "title": "تأخر الحافلات",
    "number": "26000012345",
    "committed": datetime(2026, 11, 30, 12, 0, tzinfo=UTC),
    "link": "/follow",
    "missing": "صورة الهوية",
    "entity": {"ar": "إدارة النقل", "en": "Transport"},
    "place": {"ar": "مركز الواحة", "en": "Oasis Centre"},
    "author": {"ar": "هيفاء البقمي", "en": "Haifa Albugami"},
    "reasons": "ينقصه موعد",
    "code": "482913",
    "subject": "تأخر الحافلة",
    "holder": {"ar": "هيفاء البقمي", "en": "Haifa Albugami"},
    "step": {"ar": "رد المنسق", "en": "The coordinator's answer"},
    "due": datetime(2026, 11, 25, 12, 0, tzinfo=UTC),
    "late_by": {"ar": "ساعتان", "en": "2 hours"},
    "outcome": {"ar": "مقبول جزئيًا", "en": "Upheld in part"},
    "reason": "الاختبارات بعد أسبوع",
    "answer": "خُصصت حافلة بديلة",
    "by": {"ar": "طلال العمري", "en": "Talal Alamri"},
    "text": "قبل نهاية الدوام",
    "name": {"ar": "ليلى الزهراني", "en": "Layla Alzahrani"},
    "deputy": {"ar": "راشد العنزي", "en": "Rashed Alenezi"},
    "roles": {"ar": "منسق (إدارة النقل المدرسي)", "en": "Coordinator (School Transport)"},
    "first": date(2026, 11, 29),
    "last": date(2026, 12, 3),
    "main": "26-0001-1987-3",
    "meeting": "26-0001-2001-9",
    "decision": 1,
    "done": 2,
    "dropped": 1,
    "news": {"ar": "الرد جاهز.", "en": "The reply is ready."},
    "contact": {"ar": "هاتف والده", "en": "His father's telephone"},
    "cause": {"ar": "إجازة رسمية", "en": "An official holiday"},
    "until": datetime(2026, 11, 26, 12, 0, tzinfo=UTC),
    "count": 12,
    "how": {
        "ar": "يمكن طلب لقاء المسؤول من البوابة أيضًا، ويصل الموعد برسالة نصية.",
        "en": "A meeting is asked for on the portal.",
    },
    "lines": "26-0001-2345-6 · تأخر الحافلة\n26-0001-2345-7 · نقل طالب",
}


def owe(kind: str = "ticket_returned", once: str = "event:1", recipients: Any = None, **more: Any) -> list[Notice]:
    return actions.owe(
        kind=kind,
        once=once,
        at=NOW,
        subject_kind="ticket",
        subject_id=7,
        recipients=[of_mobile(MOBILE)] if recipients is None else recipients,
        context=CONTEXT | more,
    )


def one(**how: Any) -> Notice:
    (notice,) = owe(**how)
    return notice


def again(notice: Notice) -> Notice:
    return Notice.objects.get(pk=notice.pk)


def user(number: int = 1, mobile: str = "") -> User:
    return people.register_user(
        email=f"officer{number}@example.sa",
        user_number=f"E{number:06}",
        name_ar="ليلى الزهراني",
        name_en="Layla Alzahrani",
        mobile=mobile,
        at=NOW,
    )


EMAIL_ONLY = Recipient(email="sara@example.sa")
