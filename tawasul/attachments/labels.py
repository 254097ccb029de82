"""What is said when a file is refused, and how scans are said."""

from django.utils.translation import gettext_lazy as _

from tawasul.attachments.states import Scan

REFUSALS = {
    "file-empty": _("The file is empty. Choose it again."),
    "file-too-large": _("The file is larger than 20 MB. Choose a smaller one, or a photograph of lower quality."),
    "files-too-many": _("No more than 10 files can be attached."),
    "file-kind": _(
        "Files of this kind are not accepted. You may attach PDF, pictures, Word, Excel, sound or MP4 video."
    ),
    "file-damaged": _("The file is damaged or incomplete, and cannot be opened. Try to attach it again."),
    "file-macros": _("Documents with macros are not accepted. Save it without macros, or as PDF, and attach that."),
    "file-infected": _("The virus scanner found something harmful in this file. It was not kept."),
}

NOT_FOUND = _("There is no such file.")
BEING_SCANNED = _("The file is still being checked for viruses. Try again in a few minutes.")
INFECTED = _("The virus scanner found something harmful in this file, and it cannot be opened.")

SCAN_LABELS = {
    Scan.UNSCANNED.value: _("Not scanned"),
    Scan.PENDING.value: _("Being checked"),
    Scan.CLEAN.value: _("Checked"),
    Scan.INFECTED.value: _("Harmful"),
}
