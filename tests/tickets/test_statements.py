"""Statements: entities asked, asking back, answering, late, or waited for no longer; and who sees what of it."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from tawasul.attachments.models import Attachment
from tawasul.centres.actor import guest_actor
from tawasul.clocks.models import Alarm, Clock, Hearer, Pause
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices.models import Notice
from tawasul.tickets import actions, policies, queries, worklists
from tawasul.tickets.finding import find
from tawasul.tickets.labels import CONDITION_REFUSALS
from tawasul.tickets.lifecycle import Action, State
from tawasul.tickets.models import Statement, StatementTurn, Ticket
from tawasul.tickets.statements import links
from tawasul.tickets.statements import policies as of_statements
from tawasul.tickets.statements import queries as statements
from tawasul.tickets.statements.entities import MOST_AT_ONCE, Asking
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.attachments.samples import png
from tests.cast import Cast, asking, filed, hours, under_review, with_coordinator
from tests.clocks.times import clock, moment, sound
from tests.tickets.asking import ANSWER, BODY, QUESTION, SCHOOL, asked, fresh, place

SUBMITTED = "نعتذر عن التأخر، وقد عاد الباص إلى خط سيره ابتداء من يوم الأحد."


def told(kind: str) -> set[str]:
    """Who got this message: staff by the name in their e-mail, others by their address."""
    rows = Notice.objects.filter(kind=kind).select_related("user")
    return {row.user.email.split("@")[0] if row.user else row.address for row in rows}


def own_clock(statement: Statement) -> Clock:
    return Clock.objects.get(subject_kind="statement", subject_id=statement.pk)


def guest(statement: Statement, name: str = "خالد المطيري، مدير التشغيل"):
    return guest_actor(statement_id=statement.pk, name=name)


def kinds(ticket: Ticket) -> list[str]:
    return [event.kind for event in events_of("ticket", ticket.pk)]


def test_three_entities_are_asked_at_once_and_each_answers(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    rows = asked(cast, ticket, place(cast, "followup"), place(cast, "other_centre"), BODY)
    now = fresh(ticket)
    assert (now.state, now.holder_id, now.statements_open) == (ticket.state, ticket.holder_id, 3)
    assert [row.number for row in rows] == [1, 2, 3]
    assert told("statement_asked") == {"followup_coordinator", "other_officer"}
    assert told("statement_asked_by_link") == {"fleet@example.sa", "+966551234567"}
    assert worklists.counts_for(cast.coordinator)["sent-for-statement"] == 1
    actions.state(actor=cast.followup_coordinator, statement_id=rows[0].pk, text=ANSWER, at=hours(5))
    actions.state(actor=cast.other_officer, statement_id=rows[1].pk, text=ANSWER, at=hours(6))
    assert fresh(ticket).statements_open == 1
    actions.state(actor=guest(rows[2]), statement_id=rows[2].pk, text=ANSWER, at=hours(7))
    assert fresh(ticket).statements_open == 0
    assert told("statement_answered") == {"coordinator"}
    assert worklists.counts_for(cast.coordinator)["sent-for-statement"] == 0
    assert {fresh(row).state for row in rows} == {"answered"}
    assert fresh(rows[2]).answered_name.startswith("خالد")
    assert kinds(ticket)[-4:] == ["statements_asked", *["statement_answered"] * 3]
    assert not list(broken_links())


def test_a_reply_waits_for_statements_and_says_what_to_do(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=SUBMITTED, at=hours(4))
    (statement,) = asked(cast, ticket)
    assert Action.SUBMIT_REPLY not in {row.action for row in policies.steps_open_to(cast.coordinator, fresh(ticket))}
    with pytest.raises(Conflict) as refused:
        actions.submit_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=SUBMITTED, at=hours(5))
    assert str(refused.value.message) == str(CONDITION_REFUSALS["nothing_awaited"])
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=SUBMITTED + " مسودة", at=hours(5))
    actions.state(actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, at=hours(6))
    actions.submit_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=SUBMITTED, at=hours(7))
    assert fresh(ticket).state == "under_review"


def test_whoever_is_asked_asks_back_and_is_answered(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket, at=hours(24))  # Monday at 9
    assert own_clock(statement).due_at == moment("2026-11-19 14:30")
    actions.ask_back(actor=cast.followup_coordinator, statement_id=statement.pk, text="أي مدرسة تقصدون؟", at=hours(25))
    assert fresh(statement).state == "asked_back"
    assert told("statement_asked_back") == {"coordinator"}
    assert own_clock(statement).paused_at == hours(25)
    with pytest.raises(Conflict) as refused:
        actions.ask_back(actor=cast.followup_coordinator, statement_id=statement.pk, text="ومتى؟ ومن؟", at=hours(26))
    assert refused.value.code == "asked_back"
    actions.answer_back(
        actor=cast.coordinator, ticket_id=ticket.pk, number=1, text="المدرسة الابتدائية الرابعة", at=hours(49)
    )
    assert told("statement_told") == {"followup_coordinator"}
    now = fresh(statement)
    assert (now.state, own_clock(statement).paused_at) == ("asked", None)
    assert now.due_at == own_clock(statement).due_at == moment("2026-11-22 10:00"), (
        "Tuesday from 7:30 to 10:00 did not count"
    )
    turn = StatementTurn.objects.get(statement=statement)
    assert (turn.answer, turn.answered_at) == ("المدرسة الابتدائية الرابعة", hours(49))
    actions.state(actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, at=hours(50))
    assert kinds(ticket)[-4:] == ["statements_asked", "statement_asked_back", "statement_told", "statement_answered"]


def test_who_asked_something_first_may_state_all_the_same(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    actions.ask_back(actor=cast.followup_coordinator, statement_id=statement.pk, text="أي مدرسة تقصدون؟", at=hours(5))
    actions.state(actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, at=hours(6))
    ended = own_clock(statement)
    assert (ended.ended_at, ended.paused_at) == (hours(6), None)
    assert Action.ANSWER_BACK not in {row.action for row in policies.steps_open_to(cast.coordinator, fresh(ticket))}


def test_each_sees_the_papers_chosen_for_it_and_may_be_shown_more(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    names = ("أ.png", "ب.png", "ج.png")
    uploads = [SimpleUploadedFile(name, png()) for name in names]
    a, b, c = (
        row.pk for row in actions.add_files(actor=cast.coordinator, ticket_id=ticket.pk, uploads=uploads, at=hours(3))
    )
    first, second = asked(cast, ticket, place(cast, "followup", papers=(a, b)), place(cast, "other_centre"))
    said = {each.statement.pk: [paper.pk for paper in each.papers] for each in statements.said_of([first, second])}
    assert said == {first.pk: [a, b], second.pk: []}
    assert not statements.file_of(first, Attachment.objects.get(pk=c))
    actions.ask_back(actor=cast.followup_coordinator, statement_id=first.pk, text="هل من صورة أخرى؟", at=hours(5))
    actions.answer_back(actor=cast.coordinator, ticket_id=ticket.pk, number=1, text="مرفقة", papers=[a, c], at=hours(6))
    (again,) = statements.said_of([first])
    assert [paper.pk for paper in again.papers] == [a, b, c]
    other = filed(cast, subject="شأن آخر")
    (foreign,) = actions.add_files(
        actor=asking(other), ticket_id=other.pk, uploads=[SimpleUploadedFile("د.png", png())], at=hours(7)
    )
    with pytest.raises(Invalid):
        asked(cast, ticket, place(cast, "admission", papers=(foreign.pk,)), at=hours(8))


def test_an_answer_comes_with_files_or_not_at_all(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    broken = [SimpleUploadedFile("صورة.png", png()), SimpleUploadedFile("تقرير.pdf", b"not a pdf")]
    with pytest.raises(Invalid):
        actions.state(
            actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, uploads=broken, at=hours(5)
        )
    assert fresh(statement).state == "asked"
    good = [SimpleUploadedFile("صورة.png", png())]
    actions.state(actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, uploads=good, at=hours(6))
    (file,) = Attachment.objects.filter(subject_kind="statement", subject_id=statement.pk)
    assert not file.visible_to_beneficiary
    assert statements.file_of(statement, file)
    assert file.pk not in {row.pk for row in queries.contents_of(ticket).files}
    assert file.pk not in {row.pk for row in queries.public_contents_of(ticket).files}


def test_one_decides_to_go_on_without_the_last(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    first, second, third = asked(cast, ticket, place(cast, "followup"), place(cast, "other_centre"), BODY)
    actions.go_on_without(actor=cast.coordinator, ticket_id=ticket.pk, numbers=[2], reason="سُئل خطأ", at=hours(5))
    assert told("statement_withdrawn") == {"other_officer"}
    assert [fresh(row).state for row in (first, second, third)] == ["asked", "cancelled", "asked"]
    assert fresh(ticket).statements_open == 2
    actions.state(actor=cast.followup_coordinator, statement_id=first.pk, text=ANSWER, at=hours(6))
    actions.go_on_without(actor=cast.department_supervisor, ticket_id=ticket.pk, reason="لم تجب الشركة", at=hours(7))
    assert told("statement_withdrawn_by_link") == {"fleet@example.sa", "+966551234567"}
    assert fresh(ticket).statements_open == 0
    assert own_clock(third).ended_at == hours(7)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=SUBMITTED, at=hours(8))
    actions.submit_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=SUBMITTED, at=hours(8))
    with pytest.raises(Conflict):
        actions.go_on_without(actor=cast.coordinator, ticket_id=ticket.pk, reason="لا شيء", at=hours(9))
    with pytest.raises(Conflict) as refused:
        actions.state(actor=cast.other_officer, statement_id=second.pk, text=ANSWER, at=hours(9))
    assert refused.value.code == "cancelled"
    (letter,) = Notice.objects.filter(kind="statement_withdrawn_by_link", channel="email")
    assert letter.context["link"] == ""


def test_a_withdrawn_ticket_needs_no_statements(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    rows = asked(cast, ticket, place(cast, "followup"), BODY)
    actions.withdraw(actor=asking(ticket), ticket_id=ticket.pk, reason="عاد الباص", at=hours(9))
    now = fresh(ticket)
    assert (now.state, now.statements_open) == ("withdrawn", 0)
    assert {fresh(row).state for row in rows} == {"cancelled"}
    assert told("statement_withdrawn") == {"followup_coordinator"}
    assert Clock.objects.filter(ended_at=None).count() == 0
    assert kinds(ticket)[-1] == "withdrawn"


def test_statements_stay_with_a_ticket_that_is_passed_on(cast: Cast) -> None:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    (statement,) = asked(cast, ticket, BODY, at=hours(2), by="complaint_officer")
    other = cast.places["other_centre"].pk
    actions.refer_to_centre(
        actor=cast.complaint_officer, ticket_id=ticket.pk, centre_id=other, reason="تخص الجامعة", at=hours(3)
    )
    assert (fresh(ticket).state, fresh(ticket).statements_open) == ("submitted", 1)
    actions.state(actor=guest(statement), statement_id=statement.pk, text=ANSWER, at=hours(4))
    assert told("statement_answered") == {"other_officer"}, "the answer is the new holder's"
    with pytest.raises(NotFound):
        statements.statement_for(cast.complaint_officer, statement.pk)
    assert statements.statement_for(cast.other_officer, statement.pk).answer == ANSWER


def test_a_reassigned_ticket_takes_its_statements_along(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    actions.reassign(
        actor=cast.department_supervisor,
        ticket_id=ticket.pk,
        membership_id=cast.members["second_coordinator"].pk,
        reason="إجازة",
        at=hours(5),
    )
    actions.state(actor=cast.followup_coordinator, statement_id=statement.pk, text=ANSWER, at=hours(6))
    assert told("statement_answered") == {"second_coordinator"}


def test_whom_one_may_not_ask(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    wrong = {
        "the department that has it": place(cast, "transport"),
        "its own centre": place(cast, "centre"),
        "a unit": place(cast, "unit"),
        "a sector": place(cast, "university"),
        "nowhere": Asking(place=10**9),
        "nobody": Asking(),
        "without a name": Asking(kind="body", email="a@example.sa"),
        "without an address": Asking(kind="school", name="مدرسة الواحة"),
        "a false e-mail": Asking(kind="school", name="مدرسة الواحة", email="not-an-address"),
        "a false mobile": Asking(kind="school", name="مدرسة الواحة", mobile="123"),
        "more time than promised": place(cast, "followup", within=4),
        "no time": place(cast, "followup", within=0),
        "a short question": place(cast, "followup", question="متى؟"),
    }
    for name, entity in wrong.items():
        with pytest.raises(Invalid) as refused:
            asked(cast, ticket, entity)
        assert all(field.startswith("entities.0.") for field in refused.value.fields), name
    assert (fresh(ticket).statements_open, fresh(ticket).version) == (0, ticket.version)
    with pytest.raises(Invalid):
        asked(cast, ticket, *[BODY] * (MOST_AT_ONCE + 1))
    with pytest.raises(Invalid) as refused:
        asked(cast, ticket, place(cast, "followup"), place(cast, "followup"))
    assert list(refused.value.fields) == ["entities.1.place"]
    asked(cast, ticket)
    with pytest.raises(Invalid):
        asked(cast, ticket, at=hours(6))
    assert Statement.objects.count() == 1


def test_who_may_ask(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    for name in ("complaint_officer", "supervisor", "quality_officer", "counter_officer", "official", "minister"):
        with pytest.raises(NotAllowed):
            asked(cast, ticket, by=name)
    for name in ("followup_coordinator", "stranger", "other_coordinator"):
        with pytest.raises(NotFound):
            asked(cast, ticket, by=name)
    asked(cast, ticket, by="department_supervisor")
    new = filed(cast, subject="شأن آخر")
    with pytest.raises(Conflict):
        asked(cast, new, by="complaint_officer")
    actions.take(actor=cast.complaint_officer, ticket_id=new.pk, at=hours(5))
    asked(cast, new, by="services_supervisor", at=hours(6))
    with pytest.raises(Conflict):
        asked(cast, under_review(cast, subject="ثالث"), by="coordinator", at=hours(9))


def test_those_asked_see_their_statement_and_nothing_of_the_ticket(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    mine, theirs = asked(cast, ticket, place(cast, "followup"), place(cast, "admission"))
    for name, sees in (
        ("followup_coordinator", mine),
        ("other_coordinator", theirs),
        ("stranger", theirs),  # their centre's department
        ("coordinator", None),
    ):
        actor = cast.actor(name)
        if sees is None:
            assert set(statements.statements_visible_to(actor)) == {mine, theirs}
            assert not statements.statements_asked_of(actor).exists()
            continue
        assert list(statements.statements_visible_to(actor)) == [sees]
        assert statements.statement_for(actor, sees.pk) == sees
        with pytest.raises(NotFound):
            queries.ticket_for(actor, ticket.reference)
        assert find(actor, ticket.reference).tickets == []
        assert find(actor, QUESTION).tickets == []
        assert not any(worklists.counts_for(actor).values())
        other = theirs if sees is mine else mine
        with pytest.raises(NotFound):
            statements.statement_for(actor, other.pk)
        with pytest.raises(NotFound):
            actions.state(actor=actor, statement_id=other.pk, text=ANSWER, at=hours(5))
    for name in ("official", "minister", "quality_officer", "reception_officer", "administrator", "call_centre_agent"):
        assert not statements.statements_asked_of(cast.actor(name)).exists(), name
    assert statements.waiting_count(cast.followup_coordinator) == 1
    assert statements.waiting_count(cast.stranger) == 0, "it is their department's to answer"
    assert list(statements.below(cast.stranger)) == [theirs]
    with pytest.raises(NotAllowed):
        actions.state(actor=cast.stranger, statement_id=theirs.pk, text=ANSWER, at=hours(5))
    assert not statements.statements_visible_to(asking(ticket)).exists()


def test_a_guest_acts_on_the_one_statement_of_their_link(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    ours, theirs = asked(cast, ticket, BODY, SCHOOL)
    intruder = guest(ours)
    assert list(statements.statements_visible_to(intruder)) == [ours]
    assert not queries.tickets_visible_to(intruder).exists()
    assert policies.steps_open_to(intruder, fresh(ticket)) == []
    for act in (
        lambda: actions.state(actor=intruder, statement_id=theirs.pk, text=ANSWER, at=hours(5)),
        lambda: actions.ask_back(actor=intruder, statement_id=theirs.pk, text="ما المقصود؟", at=hours(5)),
        lambda: actions.add_note(actor=intruder, ticket_id=ticket.pk, text="ملاحظة", at=hours(5)),
        lambda: actions.go_on_without(actor=intruder, ticket_id=ticket.pk, reason="بلا سبب", at=hours(5)),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Invalid) as refused:
        actions.state(actor=guest(ours, " "), statement_id=ours.pk, text=ANSWER, at=hours(5))
    assert "name" in refused.value.fields


def test_a_link_is_good_for_a_while_and_until_it_is_answered(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    statement, other = asked(cast, ticket, BODY, SCHOOL)
    token = links.token_for(statement, at=hours(4))
    assert links.statement_of(token, at=hours(5)) == statement
    assert links.statement_of(token, at=hours(4) + links.GOOD_FOR + timedelta(seconds=1)) is None
    unsalted = signing.Signer(sep=".").sign("1-zzzzz")
    for wrong in ("", "x", token[:-1], f"{token}x", token.replace("-", "."), "1-zzzzz", unsalted):
        assert links.statement_of(wrong, at=hours(5)) is None
    swapped = links.token_for(other, at=hours(4)).split(".")[0] + "." + token.split(".")[1]
    assert links.statement_of(swapped, at=hours(5)) is None
    actions.state(actor=guest(statement), statement_id=statement.pk, text=ANSWER, at=hours(6))
    assert links.statement_of(token, at=hours(7)) is None
    actions.go_on_without(actor=cast.coordinator, ticket_id=ticket.pk, reason="كفى ما وصل", at=hours(8))
    assert links.statement_of(links.token_for(other, at=hours(8)), at=hours(8)) is None


def test_a_reminder_by_hand_brings_a_new_link(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket, BODY)
    later = hours(24 * 40)
    actions.remind_statement(actor=cast.coordinator, ticket_id=ticket.pk, number=1, at=later)
    letter = Notice.objects.get(kind="statement_reminder_by_link", channel="email")
    token = str(letter.context["link"]).rstrip("/").rsplit("/", 1)[1]
    assert links.statement_of(token, at=later) == statement
    actions.ask_back(actor=guest(statement), statement_id=statement.pk, text="أي فترة تقصدون؟", at=later)
    with pytest.raises(Conflict):
        actions.remind_statement(actor=cast.coordinator, ticket_id=ticket.pk, number=1, at=later)


def test_those_asked_are_reminded_then_raised_over_to_those_who_asked(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    first, second = asked(
        cast, ticket, place(cast, "followup"), place(cast, "other_centre"), at=moment("2026-11-16 08:00")
    )
    assert own_clock(first).due_at == moment("2026-11-19 14:30")

    def heard(row: Statement, kind: str, number: int) -> set[str]:
        found = Hearer.objects.filter(
            alarm__clock=own_clock(row), alarm__kind=kind, alarm__number=number
        ).select_related("user")
        return {each.user.email.split("@")[0] for each in found}

    sound(moment("2026-11-19 12:00"))
    assert heard(first, "warning", 80) == {"followup_coordinator"}
    assert heard(second, "warning", 80) == {"other_officer"}
    assert told("statement_warned") == {"followup_coordinator", "other_officer"}
    sound(moment("2026-11-19 14:30"))
    assert heard(first, "rung", 0) == {"followup_coordinator"}
    sound(moment("2026-11-22 14:30"))
    assert heard(first, "rung", 1) == {"services_supervisor", "supervisor"}, "nobody leads that department"
    assert heard(second, "rung", 1) == {"stranger"}
    sound(moment("2026-11-23 14:30"))
    assert heard(first, "rung", 2) == heard(second, "rung", 2) == {"coordinator", "department_supervisor"}
    said = kinds(ticket)
    assert said.count("statement_due_soon") == 2
    assert said.count("statement_late") == 2
    assert said.count("statement_escalated") == 4
    assert fresh(ticket).raised_to == 0, "the ticket itself is not raised"


def test_one_without_an_account_is_reminded_by_its_link(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket, BODY, at=moment("2026-11-16 08:00"))
    sound(moment("2026-11-19 12:00"))
    assert told("statement_reminder_by_link") == {"fleet@example.sa", "+966551234567"}
    sound(moment("2026-11-19 14:30"))
    assert Notice.objects.filter(kind="statement_reminder_by_link").count() == 4
    assert Hearer.objects.filter(alarm__clock=own_clock(statement)).count() == 0
    sound(moment("2026-11-22 14:30"))
    who = {row.user.email.split("@")[0] for row in Hearer.objects.filter(alarm__clock=own_clock(statement))}
    assert who == {"coordinator", "department_supervisor"}
    sound(moment("2026-11-22 14:30"))
    assert Notice.objects.filter(kind="statement_reminder_by_link").count() == 4, "each once"


def test_sooner_than_promised_and_never_later(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    at = moment("2026-11-16 08:00")
    soon, usual = asked(cast, ticket, place(cast, "followup", within=1), place(cast, "other_centre"), at=at)
    assert (soon.due_at, usual.due_at) == (moment("2026-11-17 14:30"), moment("2026-11-19 14:30"))
    sound(moment("2026-11-17 14:30"))
    assert Alarm.objects.filter(clock=own_clock(soon), kind="rung").count() == 1
    assert Alarm.objects.filter(clock=own_clock(usual)).count() == 0


def test_an_emergency_is_stated_within_half_an_hour_day_and_night(cast: Cast) -> None:
    ticket = filed(cast, type="report", at=moment("2026-09-13 23:00"))
    actions.take(actor=cast.report_officer, ticket_id=ticket.pk, at=moment("2026-09-13 23:02"))
    at = moment("2026-09-13 23:05")
    inside, outside = asked(cast, ticket, place(cast, "transport"), BODY, at=at, by="report_officer")
    assert inside.due_at == outside.due_at == moment("2026-09-13 23:35")
    assert told("report_statement_asked") == {"coordinator", "second_coordinator"}
    night = Notice.objects.filter(kind="report_statement_asked_by_link", channel="sms").get()
    assert night.next_attempt_at == at, "it does not wait for the morning"
    assert not Pause.objects.exists(), "in an emergency the beneficiary's time runs on"
    sound(moment("2026-09-13 23:35"))
    assert told("report_statement_late") == {"coordinator", "second_coordinator"}


def test_the_beneficiary_is_told_that_somebody_was_asked_and_not_who(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket, Asking(kind="school", name="مدرسة فلان الفلاني", mobile="0551234567"))
    actions.ask_back(actor=guest(statement), statement_id=statement.pk, text="ما المقصود؟", at=hours(5))
    seen = queries.public_contents_of(fresh(ticket))
    assert [event.kind for event in seen.events].count("statements_asked") == 1
    assert not {"statement_asked_back", "statement_told", "statement_answered"} & {event.kind for event in seen.events}
    from tawasul.tickets.events import BY_KEY

    assert "{" not in str(BY_KEY["statements_asked"].public_sentence)


def test_what_others_stated_is_found_by_those_who_see_the_ticket(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket)
    actions.state(actor=cast.followup_coordinator, statement_id=statement.pk, text="تعطل المحرك الأيمن", at=hours(5))
    assert [row.pk for row in find(cast.coordinator, "المحرك الايمن").tickets] == [ticket.pk]
    assert find(cast.followup_coordinator, "المحرك الايمن").tickets == []


def test_the_same_rule_on_a_row_and_on_a_list(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    everywhere = [place(cast, name) for name in ("followup", "other_centre", "admission", "main_centre")]
    rows = asked(cast, ticket, *everywhere, BODY)
    for name in cast.members:
        actor = cast.actor(name)
        waiting = set(statements.waiting_for(actor))
        assert waiting == {row for row in rows if of_statements.is_asked(actor, row)}, name
        assert waiting == {row for row in rows if of_statements.may_answer(actor, row)}, name


def test_a_list_costs_the_same_however_long(cast: Cast, django_assert_max_num_queries) -> None:
    for n in range(6):
        asked(cast, with_coordinator(cast, subject=f"شأن {n}"))
    actor = cast.followup_coordinator
    with django_assert_max_num_queries(1):
        page = statements.page_of(statements.waiting_for(actor), size=4)
        assert [row.ticket.reference for row in page.statements]
    assert len(page.statements) == 4
    assert page.next is not None
    rest = statements.page_of(statements.waiting_for(actor), after=page.next, size=4)
    assert (len(rest.statements), rest.next) == (2, None)
    with django_assert_max_num_queries(4):
        statements.said_of(page.statements)


def test_no_word_of_a_guest_is_taken_for_anothers(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    (statement,) = asked(cast, ticket, BODY)
    actions.state(actor=guest(statement), statement_id=statement.pk, text=ANSWER, at=hours(6))
    event = Event.objects.get(kind="statement_answered")
    assert (event.actor_kind, event.user_id, event.role) == ("guest", None, "")
    assert event.data["state"] == State.WITH_COORDINATOR.value
    assert clock(ticket).ended_at is None
