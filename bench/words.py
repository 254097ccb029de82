"""What the copies say: drawn from few sentences, so that words are as common as they are in real tickets.

`COMMON` stands in every ticket, `OCCASIONAL` in one of a hundred, `RARE` in a fixed number of tickets however many there are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from tawasul.lib.arabic import running_terms

COMMON, OCCASIONAL, RARE = "المدرسة", "المقصف", "الأسطرلاب"
RARE_TICKETS = 12
_OCCASIONAL_SAID = f"والملاحظة تخص {OCCASIONAL} وما يباع فيه."
_RARE_SAID = f"وقد فقد {RARE} من المعرض العلمي."

SUBJECTS = (
    "تأخر حافلة النقل", "طلب نقل طالب", "الاستفسار عن موعد التسجيل", "تعطل التكييف في الفصول", "اعتراض على نتيجة اختبار",
    "طلب شهادة بديلة", "ملاحظة على نظافة المبنى", "الاستفسار عن المكافأة", "طلب دعم للتربية الخاصة", "تعذر الدخول إلى المنصة",
)  # fmt: skip
SENTENCES = (
    "راجعت المدرسة أكثر من مرة ولم أجد جوابا واضحا.", "الموضوع يخص ابني في الصف الثالث المتوسط.",
    "أرفقت ما لدي من مستندات وصور.", "آمل معالجة الأمر قبل بداية الفصل القادم.",
    "سبق أن تواصلت بالهاتف ووعدت بالرد خلال أسبوع.",
    "ابنتي تدرس في المرحلة الابتدائية وتتأثر بذلك كل يوم.", "طلب مني الموظف تقديم الطلب إلكترونيا.",
    "لا تظهر البيانات في الحساب منذ تحديث النظام.", "عدد الطلاب في الفصل يزيد على الأربعين.",
    "أقترح فتح باب التسجيل قبل الإجازة بأسبوعين.", "المعلم المختص انتقل ولم يحل أحد محله.",
    "وصلتني رسالة بالموافقة ثم ألغيت دون سبب.", "نسكن على بعد عشرين كيلومترا وليس لدينا وسيلة نقل.",
    "الشهادة مطلوبة للتقديم على الجامعة في موعد قريب.", "أشكر لكم حسن تعاونكم واهتمامكم.",
)  # fmt: skip
_GIVEN = (
    "محمد", "عبدالله", "خالد", "سعد", "فهد", "ناصر", "أحمد", "علي", "يوسف", "ماجد",
    "نورة", "سارة", "فاطمة", "مريم", "هند", "ريم", "أمل", "هيفاء", "وفاء", "مها",
)  # fmt: skip
_FAMILIES = (
    "الغامدي", "الزهراني", "الحربي", "العتيبي", "القحطاني", "الشهري", "الدوسري",
    "المطيري", "الشمري", "العنزي", "الجهني", "البلوي", "المالكي",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a copied ticket says, and the parts it was put together from."""

    subject: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return " ".join(self.parts)


def said(rng: Random, *, rare: bool) -> Said:
    """What one ticket says."""
    parts = [f"أرجو النظر في موضوعي مع {COMMON}.", *rng.sample(SENTENCES, 5)]
    if rng.random() < 0.01:
        parts.append(_OCCASIONAL_SAID)
    if rare:
        parts.append(_RARE_SAID)
    return Said(rng.choice(SUBJECTS), tuple(parts))


def name(number: int) -> str:
    """The name of the beneficiary of this number."""
    given, family = len(_GIVEN), len(_FAMILIES)
    return f"{_GIVEN[number % given]} {_GIVEN[number // given % given]} {_FAMILIES[number // given**2 % family]}"


def search_words(parts: Mapping[str, list[str]]) -> str:
    """The words of these parts as `tickets.search` has them, by weight; as JSON, of which `bench.bulk` makes a vector."""
    words = {weight: " ".join(word for part in said for word in _terms(part)) for weight, said in parts.items()}
    return json.dumps(words, ensure_ascii=False)


@lru_cache(maxsize=20_000)
def _terms(part: str) -> tuple[str, ...]:
    return tuple(running_terms(part))
