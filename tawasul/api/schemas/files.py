"""Files, as the interface names them."""

from uuid import UUID

from pydantic import BaseModel, Field

from tawasul.api.schemas.moments import Moment
from tawasul.attachments.models import Attachment


class FileKept(BaseModel):
    """A file; its bytes are at /files/{id}."""

    id: UUID
    name: str
    content_type: str
    size: int = Field(description="bytes")
    scan: str
    at: Moment
    for_beneficiary: bool = Field(description="Whether the beneficiary reads it too, or staff alone")


def kept(each: Attachment) -> FileKept:
    """An attachment with its file."""
    file = each.file
    return FileKept(
        id=each.pk,
        name=each.name,
        content_type=file.content_type,
        size=file.size,
        scan=file.scan,
        at=each.at,
        for_beneficiary=each.visible_to_beneficiary,
    )
