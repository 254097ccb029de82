"""Of a confidential directive nobody learns but the named offices: by its number, in a list, a count, a file or a message."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tawasul.directives import actions, queries
from tawasul.directives.actions import About
from tawasul.directives.models import Directive
from tawasul.directives.queries import Chosen
from tawasul.directives.timekeeping import sound_due
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tawasul.notices.models import Notice
from tests.attachments.samples import png
from tests.cast import PEOPLE, Cast, filed, hours
from tests.directives.directing import NEXT_SUNDAY, TEXT, TODAY, WHAT_WE_DID, directed

# Of a directive of the sector's official to the transport department, which the centre's officers follow up.
NAMED = {
    "official", "official_office",  # whose it is
    "monitoring_officer", "supervisor", "services_supervisor",  # who follow it up
    "department_supervisor", "coordinator", "second_coordinator",  # who must act
}  # fmt: skip
EVERYBODY = [name for name, *_rest in PEOPLE]


@pytest.fixture
def secret(cast: Cast) -> Directive:
    ticket = filed(cast)
    made = directed(cast, confidential=True, about=About(kind="ticket", id=ticket.pk, said="26"))
    upload = SimpleUploadedFile("secret.png", png())
    actions.answer(actor=cast.coordinator, number=made.number, text=WHAT_WE_DID, uploads=[upload], at=hours(1))
    return made


@pytest.mark.parametrize("name", EVERYBODY)
def test_it_is_there_for_the_named_offices_alone(cast: Cast, secret: Directive, name: str) -> None:
    actor = cast.actor(name)
    ((_answer, (paper,)),) = queries.answers_of(secret)
    listed = {
        which: secret in queries.page_of(actor, Chosen(which=which), TODAY) for which in ("open", "all", "to-look-at")
    }
    sought = queries.page_of(actor, Chosen(which="all", words="حافلات"), TODAY)
    with_ticket = queries.of_subject(actor, "ticket", secret.about_id or 0)
    if name in NAMED:
        assert queries.directive_for(actor, secret.number) == secret
        assert listed["all"]
        assert sought == with_ticket == [secret]
        return
    assert queries.directive_if_any(actor, secret.number) is None
    assert not any(listed.values())
    assert sought == with_ticket == []
    assert not queries.waiting_count(actor)
    assert queries.overview(actor, secret.official_id, TODAY).running == 0
    with pytest.raises(NotFound):
        queries.paper_of(actor, secret.number, paper.pk)
    with pytest.raises(NotFound):
        actions.remind(actor=actor, number=secret.number, text="تذكير", at=hours(2))


def test_nobody_records_what_they_could_not_see(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        directed(cast, by="meetings_officer", confidential=True)
    assert list(refused.value.fields) == ["confidential"]
    assert not Directive.objects.exists()
    for name in ("official", "monitoring_officer"):
        made = directed(cast, by=name, confidential=True, text=f"{TEXT} {name}")
        assert queries.directive_for(cast.actor(name), made.number) == made


def test_messages_say_its_number_and_nothing_of_it(cast: Cast, secret: Directive) -> None:
    number = secret.number
    actions.send_back(actor=cast.monitoring_officer, number=number, reasons="سبب لا يقرؤه أحد", at=hours(2))
    actions.remind(actor=cast.monitoring_officer, number=number, text="كلمة لا يقرؤها أحد", at=hours(3))
    sound_due(at=hours(24 * 60))
    notices = Notice.objects.filter(subject_kind="directive", subject_id=secret.pk)
    assert {notice.kind for notice in notices} >= {
        "directive_issued", "directive_answered", "directive_sent_back", "directive_reminded", "directive_late",
    }  # fmt: skip
    for notice in notices:
        whole = str(notice.context)
        for word in ("حافلات", "حافلة", "لا يقرؤه", "لا يقرؤها"):
            assert word not in whole, notice.kind
    users = {cast.members[name].user_id for name in NAMED}
    assert {notice.user_id for notice in notices} <= users


def test_whoever_records_the_same_is_not_told_the_number_of_what_they_may_not_see(
    cast: Cast, secret: Directive
) -> None:
    with pytest.raises(Conflict) as refused:
        directed(cast, by="meetings_officer", text=TEXT, due_on=NEXT_SUNDAY)
    assert secret.number not in str(refused.value.message).replace("-", "")
    with pytest.raises(Conflict) as shown:
        directed(cast, by="official", text=TEXT)
    assert secret.number in str(shown.value.message).replace("-", "")
