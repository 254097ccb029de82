"""Example values of every placeholder, for showing what a message will look like. Invented people and places."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from tawasul.notices.wording import Value

EXAMPLES: Mapping[str, Value] = {
    "number": "26-0001-2345-6",
    "committed": date(2026, 11, 30),
    "due": datetime(2026, 11, 30, 11, 30, tzinfo=UTC),
    "meeting": "26-0001-2001-9",
    "main": "26-0001-1987-3",
    "news": {"ar": "الرد على الطلب جاهز.", "en": "The reply to the request is ready."},
    "contact": {"ar": "وسيلة التواصل: هاتف والده", "en": "Reached by: his father's telephone"},
    "cause": {"ar": "إجازة رسمية: 12/06/1448هـ", "en": "Official holiday: 22/11/2026"},
    "until": datetime(2026, 11, 26, 6, 0, tzinfo=UTC),
    "when": {"ar": "الاثنين 20/06/1448هـ (30/11/2026م) 10:20", "en": "Monday 30/11/2026 (20/06/1448 AH) 10:20"},
    "was": {"ar": "19/06/1448هـ (29/11/2026م)", "en": "29/11/2026 (19/06/1448 AH)"},
    "room": {"ar": "مكتب مدير التعليم، الدور الثالث", "en": "The director's office, third floor"},
    "link": "/follow/",
    "code": "482913",
    "how": {
        "ar": "يمكن تقديم الطلب في البوابة في أي وقت مع أوراقه.",
        "en": "A request can be filed on the portal at any hour, with papers.",
    },
    "count": 12,
    "decision": 1,
    "done": 2,
    "dropped": 1,
    "missing": {"ar": "صورة الهوية", "en": "A copy of the identity card"},
    "entity": {"ar": "إدارة النقل المدرسي", "en": "School Transport"},
    "place": {"ar": "مركز رعاية المستفيدين بالواحة", "en": "Oasis Beneficiary Care Centre"},
    "author": {"ar": "هيفاء البقمي", "en": "Haifa Albugami"},
    "holder": {"ar": "هيفاء البقمي", "en": "Haifa Albugami"},
    "reasons": {"ar": "ينقص الرد موعد التنفيذ", "en": "The reply does not say when"},
    "subject": {"ar": "تأخر الحافلة المدرسية", "en": "The school bus is late"},
    "title": {"ar": "تأخر الحافلات في الفترة الصباحية", "en": "Buses late in the morning"},
    "outcome": {"ar": "قُبل الاعتراض جزئيًا", "en": "Upheld in part"},
    "reason": {"ar": "الاختبارات بعد أسبوع", "en": "The examinations are in a week"},
    "answer": {"ar": "خُصصت حافلة بديلة تبدأ يوم الأحد", "en": "Another bus has been assigned and begins on Sunday"},
    "by": {"ar": "طلال العمري", "en": "Talal Alamri"},
    "text": {"ar": "نأمل الرد قبل نهاية الدوام", "en": "Please answer before the end of the day"},
    "step": {"ar": "رد المنسق", "en": "The coordinator's answer"},
    "late_by": {"ar": "يومان و3 ساعات", "en": "2 days and 3 hours"},
    "name": {"ar": "ليلى الزهراني", "en": "Layla Alzahrani"},
    "deputy": {"ar": "راشد العنزي", "en": "Rashed Alenezi"},
    "first": date(2026, 11, 29),
    "last": date(2026, 12, 3),
    "roles": {"ar": "منسق (إدارة النقل المدرسي)", "en": "Coordinator (School Transport)"},
    "role": {"ar": "موظف متابعة الشكاوى", "en": "Complaint follow-up officer"},
    "lines": {
        "ar": "26-0001-2345-6 · تأخر الحافلة المدرسية\n26-0001-2346-4 · طلب نقل طالب",
        "en": "26-0001-2345-6 · The school bus is late\n26-0001-2346-4 · Moving to another school",
    },
}


def example_of(name: str) -> Value:
    """A value for this placeholder; its own name where none is known."""
    return EXAMPLES.get(name, name)
