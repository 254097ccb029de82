"""How mailboxes and what they bring are said."""

from django.utils.translation import gettext_lazy as _

SECURITY_LABELS = {"tls": _("TLS from the start"), "starttls": _("STARTTLS"), "none": _("None, on this machine only")}
JUDGEMENT_LABELS = {
    "to_read": _("To be read"),
    "machine": _("An automatic reply"),
    "bounce": _("Mail that came back"),
    "no_text": _("Without text"),
    "unreadable": _("Could not be read"),
    "too_large": _("Too large"),
}
BECAME_LABELS = {"made": _("Became a ticket"), "joined": _("Joined a ticket")}
FAULT_LABELS = {
    "secret": _("The password of this box is not set on the server. Whoever runs the system sets it."),
    "unreachable": _("The mail server does not answer. It is tried again by itself."),
    "refused": _("The mail server refuses the user or the password."),
    "folder": _("The mail server does not know this folder."),
    "message": _("Some messages could not be fetched. They are tried again by themselves."),
}

NO_SUBJECT = _("(no subject)")
