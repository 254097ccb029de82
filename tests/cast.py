"""The people of the tests: a small network in which every errand can be told.

The ministry; an education department with a centre, two units and two departments; a university whose people are strangers
to the first. Everybody is named by what they do: `cast.coordinator`, `cast.stranger`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password

from tawasul.centres import actions as centres
from tawasul.centres import queries
from tawasul.centres.actor import SYSTEM, Actor, beneficiary_actor
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import PlaceKind
from tawasul.lib.identity import IdentityKind, parse_identity
from tawasul.people import actions as people
from tawasul.people.models import User
from tawasul.tickets import actions
from tawasul.tickets.actions.filing import Asker
from tawasul.tickets.models import Ticket

RIYADH = ZoneInfo("Asia/Riyadh")
SUNDAY = datetime(2026, 11, 15, 9, 0, tzinfo=RIYADH)
PASSWORD = "a-long-test-password-1448"
OPENED = date(2020, 1, 1)

PARENT = Asker(
    identity=parse_identity("1000000008"),
    name="سارة بنت محمد الغامدي",
    category="parent",
    mobile="+966501234567",
)
VISITOR_WITHOUT_MOBILE = Asker(
    identity=parse_identity("A1234567", IdentityKind.PASSPORT), name="أحمد عبدالله حسن", category="parent"
)
COMPLAINT_TEXT = "لم يصل باص النقل المدرسي منذ ثلاثة أيام وابنتي في المدرسة الابتدائية الرابعة."


@dataclass
class Cast:
    """Places by name, and people by what they do."""

    places: dict[str, Place] = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return queries.actor_for(self.members[name])

    def user(self, name: str) -> User:
        return self.members[name].user

    def __getattr__(self, name: str) -> Actor:
        if name in self.__dict__.get("members", {}):
            return self.actor(name)
        raise AttributeError(name)


PLACES: tuple[tuple[str, PlaceKind, str | None, str, str, str], ...] = (
    ("ministry", PlaceKind.MINISTRY, None, "وزارة التعليم", "Ministry of Education", ""),
    (
        "main_centre",
        PlaceKind.CENTRE,
        "ministry",
        "المركز الرئيسي لرعاية المستفيدين",
        "Main Beneficiary Care Centre",
        "",
    ),
    ("sector", PlaceKind.EDUCATION_DEPARTMENT, "ministry", "إدارة تعليم الواحة", "Oasis Education Department", ""),
    ("centre", PlaceKind.CENTRE, "sector", "مركز رعاية المستفيدين بالواحة", "Oasis Beneficiary Care Centre", ""),
    ("unit", PlaceKind.UNIT, "centre", "وحدة الخدمات الإلكترونية", "Electronic Services Unit", "electronic_services"),
    (
        "services_unit",
        PlaceKind.UNIT,
        "centre",
        "وحدة خدمات المستفيدين",
        "Beneficiary Services Unit",
        "beneficiary_services",
    ),
    ("transport", PlaceKind.DEPARTMENT, "centre", "إدارة النقل المدرسي", "School Transport Department", ""),
    (
        "followup",
        PlaceKind.DEPARTMENT,
        "centre",
        "الإدارة العامة للمتابعة",
        "General Follow-up Department",
        "general_followup",
    ),
    ("university", PlaceKind.UNIVERSITY, "ministry", "جامعة النخيل", "Palms University", ""),
    ("other_centre", PlaceKind.CENTRE, "university", "مركز رعاية المستفيدين بجامعة النخيل", "Palms Care Centre", ""),
    ("admission", PlaceKind.DEPARTMENT, "other_centre", "عمادة القبول والتسجيل", "Admission Deanship", ""),
)

PEOPLE: tuple[tuple[str, str, str, str, str], ...] = (
    ("minister", "minister", "ministry", "عبدالعزيز السالم", "Abdulaziz Alsalem"),
    ("minister_office", "minister_office", "ministry", "نوف السالم", "Nouf Alsalem"),
    ("ministry_supervisor", "ministry_supervisor", "ministry", "فهد الحربي", "Fahd Alharbi"),
    ("ministry_officer", "ministry_officer", "ministry", "أمل الحربي", "Amal Alharbi"),
    ("call_centre_agent", "call_centre_agent", "ministry", "ريم القحطاني", "Reem Alqahtani"),
    ("administrator", "network_administrator", "ministry", "ماجد العتيبي", "Majed Alotaibi"),
    ("official", "sector_official", "sector", "سعد الدوسري", "Saad Aldosari"),
    ("official_office", "sector_office", "sector", "هند الدوسري", "Hind Aldosari"),
    ("supervisor", "centre_supervisor", "centre", "منيرة الشهري", "Munira Alshehri"),
    ("assistant", "assistant", "centre", "خالد الشهري", "Khalid Alshehri"),
    ("services_supervisor", "electronic_services_supervisor", "unit", "تركي المطيري", "Turki Almutairi"),
    ("complaint_officer", "complaint_officer", "unit", "ليلى الزهراني", "Layla Alzahrani"),
    ("report_officer", "report_officer", "unit", "بندر الزهراني", "Bandar Alzahrani"),
    ("monitoring_officer", "monitoring_officer", "unit", "عادل الغامدي", "Adel Alghamdi"),
    ("quality_officer", "quality_officer", "unit", "مها العمري", "Maha Alamri"),
    ("performance_officer", "performance_officer", "unit", "طلال العمري", "Talal Alamri"),
    ("hall_supervisor", "hall_supervisor", "services_unit", "وفاء المالكي", "Wafa Almalki"),
    ("reception_officer", "reception_officer", "services_unit", "نايف المالكي", "Nayef Almalki"),
    ("counter_officer", "counter_officer", "services_unit", "عبير السبيعي", "Abeer Alsubaie"),
    ("meetings_officer", "meetings_officer", "services_unit", "سلمان السبيعي", "Salman Alsubaie"),
    ("referral_officer", "referral_officer", "services_unit", "جواهر الرشيد", "Jawaher Alrasheed"),
    ("representative", "representative", "services_unit", "فيصل الرشيد", "Faisal Alrasheed"),
    ("department_supervisor", "department_supervisor", "transport", "ناصر البقمي", "Nasser Albugami"),
    ("coordinator", "coordinator", "transport", "هيفاء البقمي", "Haifa Albugami"),
    ("second_coordinator", "coordinator", "transport", "راشد العنزي", "Rashed Alenezi"),
    ("followup_coordinator", "coordinator", "followup", "غادة العنزي", "Ghada Alenezi"),
    ("stranger", "centre_supervisor", "other_centre", "حسن الشمري", "Hassan Alshammari"),
    ("other_officer", "complaint_officer", "other_centre", "سميرة الشمري", "Samira Alshammari"),
    ("other_coordinator", "coordinator", "admission", "يوسف الجهني", "Yousef Aljohani"),
)


def assemble() -> Cast:
    """Make the network, through the actions that people use. Nobody's password is hashed twice."""
    cast = Cast()
    for code, kind, parent, name_ar, name_en, function in PLACES:
        cast.places[code] = centres.open_place(
            actor=SYSTEM,
            kind=kind,
            parent=cast.places[parent] if parent else None,
            code=code,
            name_ar=name_ar,
            name_en=name_en,
            opened_on=OPENED,
            function=function,
        )
    password_hash = make_password(PASSWORD)
    for number, (name, role, place, name_ar, name_en) in enumerate(PEOPLE, start=1):
        user = people.register_user(
            email=f"{name}@example.sa",
            user_number=f"E{number:06}",
            name_ar=name_ar,
            name_en=name_en,
            mobile="",
            password_hash=password_hash,
            at=SUNDAY - timedelta(days=365),
        )
        cast.members[name] = give_role(user, role, cast.places[place])
    return cast


def give_role(user: User, role: str, place: Place) -> Membership:
    """One more hat for somebody."""
    made = centres.appoint(
        actor=SYSTEM, user_id=user.pk, role=role, place_id=place.pk, begins_on=OPENED, ends_on=None, at=SUNDAY
    )
    return Membership.objects.select_related("user", "place").get(pk=made.pk)


def filed(
    cast: Cast,
    *,
    type: str = "complaint",
    at: datetime = SUNDAY,
    centre: str = "centre",
    asker: Asker = PARENT,
    subject: str = "تأخر النقل المدرسي",
    text: str = COMPLAINT_TEXT,
) -> Ticket:
    """A ticket filed on the portal."""
    return actions.file_ticket(
        actor=beneficiary_actor(beneficiary_id=0, ticket_id=None, name=asker.name),
        asker=asker,
        type=type,
        channel="portal",
        centre_id=cast.places[centre].pk,
        subject=subject,
        text=text,
        incident_place="مدرسة الواحة الابتدائية الرابعة" if type == "report" else "",
        at=at,
    )


def asking(ticket: Ticket) -> Actor:
    """The beneficiary of a ticket, who proved its mobile."""
    return beneficiary_actor(
        beneficiary_id=ticket.beneficiary_id,
        ticket_id=ticket.pk,
        name=Ticket.objects.get(pk=ticket.pk).beneficiary.name,
    )


def hours(n: float) -> datetime:
    """That many hours after the Sunday on which errands begin."""
    return SUNDAY + timedelta(hours=n)


def with_coordinator(cast: Cast, **how: object) -> Ticket:
    """A ticket in the hands of `cast.coordinator`."""
    ticket = filed(cast, **how)  # type: ignore[arg-type]
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.refer_to_department(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        department_id=cast.places["transport"].pk,
        reason="من اختصاص النقل المدرسي",
        at=hours(2),
    )
    return actions.accept(actor=cast.coordinator, ticket_id=ticket.pk, at=hours(3))


def under_review(cast: Cast, **how: object) -> Ticket:
    """A ticket whose reply, written by `cast.coordinator`, awaits review."""
    ticket = with_coordinator(cast, **how)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="نعتذر عن التأخر", at=hours(4))
    actions.submit_reply(
        actor=cast.coordinator,
        ticket_id=ticket.pk,
        text="نعتذر عن التأخر، وقد عاد الباص إلى خط سيره ابتداء من يوم الأحد.",
        at=hours(5),
    )
    return Ticket.objects.get(pk=ticket.pk)


def replied(cast: Cast, **how: object) -> Ticket:
    """A ticket whose reply was approved and reached the beneficiary."""
    ticket = under_review(cast, **how)
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6))
    return Ticket.objects.get(pk=ticket.pk)
