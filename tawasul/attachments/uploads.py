"""Files that come together: taken one by one, so that each refusal names its file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile

from tawasul.lib.arabic import isolate
from tawasul.lib.errors import Invalid


class Uploads:
    """The files of a form, remembering which of them is being taken."""

    def __init__(self, files: Iterable["UploadedFile[bytes]"]) -> None:
        self.files = list(files)
        self.current = ""

    def __iter__(self) -> Iterator["UploadedFile[bytes]"]:
        for upload in self.files:
            self.current = upload.name or ""
            yield upload

    @contextmanager
    def naming(self) -> Iterator[None]:
        """What is refused within names its file."""
        try:
            yield
        except Invalid as error:
            raise self.blamed(error) from error

    def blamed(self, error: Invalid) -> Invalid:
        """The same refusal, naming the file."""
        texts = error.fields.get("files")
        if not texts or not self.current:
            return error
        return Invalid(error.message, fields={"files": [blame(self.current, text) for text in texts]}, code=error.code)


def blame(name: str, text: object) -> str:
    """A refusal with the name of its file before it."""
    return f"{isolate(name)}: {text}"
