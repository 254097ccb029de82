"""Who may do what, as one table that can be printed and read aloud to an official.

Every job that the ministry's guide names is a row of ROLES: the powers it carries, and the kinds of place at which it may
be held. A power reaches the place where the role is held and everything below it in the tree; a role at a centre's unit
reaches the centre (units are how a centre divides its work, not who sees what). Nothing else grants anything.
"""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """The kinds of node in the tree, from the top."""

    MINISTRY = "ministry"
    UNIVERSITY = "university"
    EDUCATION_DEPARTMENT = "education_department"
    CENTRE = "centre"
    UNIT = "unit"
    DEPARTMENT = "department"


# Which kinds stand first among the places of one parent.
IN_ORDER = (
    PlaceKind.MINISTRY,
    PlaceKind.CENTRE,
    PlaceKind.UNIVERSITY,
    PlaceKind.EDUCATION_DEPARTMENT,
    PlaceKind.UNIT,
    PlaceKind.DEPARTMENT,
)
SECTORS = frozenset({PlaceKind.UNIVERSITY, PlaceKind.EDUCATION_DEPARTMENT})
KEEP_CALENDARS = frozenset({PlaceKind.MINISTRY, *SECTORS, PlaceKind.CENTRE})  # the ministry keeps the nation's

MAY_STAND_UNDER: dict[PlaceKind, frozenset[PlaceKind]] = {
    PlaceKind.MINISTRY: frozenset(),
    PlaceKind.UNIVERSITY: frozenset({PlaceKind.MINISTRY}),
    PlaceKind.EDUCATION_DEPARTMENT: frozenset({PlaceKind.MINISTRY}),
    PlaceKind.CENTRE: frozenset({PlaceKind.MINISTRY}) | SECTORS,
    PlaceKind.UNIT: frozenset({PlaceKind.CENTRE, PlaceKind.UNIT}),
    PlaceKind.DEPARTMENT: frozenset({PlaceKind.CENTRE, PlaceKind.DEPARTMENT}),
}


class Power(StrEnum):
    """One thing that somebody may do within their reach."""

    SEE_TICKETS = "see_tickets"
    FILE_FOR = "file_for"
    FIND_BENEFICIARIES = "find_beneficiaries"
    UNMASK = "unmask"
    TRIAGE = "triage"
    REFER = "refer"
    DISTRIBUTE = "distribute"
    ANSWER = "answer"
    REVIEW = "review"
    CLOSE = "close"
    WRITE_NOTES = "write_notes"
    ACT_FOR_BENEFICIARY = "act_for_beneficiary"
    SEE_NETWORK = "see_network"
    MANAGE_NETWORK = "manage_network"
    MANAGE_MEMBERS = "manage_members"
    APPOINT_COORDINATORS = "appoint_coordinators"
    SEE_UNMASKINGS = "see_unmaskings"
    ISSUE_TOKENS = "issue_tokens"
    EDIT_WORDINGS = "edit_wordings"
    MANAGE_CALENDARS = "manage_calendars"
    RESEND_MESSAGES = "resend_messages"
    SEE_OPERATIONS = "see_operations"
    FOLLOW_UP = "follow_up"
    ANSWER_EXPEDITES = "answer_expedites"
    CALL = "call"
    ANSWER_CALLERS = "answer_callers"
    CORRECT_CONTACT = "correct_contact"
    DECIDE_OBJECTIONS = "decide_objections"
    DRAFT_SERVICE_LEVELS = "draft_service_levels"
    APPROVE_SERVICE_LEVELS = "approve_service_levels"
    CONFIRM_REORGANISATIONS = "confirm_reorganisations"
    HANDLE_PROBLEMS = "handle_problems"
    RECEIVE_VISITORS = "receive_visitors"
    SUPERVISE_HALL = "supervise_hall"
    ISSUE_DIRECTIVES = "issue_directives"
    FOLLOW_DIRECTIVES = "follow_directives"
    ANSWER_DIRECTIVES = "answer_directives"
    OFFICIALS_OFFICE = "officials_office"
    SEE_MEETINGS = "see_meetings"
    HANDLE_MEETINGS = "handle_meetings"
    HOLD_MEETINGS = "hold_meetings"


@dataclass(frozen=True, kw_only=True)
class Role:
    """A job: its key (what is stored), where it may be held, and its powers."""

    key: str
    held_at: frozenset[PlaceKind]
    powers: frozenset[Power]


_P = Power
_MINISTRY = frozenset({PlaceKind.MINISTRY})
_SECTOR = frozenset(SECTORS)
_CENTRE = frozenset({PlaceKind.CENTRE})
_CENTRE_OR_UNIT = frozenset({PlaceKind.CENTRE, PlaceKind.UNIT})
_DEPARTMENT = frozenset({PlaceKind.DEPARTMENT})

_READ = frozenset({_P.SEE_TICKETS})
_FOLLOW = _READ | {_P.WRITE_NOTES, _P.UNMASK, _P.CALL}
_RECEIVE = _READ | {_P.FILE_FOR, _P.FIND_BENEFICIARIES, _P.ACT_FOR_BENEFICIARY, _P.WRITE_NOTES, _P.UNMASK, _P.CALL}
_SORT = (
    _FOLLOW
    | {_P.TRIAGE, _P.REFER, _P.ACT_FOR_BENEFICIARY, _P.CLOSE, _P.ANSWER, _P.CORRECT_CONTACT}
    | {_P.HANDLE_PROBLEMS}
)
_HALL = frozenset({_P.RECEIVE_VISITORS, _P.SUPERVISE_HALL})
_DIRECT = frozenset({_P.ISSUE_DIRECTIVES, _P.FOLLOW_DIRECTIVES})
_MEET = frozenset({_P.SEE_MEETINGS, _P.HANDLE_MEETINGS, _P.HOLD_MEETINGS})
# Whoever directs and is met, and their office.
_OFFICIAL = frozenset({_P.ISSUE_DIRECTIVES, _P.OFFICIALS_OFFICE, _P.SEE_MEETINGS, _P.HOLD_MEETINGS})
_PRESS = frozenset({_P.FOLLOW_UP, _P.ANSWER_EXPEDITES, _P.DISTRIBUTE})  # what is late or urgent
_LEAD = (
    _SORT
    | _PRESS
    | _HALL
    | _DIRECT
    | _MEET
    | {_P.DECIDE_OBJECTIONS, _P.FILE_FOR, _P.FIND_BENEFICIARIES, _P.REVIEW, _P.SEE_NETWORK, _P.MANAGE_MEMBERS}
)


def _role(key: str, held_at: frozenset[PlaceKind], powers: frozenset[Power]) -> Role:
    return Role(key=key, held_at=held_at, powers=powers)


ROLES: tuple[Role, ...] = (
    # the ministry
    _role("minister", _MINISTRY, _READ | _OFFICIAL | {_P.SEE_NETWORK}),
    _role(
        "minister_office",
        _MINISTRY,
        _FOLLOW | _OFFICIAL | _DIRECT | {_P.SEE_NETWORK, _P.APPROVE_SERVICE_LEVELS, _P.CONFIRM_REORGANISATIONS},
    ),
    _role(
        "ministry_supervisor",
        _MINISTRY,
        _LEAD
        | {_P.APPOINT_COORDINATORS, _P.SEE_UNMASKINGS, _P.ISSUE_TOKENS, _P.EDIT_WORDINGS, _P.MANAGE_CALENDARS}
        | {
            _P.ANSWER_CALLERS,
            _P.RESEND_MESSAGES,
            _P.SEE_OPERATIONS,
            _P.DRAFT_SERVICE_LEVELS,
            _P.APPROVE_SERVICE_LEVELS,
            _P.CONFIRM_REORGANISATIONS,
        },
    ),
    _role(
        "ministry_officer",
        _MINISTRY,
        _FOLLOW
        | _DIRECT
        | {_P.TRIAGE, _P.REFER, _P.SEE_NETWORK, _P.FOLLOW_UP, _P.DRAFT_SERVICE_LEVELS, _P.HANDLE_PROBLEMS},
    ),
    _role("call_centre_agent", _MINISTRY, (_RECEIVE - {_P.WRITE_NOTES}) | {_P.ANSWER_CALLERS}),
    _role(
        "network_administrator",
        _MINISTRY,
        frozenset({_P.SEE_NETWORK, _P.MANAGE_NETWORK, _P.MANAGE_MEMBERS, _P.ISSUE_TOKENS, _P.EDIT_WORDINGS})
        | {_P.RESEND_MESSAGES, _P.SEE_OPERATIONS},
    ),
    # the sector
    _role("sector_official", _SECTOR, _READ | _OFFICIAL | {_P.ANSWER_DIRECTIVES, _P.SEE_NETWORK}),
    _role(
        "sector_office",
        _SECTOR,
        _FOLLOW
        | _OFFICIAL
        | _DIRECT
        | {_P.ANSWER_DIRECTIVES, _P.SEE_NETWORK, _P.MANAGE_CALENDARS, _P.DECIDE_OBJECTIONS, _P.HANDLE_PROBLEMS},
    ),
    # the centre
    _role(
        "centre_supervisor",
        _CENTRE,
        _LEAD | {_P.APPOINT_COORDINATORS, _P.SEE_UNMASKINGS, _P.ISSUE_TOKENS, _P.MANAGE_CALENDARS, _P.RESEND_MESSAGES},
    ),
    _role(
        "assistant",
        _CENTRE,
        _FOLLOW
        | _PRESS
        | _HALL
        | _MEET
        | {_P.SEE_NETWORK, _P.FILE_FOR, _P.FIND_BENEFICIARIES, _P.RESEND_MESSAGES, _P.HANDLE_PROBLEMS},
    ),
    # its electronic services unit
    _role("electronic_services_supervisor", _CENTRE_OR_UNIT, _LEAD | {_P.APPOINT_COORDINATORS, _P.RESEND_MESSAGES}),
    _role("complaint_officer", _CENTRE_OR_UNIT, _SORT),
    _role("report_officer", _CENTRE_OR_UNIT, _SORT),
    _role("monitoring_officer", _CENTRE_OR_UNIT, _FOLLOW | _DIRECT | {_P.FOLLOW_UP, _P.HANDLE_PROBLEMS}),
    _role("quality_officer", _CENTRE_OR_UNIT, _FOLLOW | {_P.REVIEW}),
    _role("performance_officer", _CENTRE_OR_UNIT, _FOLLOW | _PRESS | {_P.HANDLE_PROBLEMS}),
    # its beneficiary services unit
    _role("hall_supervisor", _CENTRE_OR_UNIT, _RECEIVE | _HALL | _MEET | {_P.CORRECT_CONTACT}),
    _role(
        "reception_officer",
        _CENTRE_OR_UNIT,
        frozenset({_P.FILE_FOR, _P.FIND_BENEFICIARIES, _P.SEE_TICKETS, _P.RECEIVE_VISITORS}),
    ),
    _role("counter_officer", _CENTRE_OR_UNIT, _RECEIVE | {_P.CORRECT_CONTACT, _P.RECEIVE_VISITORS}),
    _role(
        "meetings_officer",
        _CENTRE_OR_UNIT,
        _RECEIVE | _MEET | {_P.RECEIVE_VISITORS, _P.CORRECT_CONTACT, _P.ISSUE_DIRECTIVES},
    ),
    _role("referral_officer", _CENTRE_OR_UNIT, _FOLLOW | {_P.REFER}),
    _role("representative", _CENTRE_OR_UNIT, _READ | {_P.WRITE_NOTES}),
    # the departments
    _role(
        "department_supervisor", _DEPARTMENT, _FOLLOW | _PRESS | {_P.REFER, _P.ANSWER, _P.REVIEW, _P.HANDLE_PROBLEMS}
    ),
    _role("coordinator", _DEPARTMENT, _FOLLOW | {_P.REFER, _P.ANSWER}),
)

BY_KEY: dict[str, Role] = {role.key: role for role in ROLES}
