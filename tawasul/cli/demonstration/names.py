"""Invented people's names: given, father, grandfather, family; Arabic with the usual English spelling.

Only the given name tells man from woman: what follows it are the names of the father, the grandfather and the family.
"""

from dataclasses import dataclass
from random import Random

_MEN = """محمد Mohammed|عبدالله Abdullah|عبدالرحمن Abdulrahman|خالد Khalid|سعد Saad|فهد Fahad|سلطان Sultan|ناصر Nasser
أحمد Ahmed|علي Ali|عمر Omar|إبراهيم Ibrahim|يوسف Yousef|ماجد Majed|تركي Turki|بندر Bandar|مشعل Mishal|نايف Naif
سلمان Salman|عبدالعزيز Abdulaziz|صالح Saleh|حمد Hamad|راشد Rashed|ياسر Yasser|هاني Hani|وليد Waleed|طارق Tariq
زياد Ziyad|أنس Anas|معاذ Muath|بدر Badr|فيصل Faisal|عادل Adel|رائد Raed|حسن Hassan|حسين Hussain|مازن Mazen
جابر Jaber|مبارك Mubarak|عايض Ayed|سعيد Saeed|عوض Awad|مساعد Musaed|منصور Mansour|نواف Nawaf|ريان Rayan
أسامة Osama|حاتم Hatem|غازي Ghazi|سامي Sami|هشام Hisham|عثمان Othman|عبدالمجيد Abdulmajeed|عبدالكريم Abdulkarim
بسام Bassam|ثامر Thamer|ضاري Dhari|مهند Muhannad|فراس Firas|عبدالإله Abdulelah"""
_WOMEN = """نورة Nourah|سارة Sarah|فاطمة Fatimah|عائشة Aisha|مريم Maryam|هند Hind|منيرة Munirah|لطيفة Latifah
العنود Alanoud
ريم Reem|أمل Amal|هيفاء Haifa|وفاء Wafa|نوف Nouf|الجوهرة Aljawharah|شيخة Sheikhah|مها Maha|أسماء Asma|خلود Khulood
أروى Arwa|دلال Dalal|عبير Abeer|حصة Hessah|بدرية Badriyah|سمية Sumayyah|رنا Rana|غادة Ghadah|ندى Nada|لمى Lama
شهد Shahad|رغد Raghad|جواهر Jawaher|ابتسام Ibtisam|إيمان Eman|هدى Huda|سلوى Salwa|منال Manal|نجلاء Najla
أفنان Afnan|بشاير Bashayer|تهاني Tahani|حنان Hanan|خديجة Khadijah|رحاب Rehab|زينب Zainab|عفاف Afaf|فوزية Fawziyah
ليلى Layla|مشاعل Mashael|وجدان Wijdan|ياسمين Yasmin"""
_FAMILIES = """الغامدي Alghamdi|الزهراني Alzahrani|الحربي Alharbi|العتيبي Alotaibi|القحطاني Alqahtani|الشهري Alshehri
الدوسري Aldossari|المطيري Almutairi|الشمري Alshammari|العنزي Alanazi|البقمي Albuqami|السبيعي Alsubaie|الخالدي Alkhaldi
الأحمدي Alahmadi|الجهني Aljohani|البلوي Albalawi|العمري Alamri|الأسمري Alasmari|القرني Alqarni
عسيري Asiri|الحارثي Alharthi
المالكي Almalki|الثقفي Althaqafi|السلمي Alsulami|الصبحي Alsubhi|الرشيدي Alrashidi|التميمي Altamimi|السهلي Alsahli
اليامي Alyami|الوادعي Alwadei|حكمي Hakami|مجرشي Majrashi|الفيفي Alfaifi|المرحبي Almarhabi|العسكر Alaskar|الحميد Alhumaid
السويلم Alsuwailem|المهنا Almuhanna|النصار Alnassar|الخضير Alkhudair|الصقعبي Alsaqabi|العبيد Alobaid|الجاسر Aljasser
الحسين Alhussain|العواد Alawwad|السلطان Alsultan|بخش Bakhsh|فلمبان Flimban|باوزير Bawazir|باحمدان Bahamdan
الرويلي Alruwaili
الشراري Alsharari|الهذلي Alhuthali|العيسى Alissa|الحمدان Alhamdan|المسعود Almasoud|الشريف Alsharif|الرحيلي Alruhaili
الصاعدي Alsaedi|اللحياني Allihyani|الذبياني Althubyani|العطوي Alatawi|الخيبري Alkhaibari|كعبي Kaabi
مدخلي Madkhali|صيرفي Sairafi"""
_RESIDENT_FAMILIES = """السيد Elsayed|خان Khan|حسنين Hassanein|الخطيب Alkhatib|عثمان Osman|بابكر Babiker|الحلبي Alhalabi
النجار Alnajjar|الشامي Alshami|إدريس Idris|المصري Almasri|حداد Haddad"""

# Given and family names that together belong to people whom everybody knows.
_WELL_KNOWN = {
    ("سالم", "الدوسري"), ("ياسر", "القحطاني"), ("محمد", "العيسى"), ("عبدالرحمن", "السديس"), ("يوسف", "الشهري"),
    ("فهد", "العتيبي"), ("نواف", "العابد"), ("ناصر", "الشمراني"), ("أحمد", "العيسى"), ("أحمد", "الغامدي"),
    ("خالد", "الفيصل"), ("حسين", "عبدالغني"), ("سامي", "الجابر"), ("حمد", "المنتشري"), ("سعد", "الحارثي"),
    ("محمد", "السهلي"), ("ماجد", "عبدالله"), ("خالد", "العيسى"), ("هند", "القحطاني"), ("يوسف", "البنيان"),
}  # fmt: skip


def _read(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.rsplit(" ", 1) for line in text.splitlines() for part in line.split("|"))
    return tuple((arabic, english) for arabic, english in pairs)


MEN, WOMEN, FAMILIES = _read(_MEN), _read(_WOMEN), _read(_FAMILIES)
RESIDENT_FAMILIES = _read(_RESIDENT_FAMILIES)


@dataclass(frozen=True)
class Name:
    """A person's name in both languages."""

    ar: str
    en: str
    female: bool

    @property
    def short_ar(self) -> str:
        """Given and family name."""
        parts = self.ar.split()
        return f"{parts[0]} {parts[-1]}"


def invent(rng: Random, *, female: bool | None = None, family: tuple[str, str] | None = None) -> Name:
    """A name of four parts; `female` and `family` are drawn where not given."""
    woman = rng.random() < 0.45 if female is None else female
    while True:
        given = rng.choice(WOMEN if woman else MEN)
        father, grandfather = rng.sample(MEN, 2)
        house = family or rng.choice(FAMILIES)
        if (given[0], house[0]) not in _WELL_KNOWN and given != father:
            break
    parts = (given, father, grandfather, house)
    return Name(ar=" ".join(ar for ar, _ in parts), en=" ".join(en for _, en in parts), female=woman)
