"""Files on pages: what is said of those that may come, and how they are handed out to whom they belong."""

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.attachments.models import Attachment

HINT = _("Up to 10 files of 20 MB each: pictures, PDF, Word, Excel, sound or MP4 video.")
PAPERS_HINT = _("Up to 10 files of 20 MB each: pictures, PDF, Word or Excel.")


def handed_out(attachment: Attachment) -> FileResponse:
    """The file as a download that no browser runs. Raises as `attachments.queries.serving`."""
    serving = attachments.serving(attachment)
    answer = FileResponse(
        serving.path.open("rb"), as_attachment=True, filename=serving.name, content_type=serving.content_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
