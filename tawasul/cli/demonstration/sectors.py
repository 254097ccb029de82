"""The sectors of the demonstration network, by their public names: 16 education departments and 28 universities."""

from dataclasses import dataclass
from typing import Literal

Size = Literal["large", "middle", "small"]


@dataclass(frozen=True)
class Sector:
    """A sector: its code (with which the codes of all below it begin), names, and how large its centre is."""

    code: str
    name_ar: str
    name_en: str
    size: Size
    women_only: bool = False


def _region(
    code: str, name_ar: str, name_en: str, size: Size, kind_ar: str = "منطقة", kind_en: str = "Region"
) -> Sector:
    return Sector(
        code=code,
        name_ar=f"الإدارة العامة للتعليم ب{kind_ar} {name_ar}",
        name_en=f"General Department of Education in {name_en} {kind_en}",
        size=size,
    )


EDUCATION_DEPARTMENTS: tuple[Sector, ...] = (
    _region("RUH", "الرياض", "Riyadh", "large"),
    _region("MKH", "مكة المكرمة", "Makkah", "large"),
    _region("MED", "المدينة المنورة", "Madinah", "middle"),
    _region("QSM", "القصيم", "Qassim", "middle"),
    Sector(
        "ESP",
        "الإدارة العامة للتعليم بالمنطقة الشرقية",
        "General Department of Education in the Eastern Province",
        "large",
    ),
    _region("ASR", "عسير", "Asir", "middle"),
    _region("TBK", "تبوك", "Tabuk", "middle"),
    _region("HAI", "حائل", "Hail", "middle"),
    _region("NBR", "الحدود الشمالية", "Northern Borders", "small"),
    _region("JZN", "جازان", "Jazan", "middle"),
    _region("NJR", "نجران", "Najran", "small"),
    _region("BAH", "الباحة", "Al-Bahah", "small"),
    _region("JWF", "الجوف", "Al-Jawf", "small"),
    _region("AHS", "الأحساء", "Al-Ahsa", "middle", "محافظة", "Governorate"),
    _region("TAF", "الطائف", "Taif", "middle", "محافظة", "Governorate"),
    _region("JED", "جدة", "Jeddah", "large", "محافظة", "Governorate"),
)

UNIVERSITIES: tuple[Sector, ...] = (
    Sector("KSU", "جامعة الملك سعود", "King Saud University", "large"),
    Sector("KAU", "جامعة الملك عبدالعزيز", "King Abdulaziz University", "large"),
    Sector("IMAM", "جامعة الإمام محمد بن سعود الإسلامية", "Imam Mohammad Ibn Saud Islamic University", "middle"),
    Sector("UQU", "جامعة أم القرى", "Umm Al-Qura University", "middle"),
    Sector("IUM", "الجامعة الإسلامية بالمدينة المنورة", "Islamic University of Madinah", "small"),
    Sector("KFUPM", "جامعة الملك فهد للبترول والمعادن", "King Fahd University of Petroleum and Minerals", "small"),
    Sector("KFU", "جامعة الملك فيصل", "King Faisal University", "middle"),
    Sector("KKU", "جامعة الملك خالد", "King Khalid University", "middle"),
    Sector("IAU", "جامعة الإمام عبدالرحمن بن فيصل", "Imam Abdulrahman Bin Faisal University", "middle"),
    Sector(
        "PNU",
        "جامعة الأميرة نورة بنت عبدالرحمن",
        "Princess Nourah Bint Abdulrahman University",
        "middle",
        women_only=True,
    ),
    Sector("QU", "جامعة القصيم", "Qassim University", "middle"),
    Sector("TAIBAH", "جامعة طيبة", "Taibah University", "small"),
    Sector("TU", "جامعة الطائف", "Taif University", "small"),
    Sector("UOH", "جامعة حائل", "University of Hail", "small"),
    Sector("JAZANU", "جامعة جازان", "Jazan University", "small"),
    Sector("JOUF", "جامعة الجوف", "Jouf University", "small"),
    Sector("BU", "جامعة الباحة", "Al-Baha University", "small"),
    Sector("UT", "جامعة تبوك", "University of Tabuk", "small"),
    Sector("NU", "جامعة نجران", "Najran University", "small"),
    Sector("NBU", "جامعة الحدود الشمالية", "Northern Border University", "small"),
    Sector("PSAU", "جامعة الأمير سطام بن عبدالعزيز", "Prince Sattam Bin Abdulaziz University", "small"),
    Sector("SU", "جامعة شقراء", "Shaqra University", "small"),
    Sector("MU", "جامعة المجمعة", "Majmaah University", "small"),
    Sector("UB", "جامعة بيشة", "University of Bisha", "small"),
    Sector("UHB", "جامعة حفر الباطن", "University of Hafr Al Batin", "small"),
    Sector("UJ", "جامعة جدة", "University of Jeddah", "small"),
    Sector("SEU", "الجامعة السعودية الإلكترونية", "Saudi Electronic University", "small"),
    Sector(
        "KSAUHS",
        "جامعة الملك سعود بن عبدالعزيز للعلوم الصحية",
        "King Saud Bin Abdulaziz University for Health Sciences",
        "small",
    ),
)

MINISTRY = Sector("MOE", "وزارة التعليم", "Ministry of Education", "large")
