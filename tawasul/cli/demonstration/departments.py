"""The departments that answer, by kind of sector, the ones met with most first: a small sector has the first of them.

The key is what subjects (see `subjects`) name: a ticket goes to the department of its centre that bears the key.
"""

from dataclasses import dataclass

GENERAL_FOLLOWUP = "general_followup"


@dataclass(frozen=True)
class Department:
    """A department's key and names."""

    key: str
    name_ar: str
    name_en: str


_FOLLOWUP = Department(GENERAL_FOLLOWUP, "الإدارة العامة للمتابعة", "General Follow-up Department")

OF_EDUCATION_DEPARTMENTS: tuple[Department, ...] = (
    _FOLLOWUP,
    Department("teachers", "إدارة شؤون المعلمين", "Teachers' Affairs"),
    Department("hr", "إدارة الموارد البشرية", "Human Resources"),
    Department("exams", "إدارة الاختبارات والقبول", "Examinations and Admission"),
    Department("transport", "إدارة النقل المدرسي", "School Transport"),
    Department("buildings", "إدارة المباني والصيانة", "School Buildings and Maintenance"),
    Department("guidance", "إدارة التوجيه الطلابي", "Student Guidance"),
    Department("it", "إدارة تقنية المعلومات", "Information Technology"),
    Department("private", "إدارة التعليم الأهلي والأجنبي", "Private and International Education"),
    Department("special", "إدارة التربية الخاصة", "Special Education"),
    Department("safety", "إدارة الأمن والسلامة المدرسية", "School Safety and Security"),
    Department("health", "إدارة الصحة المدرسية", "School Health"),
)

OF_UNIVERSITIES: tuple[Department, ...] = (
    _FOLLOWUP,
    Department("admission", "عمادة القبول والتسجيل", "Deanship of Admission and Registration"),
    Department("students", "عمادة شؤون الطلاب", "Deanship of Student Affairs"),
    Department("graduate", "عمادة الدراسات العليا", "Deanship of Graduate Studies"),
    Department("hr", "الإدارة العامة للموارد البشرية", "General Department of Human Resources"),
    Department("finance", "الإدارة المالية", "Finance Department"),
    Department("it", "عمادة تقنية المعلومات والتعلم الإلكتروني", "Deanship of Information Technology and E-Learning"),
    Department("facilities", "إدارة المرافق والسلامة الجامعية", "Facilities and Campus Safety"),
    Department("faculty", "إدارة شؤون أعضاء هيئة التدريس", "Faculty Affairs"),
    Department("housing", "إدارة الإسكان الطلابي", "Student Housing"),
    Department("library", "عمادة شؤون المكتبات", "Deanship of Library Affairs"),
    Department("medical", "إدارة الخدمات الطبية الجامعية", "University Medical Services"),
)

OF_THE_MINISTRY: tuple[Department, ...] = (
    _FOLLOWUP,
    Department("scholarships", "وكالة الوزارة للابتعاث", "Agency for Scholarships"),
    Department("equivalency", "الإدارة العامة لمعادلة الشهادات", "General Department of Certificate Equivalency"),
    Department("teachers", "الإدارة العامة لشؤون المعلمين", "General Department of Teachers' Affairs"),
    Department("hr", "الإدارة العامة للموارد البشرية", "General Department of Human Resources"),
    Department("it", "الإدارة العامة للتحول الرقمي", "General Department of Digital Transformation"),
    Department(
        "private", "الإدارة العامة للتعليم الأهلي والأجنبي", "General Department of Private and International Education"
    ),
    Department("exams", "الإدارة العامة للاختبارات", "General Department of Examinations"),
    Department("special", "الإدارة العامة للتربية الخاصة", "General Department of Special Education"),
    Department("curricula", "الإدارة العامة للمناهج", "General Department of Curricula"),
    Department("guidance", "الإدارة العامة للتوجيه الطلابي", "General Department of Student Guidance"),
    Department("procurement", "الإدارة العامة للعقود والمشتريات", "General Department of Contracts and Procurement"),
)
