"""How reorganisations are said."""

from django.utils.translation import gettext_lazy as _

STEP_LABELS = {
    "open": _("Open a place"),
    "merge": _("Close, another takes over"),
    "move": _("Move under another place"),
    "rename": _("Rename"),
}

STANDING_LABELS = {
    "draft": _("Draft"),
    "confirmed": _("Confirmed"),
    "refused": _("Could not be carried out"),
    "under_way": _("Under way"),
    "done": _("Carried out"),
    "discarded": _("Discarded"),
}

WHY_LABELS = {
    "no_such_place": _("No open place has the code %(first)s."),
    "no_such_successor": _("No open place has the code %(first)s, which is to take over."),
    "no_such_parent": _("No open place has the code %(first)s, under which it is to stand."),
    "code_taken": _("The code %(first)s is missing, or another place has it."),
    "of_another_kind": _("%(first)s and %(second)s are of different kinds: one does not take over from the other."),
    "cannot_stand_there": _("%(first)s cannot stand under %(second)s: a place of its kind does not."),
    "stands_there": _("%(first)s stands under %(second)s already."),
    "below_itself": _("%(second)s lies below %(first)s."),
    "the_ministry": _("The ministry itself is not closed."),
    "no_name": _("%(first)s needs a name in Arabic and in English."),
    "no_kind": _("It is not said of which kind %(first)s is."),
    "alike": _(
        "Several places there do what %(first)s does (%(rest)s): say in a line before this one which takes over."
    ),
    "closes_before": _("%(first)s is closed, or a line before this one closes it."),
    "nothing": _("The plan changes nothing."),
}
