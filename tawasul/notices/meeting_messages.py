"""What is told of requests to meet the official: to whoever asks, and to those who sort and schedule."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, Group, Message
from tawasul.notices.states import Channel

SMS = (Channel.SMS,)


def _to_beneficiary(kind: str, text: object, subject: object, body: object, **how: object) -> Message:
    return Message(kind=kind, channels=SMS, text=text, subject=subject, body=body, **how)  # type: ignore[arg-type]


def _to_staff(kind: str, text: object, subject: object, body: object) -> Message:
    return Message(kind=kind, group=Group.MEETINGS, channels=TO_STAFF, text=text, subject=subject, body=body)


MEETINGS: tuple[Message, ...] = (
    _to_beneficiary(
        "meeting_received",
        _(
            "We have received your request to meet the official, number {number}. We answer you by {committed}. "
            "Follow it: {link}"
        ),
        _("We have received your request to meet the official, number {number}"),
        _(
            "Your request to meet the official has been received under number {number}. We call you to confirm it, and "
            "answer you by {committed}.\n\nWith the number, and a code sent to your mobile, you can follow it at any time."
        ),
        awaited_for=timedelta(minutes=30),
    ),
    _to_beneficiary(
        "meeting_returned",
        _("To go on with your request {number} to meet the official we need: {missing}. Complete it here: {link}"),
        _("Your request {number} to meet the official needs something from you"),
        _(
            "To go on with your request {number} to meet the official we need something from you:\n\n{missing}\n\n"
            "Please complete it through the link below."
        ),
    ),
    _to_beneficiary(
        "meeting_completed",
        _("Thank you. What you added to your request {number} to meet the official has reached us."),
        _("What you added to request {number} has reached us"),
        _("Thank you. What you added to your request {number} to meet the official has reached us."),
    ),
    _to_beneficiary(
        "meeting_declined",
        _("Your request {number} to meet the official was not accepted: {reason} {link}"),
        _("Your request {number} to meet the official was not accepted"),
        _("Your request {number} to meet the official was not accepted, for this reason:\n\n{reason}"),
    ),
    _to_beneficiary(
        "meeting_withdrawn",
        _("Your request {number} to meet the official has been withdrawn, as you asked."),
        _("Your request {number} to meet the official has been withdrawn"),
        _(
            "Your request {number} to meet the official has been withdrawn, as you asked.\n\n"
            "You may send a new one at any time."
        ),
    ),
    _to_staff(
        "meeting_arrived",
        _("New request {number} to meet the official, at {place}"),
        _("New request {number} to meet the official"),
        _("A new request to meet the official has arrived, number {number}, at {place}: {subject}"),
    ),
    _to_staff(
        "meeting_added_to",
        _("The beneficiary added to request {number} to meet the official"),
        _("The beneficiary added to request {number} to meet the official"),
        _("The beneficiary has added to request {number} to meet the official: {subject}"),
    ),
    _to_staff(
        "meeting_to_tell",
        _("No message reaches whoever made request {number} to meet the official: please tell them. {news} {contact}"),
        _("Tell whoever made request {number} to meet the official"),
        _(
            "No message reaches whoever made request {number} to meet the official: please tell them.\n\n{news}\n{contact}"
        ),
    ),
    _to_staff(
        "meeting_warned",
        _("The answer to request {number} to meet the official, at {place}, is due {due}. {link}"),
        _("The answer to request {number} to meet the official is due soon"),
        _(
            "The time to answer request {number} to meet the official is running out: {subject}\n\nDue: {due}\nPlace: {place}"
        ),
    ),
    _to_staff(
        "meeting_late",
        _("The answer to request {number} to meet the official, at {place}, is late: it was due {due}. {link}"),
        _("The answer to request {number} to meet the official is late"),
        _(
            "The answer to request {number} to meet the official is late: {subject}\n\nIt was due: {due}\nPlace: {place}"
        ),
    ),
    _to_staff(
        "meeting_escalated",
        _(
            "Raised to you: the answer to request {number} to meet the official, at {place}, is late by {late_by}. {link}"
        ),
        _("Raised to you: the answer to request {number} to meet the official is late by {late_by}"),
        _(
            "The answer to request {number} to meet the official has been raised to you, because it is late by {late_by}: "
            "{subject}\n\nIt was due: {due}\nPlace: {place}"
        ),
    ),
    _to_staff(
        "meetings_digest",
        _("{count} requests to meet the official are late or due soon. {link}"),
        _("{count} requests to meet the official are late or due soon"),
        _("Requests to meet the official that are late or due soon:\n\n{lines}"),
    ),
    _to_beneficiary(
        "meeting_invited",
        _(
            "You are invited to meet the official about your request {number}: {when}, {room}. Confirm, or ask for another "
            "date: {link}"
        ),
        _("You are invited to meet the official: request {number}"),
        _(
            "You are invited to meet the official about your request {number}: {when}, {room}.\n\n"
            "Please confirm through the link below, or ask there for another date."
        ),
    ),
    _to_beneficiary(
        "meeting_moved_up",
        _(
            "A place has fallen free: you are invited to meet the official about your request {number}, {when}, {room}. "
            "Confirm, or ask for another date: {link}"
        ),
        _("A place has fallen free for your request {number} to meet the official"),
        _(
            "A place has fallen free: you are invited to meet the official about your request {number}, {when}, {room}.\n\n"
            "Please confirm through the link below, or ask there for another date."
        ),
    ),
    _to_beneficiary(
        "meeting_tomorrow",
        _(
            "Tomorrow you meet the official about your request {number}: {when}, {room}. Where you cannot come, say so: {link}"
        ),
        _("Tomorrow you meet the official about your request {number}"),
        _(
            "Tomorrow you meet the official about your request {number}: {when}, {room}.\n\n"
            "Where you cannot come, say so through the link below: somebody else then has your place, and you another date."
        ),
    ),
    _to_beneficiary(
        "meeting_rebooked",
        _(
            "The meeting of {was} about your request {number} does not take place: {reason}. Your new date: {when}, {room}. "
            "Confirm: {link}"
        ),
        _("Another date for your request {number} to meet the official"),
        _(
            "The meeting of {was} about your request {number} does not take place: {reason}.\n\n"
            "Your new date: {when}, {room}. Please confirm through the link below."
        ),
    ),
    _to_beneficiary(
        "meeting_session_cancelled",
        _(
            "The meeting of {was} about your request {number} does not take place: {reason}. We tell you another date by "
            "{committed}."
        ),
        _("The meeting about your request {number} does not take place"),
        _(
            "The meeting of {was} about your request {number} does not take place: {reason}.\n\n"
            "You keep your place in the order, and we tell you another date as soon as a place is free, by {committed} at the "
            "latest."
        ),
    ),
    _to_beneficiary(
        "meeting_date_lost",
        _(
            "Your date of {was} to meet the official about request {number} does not stand: {reason}. We tell you another by "
            "{committed}."
        ),
        _("Your date about request {number} to meet the official does not stand"),
        _(
            "Your date of {was} to meet the official about request {number} does not stand: {reason}.\n\n"
            "You keep your place in the order, and we tell you another date by {committed}."
        ),
    ),
    _to_staff(
        "meeting_place_given_back",
        _("Request {number} asks for another date in place of {was}: {reason}"),
        _("Request {number} to meet the official asks for another date"),
        _("Request {number} to meet the official asks for another date in place of {was}: {reason}"),
    ),
    _to_beneficiary(
        "meeting_missed",
        _(
            "You were expected for your meeting about request {number} and did not come. We tell you another date by "
            "{committed}. {link}"
        ),
        _("You were expected for your meeting about request {number}"),
        _(
            "You were expected for your meeting about request {number} and did not come.\n\n"
            "You keep your place in the order, and we tell you another date by {committed}. If you need it no more, "
            "withdraw it below."
        ),
    ),
    _to_beneficiary(
        "meeting_ended",
        _("All that came of your meeting, request {number}, has been carried out. See it here: {link}"),
        _("Your request {number} to meet the official has ended"),
        _("All that came of your meeting with the official, request {number}, has been carried out."),
    ),
    _to_beneficiary(
        "meeting_ended_in_part",
        _(
            "What was decided in your meeting, request {number}, has come to its end. Carried out: {done}. "
            "Cancelled: {dropped}. See it here: {link}"
        ),
        _("Your request {number} to meet the official has ended"),
        _(
            "What was decided in your meeting with the official, request {number}, has come to its end.\n\n"
            "Decisions carried out: {done}. Decisions cancelled: {dropped}. Each stands on the page of your request."
        ),
    ),
)
