"""How the invented texts are put together: the writer's gender, the facts filled in, the small slips people make.

A wording holds `{masculine|feminine}`, of which the writer's is taken, and `{name}` of a fact from `facts`.
"""

import re
from random import Random

_CHOICE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_LAM_BEFORE_ARTICLE = re.compile(r"(?<![ء-ي])لال")
_WORD = re.compile(r"[ء-ي]{4,}")

_STAGES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (
            "ابتدائية الفيصلية",
            "الابتدائية الخامسة والثلاثين",
            "ابتدائية الروضة",
            "ابتدائية ابن سينا",
            "الابتدائية الثامنة",
        ),
        ("الأول الابتدائي", "الثاني الابتدائي", "الثالث الابتدائي", "الرابع الابتدائي", "السادس الابتدائي"),
    ),
    (
        ("متوسطة الأندلس", "المتوسطة الرابعة عشرة", "متوسطة القادسية", "متوسطة اليرموك", "المتوسطة الثانية"),
        ("الأول المتوسط", "الثاني المتوسط", "الثالث المتوسط"),
    ),
    (
        ("ثانوية الخوارزمي", "الثانوية السابعة", "ثانوية النهضة", "ثانوية الرواد", "الثانوية الثالثة والعشرين"),
        ("الأول الثانوي", "الثاني الثانوي", "الثالث الثانوي"),
    ),
)
_LISTS: dict[str, tuple[str, ...]] = {
    "district": (
        "حي النسيم",
        "حي الروضة",
        "حي السلامة",
        "حي النزهة",
        "حي الفيحاء",
        "حي المروج",
        "حي العزيزية",
        "حي الربوة",
    ),
    "ago": ("قبل أسبوعين", "منذ ثلاثة أسابيع", "قبل شهر تقريباً", "من بداية الفصل", "قبل عشرة أيام", "منذ أكثر من شهر"),
    "while": ("خمسة أيام", "أسبوع كامل", "أسبوعين", "ثلاثة أسابيع", "شهر", "عشرة أيام"),
    "college": (
        "كلية العلوم",
        "كلية الهندسة",
        "كلية إدارة الأعمال",
        "كلية التربية",
        "كلية الآداب",
        "كلية الحاسب",
        "كلية التمريض",
    ),
    "course": (
        "الإحصاء",
        "الفيزياء العامة",
        "المحاسبة",
        "اللغة الإنجليزية",
        "التفاضل والتكامل",
        "مهارات الاتصال",
        "الأحياء الدقيقة",
    ),
    "subject": (
        "الرياضيات",
        "اللغة العربية",
        "العلوم",
        "اللغة الإنجليزية",
        "الدراسات الاجتماعية",
        "الفيزياء",
        "الكيمياء",
    ),
    "years": ("أربع سنوات", "ست سنوات", "سبع سنوات", "تسع سنوات", "إحدى عشرة سنة", "خمس سنوات"),
    "country": ("المملكة المتحدة", "الولايات المتحدة", "أستراليا", "كندا", "ماليزيا", "أيرلندا"),
    "level": ("المستوى الثالث", "المستوى الرابع", "المستوى الخامس", "المستوى السابع", "المستوى الثامن"),
    "region": ("جازان", "تبوك", "عسير", "نجران", "حائل", "الباحة", "القصيم", "الجوف"),
    "amount": ("850 ريالاً", "1200 ريال", "2500 ريال", "990 ريالاً", "4300 ريال", "1750 ريالاً"),
    "count": ("25", "32", "38", "40", "45"),
    "building": ("مبنى 4", "مبنى 12", "المبنى الرئيس", "مبنى السنة الأولى", "مبنى المعامل"),
}
_GREETINGS = (
    "السلام عليكم ورحمة الله وبركاته، ",
    "السلام عليكم، ",
    "تحية طيبة وبعد، ",
    "السلام عليكم ورحمة الله، أسعد الله أوقاتكم. ",
    "",
    "",
    "",
)
_THANKS = (
    " وشكراً لكم.",
    " أرجو الإفادة، ولكم جزيل الشكر.",
    " نأمل سرعة الرد وشكراً.",
    " جزاكم الله خيراً.",
    " ولكم تحياتي.",
    "",
    "",
    "",
    "",
)
# As people type: hamzas dropped, taa marbuta as haa, alef maqsura for yaa.
_SLIPS = (("أ", "ا"), ("إ", "ا"), ("ة", "ه"), ("ى", "ي"), ("ؤ", "و"))
_MONTHS = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]
_DAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]


def facts(rng: Random) -> dict[str, str]:
    """One choice for every fact that a wording may name; the school and the grade are of the same stage."""
    schools, grades = rng.choice(_STAGES)
    chosen = {name: rng.choice(values) for name, values in _LISTS.items()}
    return chosen | {"school": rng.choice(schools), "grade": f"الصف {rng.choice(grades)}"}


def render(wording: str, *, female: bool, known: dict[str, str]) -> str:
    """The wording with the writer's gender chosen and the facts filled in."""
    gendered = _CHOICE.sub(lambda match: match[2 if female else 1], wording)
    filled = gendered.format_map(known)
    return _LAM_BEFORE_ARTICLE.sub("لل", filled)  # ل + ال is written لل


def as_typed(rng: Random, text: str) -> str:
    """The text of a beneficiary: a greeting or none, thanks or none, and from two in five people some small slips."""
    whole = f"{rng.choice(_GREETINGS)}{text}{rng.choice(_THANKS)}"
    return _with_slips(rng, whole) if rng.random() < 0.4 else whole


def _with_slips(rng: Random, text: str) -> str:
    def slip(match: re.Match[str]) -> str:
        word = match[0]
        right, wrong = rng.choice(_SLIPS)
        return word.replace(right, wrong, 1) if rng.random() < 0.35 else word

    return _WORD.sub(slip, text)
