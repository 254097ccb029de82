"""A directive from the official's word to the follow-up officer's "done", and everything that goes otherwise on the way."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import override

from tawasul.centres.models import Place
from tawasul.directives import actions, policies, queries
from tawasul.directives.actions import About
from tawasul.directives.events import BY_KEY
from tawasul.directives.lifecycle import Act, State
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken
from tawasul.directives.paper import letter_of
from tawasul.directives.timekeeping import sound_due
from tawasul.directives.titles import addressed, title_of
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.notices import queries as notices_kept
from tawasul.tickets.models import Ticket
from tawasul.timeline.proof import broken_links
from tests.attachments.samples import png
from tests.cast import SUNDAY, Cast, filed, hours
from tests.directives.directing import NEXT_SUNDAY, TEXT, TODAY, WHAT_WE_DID, directed, fresh, told


def kinds(directive: Directive) -> list[str]:
    return [event.kind for event in queries.events_of(directive)]


def morning(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), RIYADH)


def test_a_directive_is_acted_on_answered_and_said_to_be_done_by_the_follow_up_officer(cast: Cast) -> None:
    directive = directed(cast)
    assert (directive.official, directive.acting) == (cast.places["sector"], cast.places["transport"])
    assert directive.following == cast.places["centre"]
    assert [len(told(name, cast, "directive_issued")) for name in ("coordinator", "department_supervisor")] == [1, 1]
    assert told("followup_coordinator", cast, "directive_issued") == []

    number = directive.number
    actions.report(actor=cast.coordinator, number=number, text="تواصلنا مع المتعهد", at=hours(2))
    upload = SimpleUploadedFile("letter.png", png())
    made = actions.answer(actor=cast.coordinator, number=number, text=WHAT_WE_DID, uploads=[upload], at=hours(5))
    assert fresh(directive).state == State.ANSWERED
    assert told("monitoring_officer", cast, "directive_answered")
    ((answer, papers),) = queries.answers_of(directive)
    assert (answer, [paper.name for paper in papers]) == (made, ["letter.png"])
    assert queries.paper_of(cast.official, number, papers[0].pk) == papers[0]

    actions.send_back(actor=cast.monitoring_officer, number=number, reasons="ينقص موعد عودة الحافلة", at=hours(6))
    assert fresh(directive).state == State.OPEN
    assert told("coordinator", cast, "directive_sent_back")
    actions.answer(actor=cast.coordinator, number=number, text=WHAT_WE_DID + " وعادت الأحد.", at=hours(7))
    done = actions.finish(
        actor=cast.monitoring_officer, number=number, outcome="تحقق المركز من عودة الحافلة", at=hours(8)
    )
    assert (done.state, done.ended_at, done.next_at) == (State.DONE, hours(8), None)
    assert told("official", cast, "directive_done")
    assert queries.ended([directive.pk]) == {directive.pk}
    assert kinds(directive) == ["issued", "reported", "answered", "sent_back", "answered", "finished"]
    assert set(kinds(directive)) <= set(BY_KEY)
    assert not list(broken_links())


def test_the_minister_directs_the_head_of_an_entity_who_answers_and_is_reminded(cast: Cast) -> None:
    directive = directed(cast, by="minister_office", acting="sector")
    assert (directive.official, directive.acting) == (cast.places["ministry"], cast.places["sector"])
    assert directive.number in {row.number for row in queries.directives_visible_to(cast.official)}
    for name in ("official", "official_office"):
        assert len(told(name, cast, "directive_issued")) == 1, name
        assert "to-act" in queries.offered_to(cast.actor(name))
        assert queries.waiting_count(cast.actor(name)) == 1
    assert told("supervisor", cast, "directive_issued") == []
    assert directive.next_at is not None
    sound_due(at=directive.next_at)
    assert len(told("official", cast, "directive_due")) == 1
    with pytest.raises(NotFound):
        actions.answer(actor=cast.stranger, number=directive.number, text=WHAT_WE_DID, at=hours(1))
    actions.answer(actor=cast.official_office, number=directive.number, text=WHAT_WE_DID, at=hours(2))
    assert told("minister_office", cast, "directive_answered")
    with pytest.raises(NotAllowed):
        actions.finish(actor=cast.official, number=directive.number, outcome="تم التنفيذ", at=hours(3))
    done = actions.finish(actor=cast.minister_office, number=directive.number, outcome="تم التنفيذ", at=hours(3))
    assert done.state == State.DONE


def test_a_sectors_own_official_directs_within_it_and_no_sector(cast: Cast) -> None:
    for acting in ("sector", "university"):
        with pytest.raises(Invalid) as refused:
            directed(cast, by="official_office", acting=acting)
        assert list(refused.value.fields) == ["acting"]
    found = queries.suggest_acting(cast.official_office, "الواحة", TODAY)
    assert cast.places["sector"] not in found
    assert queries.suggest_acting(cast.minister_office, "جامعة النخيل", TODAY)[0] == cast.places["university"]
    assert queries.suggest_acting(cast.minister_office, "تعليم الواحة", TODAY)[0] == cast.places["sector"]


@pytest.mark.parametrize(
    ("acting", "to"), [("university", "سعادة رئيس جامعة النخيل"), ("sector", "المكرم مدير تعليم الواحة")]
)
def test_the_letter_goes_to_the_head_of_the_entity(cast: Cast, acting: str, to: str) -> None:
    assert letter_of(directed(cast, by="minister_office", acting=acting), "ar").to == [to]


HEADS = [
    ("education_department", "الإدارة العامة للتعليم بمنطقة الرياض", "General Department of Education in Riyadh Region",
     "مدير عام التعليم بمنطقة الرياض", "the Director General of Education in Riyadh Region"),
    ("education_department", "إدارة التعليم بمحافظة عنيزة", "Department of Education in Unaizah",
     "مدير التعليم بمحافظة عنيزة", "the Director of Education in Unaizah"),
    ("education_department", "إدارة تعليم الواحة", "Oasis Education Department",
     "مدير تعليم الواحة", "the Director of Education in Oasis"),
    ("education_department", "مكتب تعليم الشمال", "Education in the North", "مدير مكتب تعليم الشمال",
     "the director of Education in the North"),
    ("university", "جامعة الملك سعود", "King Saud University", "رئيس جامعة الملك سعود",
     "the President of King Saud University"),
    ("ministry", "وزارة التعليم", "Ministry of Education", "معالي الوزير", "His Excellency the Minister"),
    ("department", "كلية الآداب", "College of Arts", "عميد كلية الآداب", "the dean of College of Arts"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name_ar", "name_en", "arabic", "english"), HEADS)
def test_a_head_has_one_title_wherever_they_are_named(
    kind: str, name_ar: str, name_en: str, arabic: str, english: str
) -> None:
    place = Place(kind=kind, name_ar=name_ar, name_en=name_en)
    with override("ar"):
        assert title_of(place) == arabic
        assert addressed(place).endswith(arabic)
    with override("en"):
        assert title_of(place) == english
        assert addressed(place) == f"To {english}"


def test_the_letter_of_an_education_department_is_its_director_generals(cast: Cast) -> None:
    names = {
        "name_ar": "الإدارة العامة للتعليم بمنطقة الواحة",
        "name_en": "General Department of Education in Oasis Region",
    }
    Place.objects.filter(pk=cast.places["sector"].pk).update(**names)
    made = directed(cast)
    title = "مدير عام التعليم بمنطقة الواحة"
    letter = letter_of(made, "ar")
    assert letter.opening[1] == f"فقد وجّه {title} بما يأتي:"
    assert letter.signed[:2] == [f"مكتب {title}", f"بتوجيه من {title}"]
    assert "The Director General of Education in Oasis Region has directed" in letter_of(made, "en").opening[1]


def test_a_message_is_three_parts_of_sms_however_much_was_said(cast: Cast) -> None:
    directive = directed(cast, text=TEXT + " كلام طويل" * 200)
    actions.remind(actor=cast.official, number=directive.number, text="تذكير طويل " * 100, at=hours(1))
    sound_due(at=morning(NEXT_SUNDAY + timedelta(days=1), 9))
    notices = [*told("coordinator", cast, "directive_issued"), *told("coordinator", cast, "directive_reminded")]
    notices += told("coordinator", cast, "directive_late")
    texts = [row.text for row in notices_kept.about("directive", directive.pk, limit=50)]
    assert len(notices) == 3
    assert texts
    assert all(len(text) <= 201 for text in texts), max(map(len, texts))


def test_whoever_acts_never_says_that_it_is_done(cast: Cast) -> None:
    number = directed(cast).number
    actions.answer(actor=cast.department_supervisor, number=number, text=WHAT_WE_DID, at=hours(1))
    for name in ("department_supervisor", "coordinator"):
        with pytest.raises(NotAllowed):
            actions.finish(actor=cast.actor(name), number=number, outcome="تم التنفيذ", at=hours(2))
    assert Act.FINISH not in {step.act for step in policies.steps_open_to(cast.coordinator, fresh_of(number))}


def test_not_even_a_follow_up_officer_who_answered_for_the_centre_itself(cast: Cast) -> None:
    """A centre that must act is led by people who follow up too: who answered is not who says that it is done."""
    number = directed(cast, acting="centre").number
    actions.answer(actor=cast.services_supervisor, number=number, text=WHAT_WE_DID, at=hours(1))
    with pytest.raises(NotAllowed):
        actions.finish(actor=cast.services_supervisor, number=number, outcome="تم التنفيذ", at=hours(2))
    with pytest.raises(NotAllowed):
        actions.send_back(actor=cast.services_supervisor, number=number, reasons="ليس لي", at=hours(2))
    actions.finish(actor=cast.monitoring_officer, number=number, outcome="تم التنفيذ", at=hours(3))


def fresh_of(number: str) -> Directive:
    return Directive.objects.get(number=number)


def test_it_is_reminded_as_its_day_comes_and_climbs_when_it_has_passed(cast: Cast) -> None:
    directive = directed(cast)
    number, seen = directive.number, []
    for day in range(1, 20):
        while sound_due(at=morning(TODAY + timedelta(days=day), 9)):
            last = queries.events_of(directive)[-1]
            seen.append((last.at.astimezone(RIYADH).date(), last.data["key"]))
    due = NEXT_SUNDAY
    assert seen == [
        (due - timedelta(days=3), "soon"),
        (due, "today"),
        (due + timedelta(days=1), "late"),
        (due + timedelta(days=3), "late_three"),
        (due + timedelta(days=7), "late_week"),
    ]
    assert len(told("coordinator", cast, "directive_due")) == 2
    assert len(told("coordinator", cast, "directive_late")) == 3
    assert len(told("monitoring_officer", cast, "directive_late")) == 3
    assert len(told("supervisor", cast, "directive_late")) == 3  # leads the centre, whose officers follow it up
    assert len(told("official", cast, "directive_late")) == 1
    assert told("other_officer", cast, "directive_late") == []
    assert fresh(directive).next_at is None
    actions.remind(actor=cast.official, number=number, text="أين وصل الموضوع؟", at=hours(24 * 20))
    assert told("coordinator", cast, "directive_reminded")


def test_an_answer_lets_nothing_sound_and_another_day_begins_the_ladder_anew(cast: Cast) -> None:
    directive = directed(cast)
    number = directive.number
    actions.answer(actor=cast.coordinator, number=number, text=WHAT_WE_DID, at=hours(1))
    assert sound_due(at=morning(NEXT_SUNDAY + timedelta(days=30))) == 0
    actions.send_back(actor=cast.monitoring_officer, number=number, reasons="لم يعد الباص", at=hours(2))
    later = NEXT_SUNDAY + timedelta(days=14)
    actions.postpone(actor=cast.official_office, number=number, due_on=later, reason="بطلب من الإدارة", at=hours(3))
    assert sound_due(at=morning(NEXT_SUNDAY + timedelta(days=2))) == 0
    assert sound_due(at=morning(later, 9)) == 1
    with pytest.raises(Invalid):
        actions.postpone(actor=cast.official_office, number=number, due_on=later, reason="نفسه", at=hours(24 * 21))


def test_a_timekeeper_that_slept_says_the_last_stage_alone(cast: Cast) -> None:
    directive = directed(cast)
    assert sound_due(at=morning(NEXT_SUNDAY + timedelta(days=4))) == 1
    assert [event.data.get("key") for event in queries.events_of(directive)] == [None, "late_three"]
    assert sound_due(at=morning(NEXT_SUNDAY + timedelta(days=4), 9)) == 0
    assert sound_due(at=morning(NEXT_SUNDAY + timedelta(days=7), 9)) == 1


def test_it_is_withdrawn_and_opened_again(cast: Cast) -> None:
    directive = directed(cast)
    number = directive.number
    actions.withdraw(actor=cast.official, number=number, reason="عولج الأمر هاتفيًا", at=hours(1))
    assert told("coordinator", cast, "directive_withdrawn")
    with pytest.raises(Conflict):
        actions.answer(actor=cast.coordinator, number=number, text=WHAT_WE_DID, at=hours(2))
    again = actions.reopen(
        actor=cast.monitoring_officer, number=number, due_on=NEXT_SUNDAY, reason="لم يُعالج", at=hours(3)
    )
    assert (again.state, again.ended_at) == (State.OPEN, None)
    assert again.next_at is not None


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"text": "قصير"}, "text"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"due_on": TODAY + timedelta(days=900)}, "due_on"),
        ({"given_on": TODAY + timedelta(days=1)}, "given_on"),
        ({"acting": "admission"}, "acting"),
        ({"acting": "unit"}, "acting"),
        ({"about": About(kind="whim", id=1, said="")}, "about"),
        ({"about": About(kind="ticket", id=0, said="")}, "about"),
    ],
)
def test_bad_input_is_said_by_field_and_leaves_nothing(cast: Cast, how: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        directed(cast, **how)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]
    assert not Directive.objects.exists()


def test_who_records_and_of_whom(cast: Cast) -> None:
    of = {
        name: policies.official_place_of(cast.actor(name))
        for name in ("minister_office", "official_office", "monitoring_officer", "meetings_officer", "coordinator")
    }
    sector = cast.places["sector"]
    assert of == {
        "minister_office": cast.places["ministry"],
        "official_office": sector,
        "monitoring_officer": sector,
        "meetings_officer": sector,
        "coordinator": None,
    }
    with pytest.raises(NotAllowed):
        directed(cast, by="coordinator")
    of_the_minister = directed(cast, by="minister_office", acting="admission")
    assert of_the_minister.following == cast.places["ministry"]
    assert queries.directive_for(cast.other_coordinator, of_the_minister.number) == of_the_minister


def test_the_same_recorded_by_two_is_one(cast: Cast) -> None:
    first = directed(cast)
    with pytest.raises(Conflict) as refused:
        directed(cast, by="monitoring_officer", text=f"  {TEXT.replace('أ', 'ا')} ")
    assert refused.value.code == "recorded"
    following = directed(cast, text="توجيه آخر غير الأول في شأن آخر")
    assert int(following.number[2:8]) == int(first.number[2:8]) + 1, "what is refused leaves no gap"
    assert spoken(first.number) in str(refused.value.message)
    actions.withdraw(actor=cast.official_office, number=first.number, reason="أعيد تسجيله", at=hours(1))
    directed(cast)
    with pytest.raises(Conflict):
        actions.reopen(actor=cast.official_office, number=first.number, due_on=NEXT_SUNDAY, reason="سهوًا", at=hours(2))


def test_an_old_page_is_told_so(cast: Cast) -> None:
    directive = directed(cast)
    actions.report(actor=cast.coordinator, number=directive.number, text="بدأ العمل", at=hours(1))
    with pytest.raises(Conflict) as refused:
        actions.answer(
            actor=cast.coordinator, number=directive.number, text=WHAT_WE_DID, seen=directive.version, at=hours(2)
        )
    assert refused.value.code == "changed"


def test_a_directive_on_a_ticket_stands_with_it(cast: Cast) -> None:
    ticket = filed(cast)
    about = About(kind="ticket", id=ticket.pk, said="26")
    directive = directed(cast, about=about)
    assert queries.of_subject(cast.complaint_officer, "ticket", ticket.pk) == [directive]
    assert queries.of_subject(cast.stranger, "ticket", ticket.pk) == []
    assert Ticket.objects.get(pk=ticket.pk).version == ticket.version  # it only mentions the ticket


def test_the_officials_page(cast: Cast) -> None:
    sector = cast.places["sector"].pk
    late = directed(cast, text="الأول مما وجه به المسؤول", due_on=TODAY + timedelta(days=1))
    soon = directed(cast, text="الثاني مما وجه به المسؤول")
    directed(cast, by="minister_office", text="ما وجه به معالي الوزير")
    day = TODAY + timedelta(days=2)
    seen = queries.overview(cast.official, sector, day)
    assert (seen.running, seen.late, seen.answered) == (2, 1, 0)
    assert seen.rows == [late, soon]
    assert seen.moved == set()
    actions.look(actor=cast.official, official_id=sector, at=hours(1))
    actions.look(actor=cast.official, official_id=sector, at=hours(1.1))
    actions.report(actor=cast.coordinator, number=soon.number, text="بدأ العمل", at=hours(3))
    actions.look(actor=cast.official, official_id=sector, at=hours(24))
    assert sound_due(at=hours(24)) == 1  # the first is due that day: no action of anybody's
    seen = queries.overview(cast.official, sector, day)
    assert (seen.since, seen.moved) == (hours(1.1), {soon.pk})
    assert {pk: event.kind for pk, event in queries.last_actions(seen.rows).items()} == {
        late.pk: "issued",
        soon.pk: "reported",
    }
    assert queries.overview(cast.official_office, sector, day).moved == set()  # each has their own last look
    assert hours(1) > SUNDAY


def test_whatever_happened_after_the_look_before_is_marked_however_soon(cast: Cast) -> None:
    sector = cast.places["sector"].pk
    directive = directed(cast)

    def opened(minutes: float) -> bool:
        """The official opens the page: whether the directive is marked."""
        actions.look(actor=cast.official, official_id=sector, at=hours(minutes / 60))
        return queries.overview(cast.official, sector, TODAY).moved == {directive.pk}

    def reported(minutes: float) -> None:
        text = f"بعد {minutes} من الدقائق"
        actions.report(actor=cast.coordinator, number=directive.number, text=text, at=hours(minutes / 60))

    assert not opened(60), "the first look: nothing is new against nothing"
    reported(61)
    assert opened(62), "after two minutes"
    assert opened(64), "a reload loses no mark"
    assert not opened(80), "it was seen"
    reported(85)
    assert opened(90), "within half an hour of the look before"
    reported(92)
    assert opened(93)
    assert not opened(120)
    assert not opened(121)
    reported(122)
    assert opened(123), "what happened between a look and its reload"


def test_what_was_under_way_as_the_page_was_looked_at_is_marked_on_the_next(cast: Cast) -> None:
    sector = cast.places["sector"].pk
    directive = directed(cast)
    actions.look(actor=cast.official, official_id=sector, at=hours(2))
    # Begun a second before the look, and kept a second after it: it was not on the page.
    at = hours(2) - timedelta(seconds=1)
    actions.report(actor=cast.coordinator, number=directive.number, text="بدأ العمل", at=at)
    actions.look(actor=cast.official, official_id=sector, at=hours(3))
    assert queries.overview(cast.official, sector, TODAY).moved == {directive.pk}


def test_what_waits_is_counted_for_who_acts_and_who_follows_up(cast: Cast) -> None:
    directive = directed(cast)
    counts = {
        name: queries.waiting_count(cast.actor(name))
        for name in ("coordinator", "monitoring_officer", "official", "minister")
    }
    assert counts == {"coordinator": 1, "monitoring_officer": 0, "official": 0, "minister": None}
    actions.answer(actor=cast.coordinator, number=directive.number, text=WHAT_WE_DID, at=hours(1))
    assert queries.waiting_count(cast.coordinator) == 0
    assert queries.waiting_count(cast.monitoring_officer) == 1


def test_a_directive_of_another_sector_is_not_there(cast: Cast) -> None:
    number = directed(cast).number
    for name in ("stranger", "other_coordinator", "followup_coordinator", "reception_officer"):
        with pytest.raises(NotFound):
            queries.directive_for(cast.actor(name), number)
    for name in ("official", "official_office", "supervisor", "monitoring_officer", "minister", "ministry_supervisor"):
        assert queries.directive_for(cast.actor(name), number)


def test_what_took_over_from_a_place_acts_in_its_stead(cast: Cast) -> None:
    directive = directed(cast, confidential=True)
    old, new = cast.places["transport"], cast.places["followup"]
    assert queries.directive_if_any(cast.followup_coordinator, directive.number) is None
    Place.objects.filter(pk=old.pk).update(succeeded_by=new, closed_on=TODAY)
    with transaction.atomic():
        assert actions.go_over(place_ids=[old.pk], reason="قرار إعادة الهيكلة", at=hours(2)) == 1
    assert fresh(directive).acting == new
    assert kinds(directive) == ["issued", "went_over"]
    actions.answer(actor=cast.followup_coordinator, number=directive.number, text=WHAT_WE_DID, at=hours(3))
    assert fresh(directive).state == State.ANSWERED
    assert queries.directive_if_any(cast.complaint_officer, directive.number) is None
