"""Every event of a directive, with the sentence that says it."""

from django.utils.translation import gettext_lazy as _

from tawasul.timeline.sentences import EventKind

SUBJECT_KIND = "directive"
ANSWER_KIND = "directive_answer"  # to which the papers of an answer belong

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(
        key="issued", sentence=_("{actor} recorded the directive of {official} to {acting}, due on {due}: {text}")
    ),
    EventKind(key="reported", sentence=_("{actor} said how far it is: {text}")),
    EventKind(key="answered", sentence=_("{actor} answered: {text}")),
    EventKind(key="sent_back", sentence=_("{actor} sent the answer back: {reasons}")),
    EventKind(key="finished", sentence=_("{actor} said that the directive is done: {outcome}")),
    EventKind(
        key="finished_unanswered",
        sentence=_("{actor} said that the directive is done, though no answer to it came: {outcome}"),
    ),
    EventKind(key="reminded", sentence=_("{actor} reminded those who must act: {text}")),
    EventKind(key="postponed", sentence=_("{actor} set another day, {due}: {reason}")),
    EventKind(key="withdrawn", sentence=_("{actor} withdrew the directive: {reason}")),
    EventKind(key="reopened", sentence=_("{actor} opened the directive again, due on {due}: {reason}")),
    EventKind(key="sounded", sentence=_("The clock: {stage}. Those concerned were told.")),
    EventKind(key="went_over", sentence=_("Places were reorganised: {acting} must act now. {reason}")),
)
BY_KEY = {kind.key: kind for kind in EVENT_KINDS}
