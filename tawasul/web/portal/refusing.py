"""What an action refused, said beside the fields of the form that asked."""

from django.forms import Form

from tawasul.lib.errors import Invalid, Refused


def say_in(form: Form, error: Refused) -> None:
    """Put the refusal where it belongs: by field, and what belongs to no field above the form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    placed = False
    for name, texts in fields.items():
        if name in form.fields:
            placed = True
            for text in texts:
                form.add_error(name, str(text))
    if not placed:
        form.add_error(None, str(error.message))
