"""The only writers of requests to meet the official."""

from collections.abc import Callable

from tawasul.meetings.actions.arranging import (
    cancel_session,
    end_times,
    lay_out,
    lay_out_all,
    leave_out,
    open_session,
    renew_feed,
    set_times,
    take_back,
)
from tawasul.meetings.actions.calling import call, correct_mobile
from tawasul.meetings.actions.completing import add, complete, return_for_completion
from tawasul.meetings.actions.filing import file_request
from tawasul.meetings.actions.going_over import go_over
from tawasul.meetings.actions.holding import (
    attend,
    decide,
    drop_decision,
    look_after,
    miss,
    open_statement,
    pass_on,
    settle,
    write_notes,
)
from tawasul.meetings.actions.looking import unmask, unmask_for_acting
from tawasul.meetings.actions.reminding import remind, tell_missed
from tawasul.meetings.actions.seating import (
    confirm,
    draw_up,
    give_place,
    postpone,
    put_in_reserve,
    release_all_reserves,
    take_out,
)
from tawasul.meetings.actions.sorting import decline, put_under_cause, rank, sort, take, withdraw
from tawasul.meetings.lifecycle import Act

__all__ = [
    "VERBS",
    "add",
    "attend",
    "call",
    "cancel_session",
    "complete",
    "confirm",
    "correct_mobile",
    "decide",
    "decline",
    "draw_up",
    "drop_decision",
    "end_times",
    "file_request",
    "give_place",
    "go_over",
    "lay_out",
    "lay_out_all",
    "leave_out",
    "look_after",
    "miss",
    "open_session",
    "open_statement",
    "pass_on",
    "postpone",
    "put_in_reserve",
    "put_under_cause",
    "rank",
    "release_all_reserves",
    "remind",
    "renew_feed",
    "return_for_completion",
    "set_times",
    "settle",
    "sort",
    "take",
    "take_back",
    "take_out",
    "tell_missed",
    "unmask",
    "unmask_for_acting",
    "withdraw",
    "write_notes",
]

# What does each act of the lifecycle, whoever calls it.
VERBS: dict[Act, Callable[..., object]] = {
    Act.TAKE: take,
    Act.RETURN: return_for_completion,
    Act.COMPLETE: complete,
    Act.SORT: sort,
    Act.DECLINE: decline,
    Act.WITHDRAW: withdraw,
    Act.ADD: add,
    Act.RANK: rank,
    Act.PUT_UNDER_CAUSE: put_under_cause,
    Act.CALL: call,
    Act.CORRECT_MOBILE: correct_mobile,
    Act.CONFIRM: confirm,
    Act.POSTPONE: postpone,
    Act.ATTEND: attend,
    Act.MISS: miss,
    Act.WRITE_NOTES: write_notes,
    Act.DECIDE: decide,
    Act.PASS_ON: pass_on,
    Act.DROP_DECISION: drop_decision,
    Act.SETTLE: settle,
}
