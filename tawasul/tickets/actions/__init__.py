"""The only writers of tickets: one verb, one function, one transaction.

Each locks the ticket, asks the lifecycle and the policies, writes, moves custody and clock, records the event and owes the
notices; or raises one of `lib.errors` and leaves everything as it was. `seen` is the version that the actor was looking at:
when the ticket has changed since, Conflict is raised and nothing is done (None: do not ask).
"""

from collections.abc import Callable

from tawasul.tickets.actions.adding import add_words
from tawasul.tickets.actions.answering_callers import expedite_for_caller, note_asked_in_vain
from tawasul.tickets.actions.asking import answer_back, ask_statements, go_on_without, remind_statement
from tawasul.tickets.actions.asking_to_join import answer_joining, ask_to_join
from tawasul.tickets.actions.bringing_over import bring_over, bring_statement_over
from tawasul.tickets.actions.calling import (
    call_beneficiary,
    correct_mobile,
    drop_call,
    go_on_unreached,
    plan_call,
    take_back_call,
)
from tawasul.tickets.actions.chasing import call_holder, raise_ticket, reassign, remind
from tawasul.tickets.actions.closing import close, close_unobjected, withdraw
from tawasul.tickets.actions.completion import complete, return_for_completion
from tawasul.tickets.actions.expediting import answer_expedite, expedite
from tawasul.tickets.actions.filing import file_ticket
from tawasul.tickets.actions.handing_over import hand_over
from tawasul.tickets.actions.joining import join, share_reply, split
from tawasul.tickets.actions.linking import give_answer, link_problem, unlink_problem
from tawasul.tickets.actions.notes import add_files, add_note, unmask
from tawasul.tickets.actions.objecting import drop_objection, object_to_reply, reject_objection, uphold_objection
from tawasul.tickets.actions.referral import (
    accept,
    pass_back,
    refer_to_centre,
    refer_to_coordinator,
    refer_to_department,
)
from tawasul.tickets.actions.reply import approve_reply, draft_reply, send_back_reply, submit_reply
from tawasul.tickets.actions.stating import ask_back, state
from tawasul.tickets.actions.triage import classify, take
from tawasul.tickets.lifecycle import Action

# What does each action of the lifecycles, whoever calls it: a page, the API, a job.
VERBS: dict[Action, Callable[..., object]] = {
    Action.TAKE: take,
    Action.CLASSIFY: classify,
    Action.RETURN: return_for_completion,
    Action.COMPLETE: complete,
    Action.REFER_TO_DEPARTMENT: refer_to_department,
    Action.REFER_TO_COORDINATOR: refer_to_coordinator,
    Action.REFER_TO_CENTRE: refer_to_centre,
    Action.PASS_BACK: pass_back,
    Action.ACCEPT: accept,
    Action.DRAFT_REPLY: draft_reply,
    Action.SUBMIT_REPLY: submit_reply,
    Action.SEND_BACK_REPLY: send_back_reply,
    Action.APPROVE_REPLY: approve_reply,
    Action.CLOSE: close,
    Action.WITHDRAW: withdraw,
    Action.OBJECT: object_to_reply,
    Action.UPHOLD_OBJECTION: uphold_objection,
    Action.REJECT_OBJECTION: reject_objection,
    Action.DROP_OBJECTION: drop_objection,
    Action.EXPEDITE: expedite,
    Action.ANSWER_EXPEDITE: answer_expedite,
    Action.ASK_STATEMENTS: ask_statements,
    Action.ANSWER_BACK: answer_back,
    Action.REMIND_STATEMENT: remind_statement,
    Action.GO_ON_WITHOUT: go_on_without,
    Action.REASSIGN: reassign,
    Action.REMIND: remind,
    Action.CALL_HOLDER: call_holder,
    Action.RAISE: raise_ticket,
    Action.CALL_BENEFICIARY: call_beneficiary,
    Action.PLAN_CALL: plan_call,
    Action.DROP_CALL: drop_call,
    Action.TAKE_BACK_CALL: take_back_call,
    Action.CORRECT_MOBILE: correct_mobile,
    Action.GO_ON_UNREACHED: go_on_unreached,
    Action.ADD_NOTE: add_note,
    Action.ADD_FILES: add_files,
    Action.ADD_WORDS: add_words,
    Action.JOIN: join,
    Action.SPLIT: split,
    Action.ASK_TO_JOIN: ask_to_join,
    Action.ANSWER_JOINING: answer_joining,
    Action.SHARE_REPLY: share_reply,
    Action.BRING_OVER: bring_over,
    Action.BRING_TO_DEPARTMENT: bring_over,
    Action.BRING_TO_CENTRE: bring_over,
    Action.LINK_PROBLEM: link_problem,
    Action.UNLINK_PROBLEM: unlink_problem,
    Action.GIVE_ANSWER: give_answer,
}

__all__ = [
    "VERBS",
    "accept",
    "add_files",
    "add_note",
    "add_words",
    "answer_back",
    "answer_expedite",
    "answer_joining",
    "approve_reply",
    "ask_back",
    "ask_statements",
    "ask_to_join",
    "bring_over",
    "bring_statement_over",
    "call_beneficiary",
    "call_holder",
    "classify",
    "close",
    "close_unobjected",
    "complete",
    "correct_mobile",
    "draft_reply",
    "drop_call",
    "drop_objection",
    "expedite",
    "expedite_for_caller",
    "file_ticket",
    "give_answer",
    "go_on_unreached",
    "go_on_without",
    "hand_over",
    "join",
    "link_problem",
    "note_asked_in_vain",
    "object_to_reply",
    "pass_back",
    "plan_call",
    "raise_ticket",
    "reassign",
    "refer_to_centre",
    "refer_to_coordinator",
    "refer_to_department",
    "reject_objection",
    "remind",
    "remind_statement",
    "return_for_completion",
    "send_back_reply",
    "share_reply",
    "split",
    "state",
    "submit_reply",
    "take",
    "take_back_call",
    "unlink_problem",
    "unmask",
    "uphold_objection",
    "withdraw",
]
