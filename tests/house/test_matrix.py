"""Every route against everybody who may come: each role, somebody unknown, and a beneficiary who follows a request.

The doors themselves, and that every route has one, are proved in test_doors; here each page is really opened, on a real
ticket with a file: nothing fails, a power opens what it should, and a ticket of another centre is not there.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from tawasul.attachments.models import Attachment
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import ROLES, Power
from tawasul.directives import actions as directives
from tawasul.directives.lifecycle import Act as DirectiveAct
from tawasul.meetings.actions import open_session
from tawasul.meetings.lifecycle import Act as Doing
from tawasul.reception.course import Step
from tawasul.tickets import actions
from tawasul.tickets.actions import problems
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Ticket
from tawasul.tickets.problems.lifecycle import Act
from tawasul.tickets.statements import links
from tawasul.tickets.statements.entities import Asking
from tawasul.web.doors import Door, door_of
from tests.attachments.samples import png
from tests.cast import PEOPLE, Cast, asking, assemble, filed, hours
from tests.directives.directing import WHAT_WE_DID, directed
from tests.mailboxes.letters import box_of, came, letter
from tests.meetings.asking import asked as asked_to_meet
from tests.reception.coming import came as visited
from tests.reception.coming import seat

PERSON_OF = {key: name for name, key, *_rest in reversed(PEOPLE)}
FINE = frozenset({200, 204, 302, 304, 400, 403, 404, 405, 409, 422, 429})
NOTHING = "00000000-0000-0000-0000-000000000000"


def routes(resolver: URLResolver | None = None, space: str = "", prefix: str = "/") -> Iterator[tuple[str, str, Any]]:
    """Every route: in which namespace, at which address, and its view. The API has a matrix of its own."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLPattern):
            yield space, path, entry.callback
        elif not path.startswith("/api/"):
            yield from routes(entry, space or entry.namespace or "", path)


class World:
    """One centre's ticket with a file, and what stands for each part of an address."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.ticket: Ticket = filed(cast)
        upload = SimpleUploadedFile("scan.png", png())
        actions.add_files(actor=asking(self.ticket), ticket_id=self.ticket.pk, uploads=[upload], at=hours(1))
        self.file = Attachment.objects.get(subject_id=self.ticket.pk)
        officer = cast.complaint_officer
        actions.take(actor=officer, ticket_id=self.ticket.pk, at=hours(1))
        shown = Asking(place=cast.places["followup"].pk, papers=(self.file.pk,))
        body = Asking(kind="body", name="شركة نقل الواحة", email="fleet@example.sa", papers=(self.file.pk,))
        question = "متى عاد الباص إلى خط سيره؟"
        self.statement, self.by_link = actions.ask_statements(
            actor=officer, ticket_id=self.ticket.pk, entities=[shown, body], question=question, at=hours(1)
        )
        self.problem = problems.open_problem(actor=officer, title="تأخر النقل المدرسي في عدة مدارس", at=hours(1))
        actions.link_problem(actor=officer, ticket_id=self.ticket.pk, problem=self.problem.number, at=hours(1))
        self.directive = directed(cast, acting="transport")
        answer = SimpleUploadedFile("letter.png", png())
        directives.answer(
            actor=cast.coordinator, number=self.directive.number, text=WHAT_WE_DID, uploads=[answer], at=hours(1)
        )
        self.paper = Attachment.objects.get(subject_kind="directive_answer")
        self.ticket.refresh_from_db()
        self.letter = came(box_of(cast), letter())
        now = timezone.now()
        self.visit = visited(cast, at=now)
        self.desk = seat(cast, at=now)
        self.meeting = asked_to_meet(cast, at=now)
        begins, hour, centre = now + timedelta(days=3), timedelta(hours=1), cast.places["centre"].pk
        self.session = open_session(
            actor=cast.official_office,
            centre_id=centre,
            begins_at=begins,
            ends_at=begins + hour,
            places=3,
            room="مكتب المدير",
            anyway=True,
            at=now,
        )

    def addresses(self, path: str, member: Membership | None = None) -> list[str]:
        """The route's addresses on this ticket; where a place or a person is asked for, those of the visitor."""
        place: Place = member.place if member else self.cast.places["centre"]
        held: Membership = member or self.cast.members["coordinator"]
        of_a_directive = path.startswith("/desk/directives/")
        for part, value in {
            "<str:reference>": self.ticket.reference,
            "<str:number>": (self.directive if of_a_directive else self.problem).number,
            "<uuid:attachment_id>": (self.paper if of_a_directive else self.file).pk,
            "<int:statement_id>": self.statement.pk,
            "<int:message_id>": self.letter.pk,
            "<int:visit_id>": self.visit.pk,
            "<int:desk_id>": self.desk.pk,
            "<str:meeting>": self.meeting.reference,
            "<int:session_id>": self.session.pk,
            "<str:code>": self.visit.code,
            "<str:token>": links.token_for(self.by_link, at=timezone.now()),
            "<uuid:once>": NOTHING,
            "<str:once>": NOTHING,
            "<int:place_id>": place.pk,
            "<int:membership_id>": held.pk,
            "<int:user_id>": held.user_id,
            "<slug:slug>": "new",
            "<slug:kind>": "ticket_returned",
            "<slug:step>": "merge",
            "<slug:language>": "ar",
            "<slug:gateway>": "json",
            "(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)": "1-set-password",
        }.items():
            path = path.replace(part, str(value))
        found = [path]
        for part, values in {
            "<slug:action>": [*Action, "nothing"],
            "<slug:act>": [*(DirectiveAct if of_a_directive else Act), "nothing"],
            "<slug:deed>": [*Step, "nothing"],
            "<slug:doing>": [*Doing, "nothing"],
            "<slug:field>": ["identity", "mobile", "email"],
        }.items():
            found = [each.replace(part, value) for each in found for value in (values if part in each else [""])]
        return [_with_ones(each).rstrip("$") for each in found]


def _with_ones(path: str) -> str:
    while "<int:" in path:
        begin = path.index("<int:")
        path = path[:begin] + "1" + path[path.index(">", begin) + 1 :]
    return path


@pytest.fixture(autouse=True)
def _own_files() -> None:
    """The files are the module's, not each test's."""


@pytest.fixture(scope="module")
def world(database_made: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The cast and its files, made once for all of these tests."""
    files = override_settings(FILES=tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        yield World(assemble())
        transaction.set_rollback(True)


@pytest.fixture
def undone(world: World) -> Iterator[None]:
    """What a test did is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def entered(world: World, name: str) -> Client:
    browser = Client()
    browser.force_login(world.cast.user(name))
    return browser


def asked(browser: Client, address: str, form: str = "") -> Iterator[tuple[str, int]]:
    """Open the address, and send it a form. What it did is undone; whoever was signed out by it is signed in again."""
    session = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    key = session.value if session else ""
    for method in ("GET", "POST"):
        body = form if method == "POST" else ""
        with transaction.atomic():
            answer = browser.generic(method, address, body, content_type="application/x-www-form-urlencoded")
            transaction.set_rollback(True)
        b"".join(answer)  # a file is closed by reading it to its end
        browser.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        if key:
            browser.cookies[settings.SESSION_COOKIE_NAME] = key
        yield method, answer.status_code


@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_a_role_before_every_page(world: World, undone: None, role: str) -> None:
    name = PERSON_OF[role]
    member, powers = world.cast.members[name], world.cast.actor(name).powers
    browser, wrong = entered(world, name), []
    for space, path, view in routes():
        door = door_of(view)
        shut = isinstance(door, Door) and bool(door.powers) and not door.powers & powers
        for address in world.addresses(path, member):
            for method, status in asked(browser, address):
                refused = status == 403
                if status not in FINE or (shut and not refused) or (refused and not shut and method == "GET"):
                    wrong.append(f"{method} {space} {address}: {status}")
    assert wrong == []


@pytest.mark.parametrize("name", ["stranger", "other_officer", "other_coordinator"])
def test_a_ticket_of_another_centre_is_not_there(world: World, undone: None, name: str) -> None:
    assert Power.SEE_TICKETS in world.cast.actor(name).powers
    browser, wrong = entered(world, name), []
    for _space, path, _view in routes():
        if not {
            "<str:reference>",
            "<int:statement_id>",
            "<str:number>",
            "<int:visit_id>",
            "<str:meeting>",
            "<int:session_id>",
        } & set(path.split("/")):
            continue
        for address in world.addresses(path):
            statuses = dict(asked(browser, address, "text=1"))
            # Whoever opens an address to which forms are only sent is led to the page above it, which is not there either.
            if set(statuses.values()) == {403}:  # the door itself is shut to this role
                continue
            led, sent = statuses["GET"], statuses["POST"]
            if led not in {302, 404, 405} or sent not in {404, 405} or 404 not in {led, sent}:
                wrong.append(f"{address}: {statuses}")
    assert wrong == []


def test_somebody_unknown_is_led_to_the_sign_in(world: World, undone: None) -> None:
    browser, wrong = Client(), []
    for space, path, _view in routes():
        for address in world.addresses(path):
            for method, status in asked(browser, address):
                if status not in FINE or (space == "desk" and status != 302):
                    wrong.append(f"{method} {space} {address}: {status}")
    assert wrong == []


def test_a_beneficiary_reaches_their_request_and_no_desk(world: World, undone: None) -> None:
    browser = Client()
    session = browser.session
    until = (timezone.now() + timedelta(minutes=30)).timestamp()
    session["followed"] = {"ticket": world.ticket.pk, "reference": world.ticket.reference, "until": until}
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    own, wrong = {}, []
    for space, path, _view in routes():
        for address in world.addresses(path):
            for method, status in asked(browser, address):
                own[method, path] = status
                if status not in FINE or (space == "desk" and status != 302):
                    wrong.append(f"{method} {space} {address}: {status}")
    assert wrong == []
    assert own["GET", "/follow/request/"] == 200
    assert own["GET", "/follow/request/files/<uuid:attachment_id>/"] == 200
    other = filed(world.cast, subject="شأن آخر", centre="other_centre")
    upload = SimpleUploadedFile("scan.png", png())
    (file,) = actions.add_files(actor=asking(other), ticket_id=other.pk, uploads=[upload], at=hours(1))
    assert browser.get(f"/follow/request/files/{file.pk}/").status_code == 404
