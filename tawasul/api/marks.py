"""The marks of the caller's choosing, by which requests and drafts are known again, and how their form is said."""

from django.utils.translation import gettext_lazy as _

KEY = r"^[A-Za-z0-9_-]{8,80}$"  # the Idempotency-Key of a request
DRAFT = r"^[A-Za-z0-9_-]{8,40}$"  # of files sent before the filing that takes them up

FORMS = {
    KEY: _("Write 8 to 80 Latin letters, digits, hyphens or underscores."),
    DRAFT: _("Write 8 to 40 Latin letters, digits, hyphens or underscores."),
}
