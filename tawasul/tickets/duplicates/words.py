"""Words of requests as they are compared: which say nothing, which mean one thing, which are of one kind."""

from tawasul.lib.arabic import fold, terms

SHORTEST = 3
LONGEST_ROOT = 4
_PERSONS = "ايتن"
_ENDINGS = (
    "تهما", "اتها", "اتهم", "تها", "تهم", "يات", "ات", "ين", "ون", "ان", "ها", "هم", "نا", "ني", "ته", "تي", "تك", "يه",
    "ه", "ي", "ت",
)  # fmt: skip


def bare(term: str) -> str:
    """A stem by the word that stands for all that mean the same; without the ending of number, gender or owner."""
    if term in _MEANS:
        return _MEANS[term]
    word = _without_ending(term)
    return _MEANS.get(word) or _without_person(word)


def _without_ending(word: str) -> str:
    if word.isdigit():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


def _without_person(word: str) -> str:
    """Who does it, and when, stands before a verb in one letter: ينتظر, تنتظر, انتظر."""
    return word[1:] if word[0] in _PERSONS and len(word) > LONGEST_ROOT else word


def _said(text: str) -> frozenset[str]:
    return frozenset(bare(term) for term in terms(text))


# One thing by several names, everyday and written Arabic: the first of a line stands for all.
_SYNONYMS = """
    حافلة باص باصات حافلات
    ابن ابني ولد ولدي طفلي ابنه ولدنا
    بنت ابنتي بنتي ابنة ابنته
    صيانة اصلاح تصليح
    معطلة تعطل خربانة خراب خربان متعطل معطل تعطلت تعطلها
    كتب كتاب
    جوال هاتف موبايل تلفون جوالي
    مكيفات تكييف مكيف
    طالب طلاب طالبات طالبة
    معلم معلمين معلمة معلمات
    ترم فصلين ترمين
    مقرر مادة مقررات
    رفض رفضت رفضوا يرفض ترفض رافضة رفضني
    صرف تصرف يصرف نزل نزلت صرفتوا صرفت ينزل نزلوا
    قبول انقبلت قبلت اقبل مقبول قبولي انقبلوا قبل
    نتيجة نتائج
    درجة درجات
    غرفة غرف
    وثيقة وثائق
    حرمان حرمت حرموني
    نقل انقل ينقل تحويل احول حول
    انتقلنا انتقال انتقل انتقلت
    مرتفعة غالي ارتفاع
    اسعار سعر
    حمامات دورات
    مقاعد كراسي
    شجار مضاربة
    بوابة باب
    دخان دخن
    زوج زوجي
    مبتعث بعثة ابتعاث بعثتي
    مخصصات مخصص
    بيت منزل منزلنا بيتنا
    طردتني طرد
    فقدت ضاعت ضاع فقد
    لوحة طبلون لوحات
    مختبر معمل
    معدل نسبة معدلي نسبتي
    تظهر ظهرت يظهر طلع طلعت تطلع يطلع
    يصل وصلت تصل وصل تصلني يصلني يجي يجيني
    مرشح ترشيح ترشيحي مرشحات رشحت
    اعتراض اعترض اتظلم تظلمي تظلم نعترض
    اسم اسمي
    احتساب تحتسب حسبوا حسبوها حسبت حسب
"""
# Numbers in words; as they stand, for tens lose their ending to units.
_NUMBERS = """
    1 واحد واحدة
    2 اثنان اثنين
    3 ثلاثة ثلاث
    4 اربعة اربع
    5 خمسة خمس
    6 ستة ست
    7 سبعة سبع
    8 ثمانية ثمان ثماني
    9 تسعة تسع
    10 عشرة عشر
    20 عشرون عشرين
    30 ثلاثون ثلاثين
    40 اربعون اربعين
    100 مئة مية مائة
    200 مئتان مئتين مئتي
    300 ثلاثمئة ثلاثمية
"""
_MEANS: dict[str, str] = {}
for _line in _SYNONYMS.strip().splitlines():
    _first, *_others = (term for word in _line.split() for term in terms(word)[:1])
    _MEANS |= dict.fromkeys([_first, *_others, *map(_without_ending, [_first, *_others])], _without_ending(_first))
for _line in _NUMBERS.strip().splitlines():
    _first, *_others = (term for word in _line.split() for term in terms(word)[:1])
    _MEANS |= dict.fromkeys(_others, _first)

# What everybody writes to us.
NOTHING_SAID = _said(
    """
    السلام عليكم ورحمة الله وبركاته تحية طيبة وبعد أرجو نرجو آمل نأمل أطلب نطلب طلب طلبي أرغب أريد ابي ابغى ودي شكوى أشكو شكواي
    استفسار أستفسر أسأل سألت بخصوص بشأن عن من إلى في على مع ما لا لم لن ليس مو ما لي له لها لنا لكم هل كم متى كيف وش وين أين هذا
    هذه ذلك تلك الذي التي أن إن كان كانت يكون هو هي أنا نحن أنتم قد وقد حتى الآن الحين اليوم أمس كل بعض أي عند عندي لدي ليس غير
    سوى منذ بعد خلال بين أمام قدام تحت فوق جدا فقط أيضا كذلك لأن عشان بسبب رغم ولو لكن ثم أو أم بل إذا حيث كما مثل دون بدون
    شيء شي تم يتم لين حق حقت حقتي وأنا وهو وهي نفس نفسه علي عليه عليها وما وهل وقدر مني منه منها به بها فيه فيها لكي ولا ولم إلا
    حين منكم معكم إليكم نفيدكم شكرا جزيلا الموقر سعادة ترد رد إجابة أجد أفيدكم أرفق مرفق عدم أستطيع أقدر قادرة قدرت يوجد توجد
    """
)
# What many write to us: it says little.
COMMON = _said(
    """
    مدرسة جامعة كلية تعليم طالب معلم ابن بنت حي صف فصل ترم صرف شهر سنة يوم أسبوع رقم نظام منصة وزارة إدارة مدير مديرة قسم مركز
    موظف خدمة خدمات تظهر يصل جديد جديدة طلبت قدمت مقدم تقديم أهلية حكومية ابتدائية متوسطة ثانوية لغة بداية نهاية شروط مشكلة
    """
)
AGAIN = _said(
    """
    سبق سابقا السابق السابقة متابعة أتابع إضافة إلحاقا أعيد أكرر تذكير استعجال مازال زال زالت مستمر مستمرة كتبت راجعتكم تقدمت
    تواصلت ذكرت خاطبناكم اشتكيت تذكيرا
    """
)
# Of each of these kinds a matter names one; two that name different ones are rather two matters.
KINDS: tuple[frozenset[str], ...] = tuple(
    _said(each)
    for each in (
        "محرم صفر ربيع جمادى رجب شعبان رمضان شوال القعدة الحجة",
        "السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة",
        "ابن بنت",
        "فيزياء كيمياء رياضيات أحياء إنجليزية عربية",
        "الأول الثاني الثالث الرابع الخامس السادس",
        "ماجستير بكالوريوس دكتوراه دبلوم",
    )
)
# What follows one of these is a name of its own.
NAMED = frozenset(fold(word) for word in ("حي", "مدرسة", "كلية", "جامعة", "ثانوية", "متوسطة", "ابتدائية", "مقرر"))
NO_NAME = NOTHING_SAID | COMMON | _said("قريبة أقرب أخرى ثانية خاصة بنات بنين عالمية")
# What only one of two says sets them apart: to suggest, and to ask what the conditions are, is not to complain.
ONLY_ONE = (_said("أقترح مقترح نقترح ياليت"), _said("شروط متطلبات إجراءات"))
