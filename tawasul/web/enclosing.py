"""Files that come with a form: taken one by one so that each refusal names its file, and handed out to whom they belong."""

from collections.abc import Iterable, Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.attachments.models import Attachment
from tawasul.lib.arabic import isolate
from tawasul.lib.errors import Invalid

HINT = _("Up to 10 files of 20 MB each: pictures, PDF, Word, Excel, sound or MP4 video.")
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.heic,.heif,.webp,.gif,.tif,.tiff,.doc,.docx,.xls,.xlsx,.mp3,.m4a,.wav,.ogg,.mp4,.mov"


class Uploads:
    """The files of a form, remembering which of them is being taken."""

    def __init__(self, files: Iterable["UploadedFile[bytes]"]) -> None:
        self.files = list(files)
        self.current = ""

    def __iter__(self) -> Iterator["UploadedFile[bytes]"]:
        for upload in self.files:
            self.current = upload.name or ""
            yield upload

    def blamed(self, error: Invalid) -> Invalid:
        """The same refusal, naming the file."""
        texts = error.fields.get("files")
        if not texts or not self.current:
            return error
        return Invalid(error.message, fields={"files": [blame(self.current, text) for text in texts]}, code=error.code)


def blame(name: str, text: object) -> str:
    """A refusal with the name of its file before it."""
    return f"{isolate(name)}: {text}"


def handed_out(attachment: Attachment) -> FileResponse:
    """The file as a download that no browser runs. Raises as `attachments.queries.serving`."""
    serving = attachments.serving(attachment)
    answer = FileResponse(
        serving.path.open("rb"), as_attachment=True, filename=serving.name, content_type=serving.content_type
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
