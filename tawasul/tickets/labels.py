"""How everything about tickets is said: to staff, and in plain words to beneficiaries."""

from django.utils.translation import gettext_lazy as _

TYPE_LABELS = {
    "inquiry": _("Inquiry"),
    "complaint": _("Complaint"),
    "report": _("Urgent report"),
    "suggestion": _("Suggestion"),
}

TYPE_EXPLANATIONS = {
    "inquiry": _("I want to ask or to know something: a date, a condition, a procedure, the state of my request."),
    "complaint": _("Something went wrong, or a right was denied, and I want it put right."),
    "report": _("There is an emergency or a danger now that cannot wait: at a school, on a bus, in a building."),
    "suggestion": _("I have an idea that would make the service better."),
}

STATE_LABELS = {
    "submitted": _("New"),
    "in_triage": _("In triage"),
    "returned": _("Returned for completion"),
    "referred": _("Referred to a department"),
    "with_coordinator": _("With a coordinator"),
    "reply_drafted": _("Reply being drafted"),
    "under_review": _("Reply under review"),
    "replied": _("Replied"),
    "closed": _("Closed"),
    "objected": _("Objected to"),
    "withdrawn": _("Withdrawn"),
}

PUBLIC_STATE_LABELS = {
    "submitted": _("Received"),
    "in_triage": _("Being looked at"),
    "returned": _("Waiting for you"),
    "referred": _("With the department concerned"),
    "with_coordinator": _("With the department concerned"),
    "reply_drafted": _("A reply is being prepared"),
    "under_review": _("The reply is being checked"),
    "replied": _("Answered"),
    "closed": _("Closed"),
    "objected": _("Your objection is being considered"),
    "withdrawn": _("Withdrawn"),
}

PUBLIC_STATE_EXPLANATIONS = {
    "submitted": _("We have your request. An officer of the centre will look at it and pass it to those concerned."),
    "in_triage": _("An officer of the centre is reading your request and making sure that it is complete."),
    "returned": _("We need something from you to go on. The time we promised stands still until you send it."),
    "referred": _("Your request was passed to the department that can answer it."),
    "with_coordinator": _("A coordinator in the department concerned is working on your request."),
    "reply_drafted": _("A coordinator in the department concerned is writing your reply."),
    "under_review": _("Another person is checking the reply before it reaches you."),
    "replied": _("Your reply is below. If it answers you, you may close the request."),
    "closed": _("This request is closed. The reply stays here for you to read."),
    "objected": _("Somebody who neither wrote nor approved the reply is considering your objection to it."),
    "withdrawn": _("You withdrew this request. Nothing more is expected of anyone."),
}

# A request that lives again, after an objection that was upheld.
ANEW_LABELS = PUBLIC_STATE_LABELS | {"submitted": _("Work has begun anew after your objection")}
ANEW_EXPLANATIONS = PUBLIC_STATE_EXPLANATIONS | {
    "submitted": _("An officer of the centre will look at your request anew and pass it to those concerned."),
    "in_triage": _("An officer of the centre is looking at your request anew, after your objection."),
    "referred": _("Your request was passed anew to the department that can answer it."),
}

# Said on the telephone, by somebody who does not see the reply.
SAID_TO_CALLERS = PUBLIC_STATE_EXPLANATIONS | {
    "replied": _(
        "Your request was answered. The reply stands on the portal: its number and a code to your mobile open it."
    ),
    "closed": _(
        "This request is closed. Its reply stands on the portal: its number and a code to your mobile open it."
    ),
}

SAID_ANEW_TO_CALLERS = SAID_TO_CALLERS | {
    "submitted": _(
        "Work on your request has begun anew after your objection: an officer of the centre will look at it."
    ),
    "in_triage": ANEW_EXPLANATIONS["in_triage"],
    "referred": ANEW_EXPLANATIONS["referred"],
}

CHANNEL_LABELS = {
    "portal": _("Portal"),
    "counter": _("Counter"),
    "telephone": _("Telephone / 19996"),
    "email": _("E-mail"),
    "api": _("Linked system"),
    "meeting": _("Meeting with the official"),
}
# By which anybody files; what a meeting decided is filed by no other way.
FILED_BY = tuple(key for key in CHANNEL_LABELS if key != "meeting")

ACTION_LABELS = {
    "take": _("Take it"),
    "classify": _("Correct type, priority or subject"),
    "return_for_completion": _("Return for completion"),
    "complete": _("Complete what was missing"),
    "refer_to_department": _("Refer to a department"),
    "refer_to_coordinator": _("Refer to a coordinator"),
    "refer_to_centre": _("Refer to another centre"),
    "pass_back": _("Pass back to the centre"),
    "accept": _("Accept and work on it"),
    "draft_reply": _("Draft the reply"),
    "submit_reply": _("Send for review"),
    "send_back_reply": _("Send back to the author"),
    "approve_reply": _("Approve and send"),
    "close": _("Close"),
    "withdraw": _("Withdraw"),
    "object": _("Object to the reply"),
    "uphold_objection": _("Uphold the objection"),
    "reject_objection": _("Reject the objection"),
    "drop_objection": _("Drop the objection"),
    "expedite": _("Expedite"),
    "answer_expedite": _("Answer the expedite"),
    "ask_statements": _("Ask for a statement"),
    "answer_back": _("Answer their question"),
    "remind_statement": _("Remind those asked"),
    "go_on_without": _("Go on without the statement"),
    "reassign": _("Reassign"),
    "remind": _("Remind"),
    "call_holder": _("Record a call to the holder"),
    "raise": _("Raise it one rung"),
    "call_beneficiary": _("Record a call to the beneficiary"),
    "plan_call": _("Plan a call"),
    "drop_call": _("No call is needed any more"),
    "take_back_call": _("Take the call back"),
    "correct_mobile": _("Correct the mobile"),
    "go_on_unreached": _("Go on without reaching them"),
    "add_note": _("Write a note"),
    "add_files": _("Add files"),
    "add_words": _("Add what the beneficiary says"),
    "join": _("Join to another ticket"),
    "split": _("Split it off again"),
    "share_reply": _("Share the reply of the main ticket"),
    "bring_over": _("Bring over to the successor of its place"),
    "bring_to_department": _("Bring over to the successor's department, without who held it"),
    "bring_to_centre": _("Bring over to the successor's centre, without who held it"),
    "ask_to_join": _("Ask its centre to join the two"),
    "answer_joining": _("Answer the wish to join"),
    "link_problem": _("Link to a problem"),
    "unlink_problem": _("Take it out of the problem"),
    "give_answer": _("Give it the answer of its problem"),
}

ACTION_EXPLANATIONS = {
    "take": _("The ticket moves from New to In triage, in your hands."),
    "classify": _(
        "The ticket gets the right type and a clear subject; its commitment is counted anew from the filing."
    ),
    "return_for_completion": _("The beneficiary is told what is missing; the clock stands still until it comes."),
    "complete": _("What was missing goes to the officer, and the clock runs again."),
    "refer_to_department": _("The ticket goes to the department that can answer; the referral is counted."),
    "refer_to_coordinator": _("The ticket goes into the hands of one coordinator."),
    "refer_to_centre": _("The ticket goes to the centre it belongs to, and leaves your lists."),
    "pass_back": _("The ticket returns to the centre's officers with your reason; it is never closed as “not ours”."),
    "accept": _("The ticket moves into your hands."),
    "draft_reply": _("The text is kept as you type; nobody outside sees it."),
    "submit_reply": _("Another person reviews the reply before it reaches the beneficiary."),
    "send_back_reply": _("The author reads your reasons and writes again."),
    "approve_reply": _(
        "The beneficiary may read the reply at once, and a message tells them. Where none can reach them, whoever filed it "
        "is asked to tell them."
    ),
    "close": _("The ticket is ended; the reply stays readable."),
    "withdraw": _("The ticket is ended because the beneficiary wishes so."),
    "object": _("The beneficiary objects to the reply; somebody above those who wrote and approved it decides."),
    "uphold_objection": _(
        "The ticket begins a new cycle with clocks of its own; the first reply and its figures stay."
    ),
    "reject_objection": _("The ticket is closed; the beneficiary reads your reasons."),
    "drop_objection": _("The ticket is closed, as the beneficiary wishes."),
    "expedite": _(
        "The beneficiary asks that it be hurried: counted, and told to whoever has it and to the supervisors."
    ),
    "answer_expedite": _(
        "The beneficiary reads what was done to hurry it; the ticket leaves the list of expedited ones."
    ),
    "ask_statements": _(
        "Others are each asked a question: departments, centres, or any other by a link. The ticket stays in your hands."
    ),
    "answer_back": _("Whoever is asked reads your answer, and their time runs again."),
    "remind_statement": _("Those asked are reminded now; an entity without an account gets its link anew."),
    "go_on_without": _("Statements that have not come are waited for no longer, and those asked are told."),
    "reassign": _(
        "The ticket goes into the hands of another person of the same place; it is not counted as a referral."
    ),
    "remind": _("Whoever has it in hand gets a reminder now; it is written into the route."),
    "call_holder": _("Write down a call to whoever has it in hand, and what came of it."),
    "raise": _("The next one up the ladder hears of it now; it is written into the route."),
    "call_beneficiary": _("Write down a call to the beneficiary, what came of it, and when to try again."),
    "plan_call": _("The call stands on the list of its day, for you or for whoever is free."),
    "drop_call": _("The planned call leaves the list; the calls that were made stay written down."),
    "take_back_call": _("The call was written down by mistake: it stays readable and counts no longer."),
    "correct_mobile": _("Messages, codes and calls of this ticket go to the new number from now on."),
    "go_on_unreached": _("The supervisor decides to go on although calls do not reach the beneficiary, and says why."),
    "add_note": _("Only staff read it."),
    "add_files": _("The files are kept with the ticket."),
    "add_words": _("What the beneficiary has to add stands below their request; whoever has it is told."),
    "join": _("It follows the other ticket and gets its reply; its own history and promised date stay."),
    "split": _("It goes back to where it was, and is answered by itself."),
    "ask_to_join": _("Its centre reads your reason, and joins the two or says why not; you learn no more of it."),
    "answer_joining": _("Joined, one reply answers both; refused, those who asked read why."),
    "link_problem": _("It waits with others of the same cause, and gets the one answer; its promised date stays."),
    "unlink_problem": _("It is answered by itself again."),
    "give_answer": _(
        "The answer to all tickets of its problem becomes its reply, and awaits review in its own centre."
    ),
    "share_reply": _("The reply of the ticket to which it is joined is its reply too."),
    "bring_over": _("In a reorganisation it goes over as it stands, with whoever holds it; its promised date is kept."),
    "bring_to_department": _("Whoever held it holds no role at the successor: its department takes it up."),
    "bring_to_centre": _("Whoever held it holds no role at the successor: its officers take it up."),
}

STANDING_LABELS = {
    "reach": _("anyone with this power where the ticket is"),
    "centre": _("the centre's own people, or those above it"),
    "department": _("people of the department that has it"),
    "place": _("people of the place that has it: its department, or its centre"),
    "holder": _("only the person who holds it"),
    "not_author": _("anyone with this power who wrote none of its replies"),
    "decider": _("those with this power above whoever wrote and approved the reply, and none of these"),
}

CONDITION_LABELS = {
    "expedited": _("an expedite waits for its answer"),
    "objectable": _("the time to object to the reply runs"),
    "below_top": _("it is not before the ministry yet"),
    "awaited": _("a statement is awaited"),
    "owed": _("an entity owes a statement"),
    "asked_back": _("an entity asks something before its statement"),
    "nothing_awaited": _("no statement is awaited"),
    "has_mobile": _("there is a mobile to call"),
    "call_planned": _("a call to the beneficiary is planned"),
    "called": _("a call to the beneficiary is recorded"),
    "out_of_reach": _("calls do not reach the beneficiary"),
    "joinable": _("no other is joined to it, and no statement is awaited"),
    "on_problem": _("it waits on a problem"),
    "on_no_problem": _("it waits on no problem"),
    "common_reply": _("the reply under review is the answer of a problem"),
    "joined": _("it is joined to another ticket"),
    "joining_asked": _("another centre asks to join its ticket with it"),
}

# What one reads who tries it all the same, where there is something to be done about it.
CONDITION_REFUSALS = {
    "nothing_awaited": _("Statements are awaited still. Wait until they come, or decide to go on without them."),
    "awaited": _("No statement is awaited any more."),
    "owed": _("No entity owes a statement now."),
    "asked_back": _("No entity waits for an answer of yours."),
    "has_mobile": _("No mobile is known at which to call. Correct the mobile first."),
    "call_planned": _("No call is planned any more."),
    "called": _("No call is recorded that could be taken back."),
    "out_of_reach": _("The beneficiary was reached, or somebody has decided already."),
    "joinable": _("Another ticket is joined to this one, or a statement is awaited: it cannot be joined now."),
    "on_problem": _("It waits on no problem any more."),
    "on_no_problem": _("It waits on a problem already. Take it out of that one first."),
    "common_reply": _("Its reply is its own, and no answer of a problem: read it before you approve it."),
    "joined": _("It is joined to no ticket any more."),
    "joining_asked": _("Nobody asks to join a ticket with this one any more."),
}

ENTITY_LABELS = {
    "department": _("Department"),
    "centre": _("Centre"),
    "school": _("School"),
    "body": _("Outside body"),
}

STATEMENT_STATE_LABELS = {
    "asked": _("Awaited"),
    "asked_back": _("They ask something first"),
    "answered": _("Stated"),
    "cancelled": _("Not needed any more"),
}

JOINING_OUTCOMES = {True: _("Joined"), False: _("Not joined")}
JOINED = _("Joined to another")
NOT_NOW = _("This cannot be done to the ticket as it stands now.")
WHILE_JOINED = _("It is joined to another ticket: act on that one, or split this one off first.")
SENT_FOR_STATEMENT = _("Sent for statement")
REPLY_SENT_BACK = _("The reply was sent back for changes")

OUTCOME_LABELS = {
    "reached": _("Reached"),
    "not_reached": _("Not reached"),
}

CALL_PURPOSE_LABELS = {
    "confirm_receipt": _("Confirm that the request has arrived"),
    "ask_missing": _("Ask for what is missing"),
    "confirm_date": _("Confirm a date"),
    "ask": _("Ask something about the matter"),
    "tell": _("Tell what is being done, or explain the reply"),
    "other": _("Another reason"),
}

CALL_OUTCOME_LABELS = {
    "reached": _("Reached"),
    "later": _("Asked to be called later"),
    "no_answer": _("No answer"),
    "busy": _("Busy, or hung up"),
    "switched_off": _("Switched off or out of range"),
    "other_person": _("Somebody else answered"),
    "wrong_number": _("Wrong number"),
}

INTERVENTION_LABELS = {
    "remind": _("Reminded"),
    "call_holder": _("Called"),
    "reassign": _("Reassigned"),
    "raise": _("Raised"),
}

CLOCK_LABELS = {
    "runs_on": _("runs on"),
    "pauses": _("pauses"),
    "resumes": _("resumes"),
    "by_document": _("as the service-level document says"),
    "with_main": _("runs on, standing still with the main ticket"),
    "by_itself": _("runs on by itself"),
    "with_place": _("runs on at the successor, never later"),
    "stops": _("stops"),
    "begins": _("begins anew"),
}

HANDS_LABELS = {
    "centre": _("The centre"),
    "department": _("The department"),
    "coordinator": _("The coordinator"),
    "review": _("The reviewers"),
    "deciders": _("Those who decide objections"),
    "beneficiary": _("The beneficiary"),
    "nobody": _("Nobody"),
}

REPLY_STATE_LABELS = {
    "draft": _("Draft"),
    "under_review": _("Under review"),
    "sent_back": _("Sent back"),
    "approved": _("Approved"),
    "set_aside": _("Set aside"),
}

PUBLIC_NOBODY = _("Staff of the centre")

OBJECTION_LABELS = {
    "open": _("Being considered"),
    "upheld": _("Upheld"),
    "partly": _("Upheld in part"),
    "rejected": _("Rejected"),
    "dropped": _("Dropped by the beneficiary"),
}
