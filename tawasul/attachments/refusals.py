"""A refusal of a file, said beside the field of files."""

from tawasul.attachments.labels import REFUSALS
from tawasul.lib.errors import Invalid

FIELD = "files"


def refusal(code: str) -> Invalid:
    """Invalid with one of the codes of labels.REFUSALS."""
    return Invalid(REFUSALS[code], fields={FIELD: [REFUSALS[code]]}, code=code)
