"""What a file is, judged by its bytes alone. One row for each kind that is accepted.

Signatures and structure are checked here rather than by a general recogniser: those give a likely kind from the first
bytes, and here a kind is accepted only where the whole of its outer structure holds (nothing cut off, no macros).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from tawasul.attachments.contents import documents, images, sounds
from tawasul.attachments.contents.damage import Damaged

HEAD = 4096


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One accepted kind. `recognises` looks at the first bytes; `proves` reads the file and raises Damaged."""

    content_type: str
    extensions: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    proves: Callable[[BinaryIO, int], None]


def _office(content_type: str, extension: str, main: str) -> Kind:
    """An office document of the open kind: a zip, told from others by its main part."""
    return Kind(
        content_type=f"application/vnd.openxmlformats-officedocument.{content_type}",
        extensions=(extension,),
        recognises=documents.zipped,
        proves=lambda file, size: documents.prove_office(file, size, main),
    )


KINDS: tuple[Kind, ...] = (
    Kind(content_type="application/pdf", extensions=(".pdf",), recognises=documents.pdf, proves=documents.prove_pdf),
    Kind(content_type="image/png", extensions=(".png",), recognises=images.png, proves=images.prove_png),
    Kind(content_type="image/jpeg", extensions=(".jpg", ".jpeg"), recognises=images.jpeg, proves=images.prove_jpeg),
    Kind(content_type="image/webp", extensions=(".webp",), recognises=images.webp, proves=images.prove_webp),
    Kind(content_type="image/heic", extensions=(".heic", ".heif"), recognises=images.heic, proves=images.prove_heic),
    _office("wordprocessingml.document", ".docx", "word/document.xml"),
    _office("spreadsheetml.sheet", ".xlsx", "xl/workbook.xml"),
    Kind(content_type="audio/mpeg", extensions=(".mp3",), recognises=sounds.mp3, proves=sounds.prove_mp3),
    Kind(
        content_type="audio/ogg", extensions=(".ogg", ".oga", ".opus"), recognises=sounds.ogg, proves=sounds.prove_ogg
    ),
    Kind(content_type="audio/mp4", extensions=(".m4a",), recognises=sounds.m4a, proves=sounds.prove_mp4),
    Kind(content_type="video/mp4", extensions=(".mp4",), recognises=sounds.mp4, proves=sounds.prove_mp4),
)

BY_CONTENT_TYPE = {kind.content_type: kind for kind in KINDS}


def judged(file: BinaryIO, size: int) -> Kind | None:
    """The kind that `file` (of `size` bytes) is, or None where it is none of those accepted.

    Raises Damaged where it begins like an accepted kind and is cut off, broken, or carries what it may not.
    """
    file.seek(0)
    head = file.read(HEAD)
    damage: Damaged | None = None
    for kind in KINDS:
        if kind.recognises(head):
            try:
                kind.proves(file, size)
            except Damaged as found:
                damage = damage if damage and damage.telling else found
            else:
                return kind
    if damage and damage.telling:
        raise damage
    return None
