"""Every event of a problem, with the sentence that says it. Whose tickets are linked stands on the tickets alone."""

from django.utils.translation import gettext_lazy as _

from tawasul.timeline.sentences import EventKind

SUBJECT_KIND = "problem"

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(key="opened", sentence=_("{actor} opened the problem: {title}")),
    EventKind(key="changed", sentence=_("{actor} changed the title to “{title}”, and the date promised to: {due}.")),
    EventKind(key="cause_said", sentence=_("{actor} stated the cause: {cause}")),
    EventKind(key="raised", sentence=_("{actor} raised the problem to {entity}: {reason}")),
    EventKind(key="remedy_said", sentence=_("{actor} stated the remedy: {remedy}")),
    EventKind(key="widened", sentence=_("Tickets of other places were linked: the problem is now that of {place}.")),
    EventKind(key="went_over", sentence=_("Places were reorganised: the problem is now that of {place}. {reason}")),
    EventKind(key="passed_on", sentence=_("{actor} passed the problem on; it is now answered for by {owner}.")),
    EventKind(key="answer_written", sentence=_("{actor} wrote round {round} of the answer to all.")),
    EventKind(key="answer_sent_back", sentence=_("{actor} sent round {round} of the answer back: {reasons}")),
    EventKind(
        key="answer_approved",
        sentence=_("{actor} approved round {round} of the answer. Tickets that were waiting: {count}."),
    ),
    EventKind(key="given_again", sentence=_("{actor} had the answer given again to those that could not take it.")),
    EventKind(key="closed", sentence=_("{actor} closed the problem: {reason}")),
    EventKind(key="reopened", sentence=_("{actor} reopened the problem: {reason}")),
)
BY_KEY = {kind.key: kind for kind in EVENT_KINDS}
