"""In which order places stand: every place directly after the one above it, those of one parent by kind and then by name.

A place's `order_key` is what the places above it are sorted by, then its own part: so one column, sorted as text, is the tree.
"""

from tawasul.centres.roles import IN_ORDER, PlaceKind
from tawasul.lib.arabic import fold

LONGEST_NAME = 150  # letters that tell two places of one parent apart
_ENDS = "\t"  # before every letter and the space: a name stands before the longer ones that begin with it


def own_part(kind: PlaceKind, name_ar: str, pk: int) -> str:
    """What a place adds to the key of the one above it. Names are compared without what a reader of Arabic overlooks."""
    return f"{IN_ORDER.index(kind)}{fold(name_ar)[:LONGEST_NAME]}{_ENDS}{pk}{_ENDS}"
