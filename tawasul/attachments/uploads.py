"""Files that come together: taken one by one, so that a refusal names its file, and every other that would be refused."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile

from tawasul.attachments.actions import refused
from tawasul.lib.arabic import isolate
from tawasul.lib.errors import Invalid


class Uploads:
    """The files of a form, remembering which of them is being taken."""

    def __init__(self, files: Iterable["UploadedFile[bytes]"]) -> None:
        self.files = list(files)
        self.current = ""
        self._later: list[UploadedFile[bytes]] = []

    def __iter__(self) -> Iterator["UploadedFile[bytes]"]:
        for place, upload in enumerate(self.files, 1):
            self._later = self.files[place:]
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
        """The same refusal, naming the file, and those after it that are wrong in themselves."""
        texts = error.fields.get("files")
        if not texts or not self.current:
            return error
        said = [blame(self.current, text) for text in texts]
        for upload in self._later:
            if (wrong := refused(upload)) is not None:
                said.append(blame(upload.name or "", wrong.message))
        return Invalid(error.message, fields={"files": said}, code=error.code)


def blame(name: str, text: object) -> str:
    """A refusal with the name of its file before it."""
    return f"{isolate(name)}: {text}"
