"""The forms of whoever is asked for a statement; the same by a link, with the name of who answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tawasul.tickets.actions.changing import LONGEST_TEXT
from tawasul.web.desk.work.ticket.forms import words


class StateForm(forms.Form):
    """What is known of the matter."""

    text = words(
        _("What you state"),
        rows=8,
        longest=LONGEST_TEXT,
        hint=_("The facts, and what was done; papers may go with it."),
    )


class QuestionForm(forms.Form):
    """What must be known first."""

    question = words(_("What you need to know first"), longest=LONGEST_TEXT)


def blame(form: forms.Form, field: str, said: Any) -> None:
    """Put what an action refused beside the field that stands for its argument; of files the page itself says it."""
    home = field if field in form.fields else "question"
    form.add_error(home if field != "files" and home in form.fields else None, str(said))
