"""Every operation of the API says which powers open it, and is closed to every role without them."""

from typing import Any

import pytest

from tawasul.api.caller import Bearer
from tawasul.api.operations import problems
from tawasul.api.operations.calendars import WRITTEN
from tawasul.api.operations.doing import ACTS, SAID, powers_for
from tawasul.api.schemas.doing import BODIES
from tawasul.api.schemas.meeting_acts import BODIES as MEETING_BODIES
from tawasul.api.version1 import v1
from tawasul.centres.roles import ROLES, Power
from tawasul.clocks.calendar_changes import ADDED, MEANT
from tawasul.directives.lifecycle import Act as DirectiveAct
from tawasul.directives.lifecycle import powers_for as powers_for_directives
from tawasul.meetings.lifecycle import LIFECYCLE as MEETING_LIFECYCLE
from tawasul.meetings.lifecycle import Act as MeetingAct
from tawasul.meetings.lifecycle import powers_for as powers_for_meetings
from tawasul.tickets.lifecycle import BY_SYSTEM_ALONE, LIFECYCLES, Action
from tawasul.tickets.problems.lifecycle import Act
from tests.api.conftest import Systems
from tests.cast import Cast, assemble

OPEN_TO_EVERY_TOKEN = {
    "me", "find_centres", "departments_of_centre", "service_levels", "service_level_versions", "service_level_version",
    "lifecycles", "deadline", "calendar_days", "calendar_lines", "read_recalculation",
}  # fmt: skip
DOORS: dict[str, set[Power]] = {
    "coordinators_of_department": {Power.REFER},
    "list_reorganisations": {Power.MANAGE_NETWORK, Power.CONFIRM_REORGANISATIONS},
    "read_reorganisation": {Power.MANAGE_NETWORK, Power.CONFIRM_REORGANISATIONS},
    "list_absences": {Power.SEE_NETWORK},
    "read_absence": {Power.SEE_NETWORK},
    "roles_of_person": {Power.SEE_NETWORK},
    "record_absence": {Power.MANAGE_MEMBERS, Power.APPOINT_COORDINATORS},
    "move_end_of_absence": {Power.MANAGE_MEMBERS, Power.APPOINT_COORDINATORS},
    "call_off_absence": {Power.MANAGE_MEMBERS, Power.APPOINT_COORDINATORS},
    "list_tickets": {Power.SEE_TICKETS},
    "count_tickets": {Power.SEE_TICKETS},
    "search": {Power.SEE_TICKETS},
    "read_ticket": {Power.SEE_TICKETS},
    "read_route": {Power.SEE_TICKETS},
    "read_clocks": {Power.SEE_TICKETS},
    "read_duplicates": {Power.SEE_TICKETS},
    "read_assignees": {Power.DISTRIBUTE},
    "unmask": {Power.UNMASK},
    "file_ticket": {Power.FILE_FOR},
    "send_file": {Power.FILE_FOR},
    "add_files": {Power.WRITE_NOTES},
    "read_file": {Power.SEE_TICKETS},
    "tickets_of_caller": {Power.ANSWER_CALLERS},
    "expedite_for_caller": {Power.ANSWER_CALLERS},
    "note_asked_in_vain": {Power.ANSWER_CALLERS},
    "list_visits": {Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL},
    "read_visit": {Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL},
    "list_statements": {Power.ANSWER},
    "read_statement": {Power.ANSWER},
    "answer_statement": {Power.ANSWER},
    "ask_back": {Power.ANSWER},
    "read_statement_file": {Power.ANSWER},
    "list_problems": {Power.SEE_TICKETS},
    "rising_problems": {Power.HANDLE_PROBLEMS},
    "open_problem": {Power.HANDLE_PROBLEMS},
    "read_problem": {Power.SEE_TICKETS},
    "tickets_of_problem": {Power.SEE_TICKETS},
} | {action.value: set(powers_for(action)) for action in ACTS}
DIRECTIVES = {Power.ISSUE_DIRECTIVES, Power.FOLLOW_DIRECTIVES, Power.OFFICIALS_OFFICE} | {
    Power.ANSWER,
    Power.ANSWER_DIRECTIVES,
}
DOORS |= {
    "list_directives": DIRECTIVES,
    "read_directive": DIRECTIVES,
    "read_directive_file": DIRECTIVES,
    "issue_directive": {Power.ISSUE_DIRECTIVES},
}
DOORS |= {f"directive_{act.value}": set(powers_for_directives(act)) for act in DirectiveAct}
MEETINGS = {Power.SEE_MEETINGS}
DOORS |= {
    "list_meetings": MEETINGS,
    "file_meeting": {Power.FILE_FOR},
    "read_meeting": MEETINGS,
    "read_meeting_file": MEETINGS,
    "list_meeting_sessions": MEETINGS,
    "read_meeting_session": MEETINGS,
}
# Places in a session are given and lost on account of the session; the end comes with the last decision.
NOT_BY_NUMBER = {MeetingAct.GIVE_PLACE, MeetingAct.LOSE_PLACE, MeetingAct.END}
DOORS |= {f"meeting_{act.value}": set(powers_for_meetings(act)) for act in MeetingAct if act not in NOT_BY_NUMBER}
DOORS |= {f"problem_{act.value}": set(problems.powers_for(act)) for act in Act}
DOORS |= {name: {Power.MANAGE_CALENDARS} for written in WRITTEN for name in (written.name, f"preview_{written.name}")}


def operations() -> dict[str, Any]:
    """Every operation with its address and method, by name."""
    return {
        operation.view_func.__name__: (f"/api/v1{path}", operation)
        for router in v1._get_bound_routers()
        for path, view in router.path_operations.items()
        for operation in view.operations
    }


def test_every_operation_has_its_door() -> None:
    said = {}
    for name, (_path, operation) in operations().items():
        (bearer,) = operation.auth_callbacks
        assert isinstance(bearer, Bearer)
        said[name] = set(bearer.powers)
    assert said == DOORS | {name: set() for name in OPEN_TO_EVERY_TOKEN}


def test_every_change_of_a_calendar_is_previewed_and_applied_by_operations() -> None:
    assert [written.change for written in WRITTEN] == [*ADDED, *MEANT]
    assert all(("{line}" in written.path) == (written.change.row is not None) for written in WRITTEN)


def test_every_action_of_the_lifecycles_is_an_operation() -> None:
    used = {step.action for steps in LIFECYCLES.values() for step in steps}
    assert (
        set(ACTS) == set(BODIES) == set(SAID) == used - {Action.ADD_FILES, *BY_SYSTEM_ALONE}
    )  # of files; the system alone
    for action in ACTS:
        required = {
            name for steps in LIFECYCLES.values() for row in steps if row.action is action for name in row.required
        }
        asked = {name for name, field in BODIES[action].model_fields.items() if field.is_required()}
        assert asked == required, action


def test_every_act_of_a_request_to_meet_the_official_asks_for_what_its_row_requires() -> None:
    assert {step.act for step in MEETING_LIFECYCLE if step.by_system} == NOT_BY_NUMBER
    assert set(MEETING_BODIES) == set(MeetingAct) - NOT_BY_NUMBER - {MeetingAct.COMPLETE, MeetingAct.ADD}  # forms
    for act, body in MEETING_BODIES.items():
        required = {name for step in MEETING_LIFECYCLE if step.act is act for name in step.required}
        assert {name for name, field in body.model_fields.items() if field.is_required()} == required, act


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def test_no_role_passes_a_door_without_its_power(cast: Cast) -> None:
    systems = Systems(cast)
    for role in ROLES:
        name = next(name for name, row in cast.members.items() if row.role == role.key)
        system = getattr(systems, name)
        for door, (path, operation) in operations().items():
            address = path.replace("{reference}", "26000012345").replace(
                "{file}", "0" * 8 + "-0000-0000-0000-" + "0" * 12
            )
            for part in (
                "{centre}",
                "{department}",
                "{version}",
                "{absence}",
                "{user_number}",
                "{place}",
                "{line}",
                "{recalculation}",
                "{statement}",
                "{problem}",
                "{visit}",
                "{meeting}",
                "{session}",
            ):
                address = address.replace(part, "1")
            ask = system.client.get if operation.methods == ["GET"] else system.client.post
            status = ask(address, headers=system.headers()).status_code
            closed = bool(DOORS.get(door)) and not DOORS[door] & role.powers
            assert (status == 403) == closed, (role.key, door, status)
            assert status != 500, (role.key, door)
