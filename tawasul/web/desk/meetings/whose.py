"""Whose requests and sessions a page shows: whoever sees those of every official begins with those of their own."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from tawasul.meetings import queries
from tawasul.web.desk.work.asking import DeskRequest

LABELS: dict[str, Any] = {"own": _("Of our own official"), "all": _("Of all officials")}


@dataclass(frozen=True, kw_only=True)
class Whose:
    """What was chosen: the centres whose official is one's own (None: all that one sees), and whether there is a choice."""

    centres: list[int] | None
    key: str

    @property
    def kept(self) -> dict[str, str]:
        """What an address carries, so that the choice stays."""
        return {"whose": self.key} if self.key else {}

    def chips(self, url: str, kept: dict[str, Any]) -> list[dict[str, Any]]:
        """The choice; none where one sees one's own alone."""
        if not self.key:
            return []
        return [
            {
                "label": label,
                "url": f"{url}?{urlencode(kept | {'whose': key})}",
                "active": key == self.key,
                "count": None,
            }
            for key, label in LABELS.items()
        ]


def whose_of(request: DeskRequest) -> Whose:
    """What the address says; else one's own, where anything of theirs stands."""
    own = queries.own_centres(request.actor)
    if not own:
        return Whose(centres=None, key="")
    asked = request.GET.get("whose", "")
    if asked not in LABELS:
        asked = "own" if queries.anything_of(own) else "all"
    return Whose(centres=own if asked == "own" else None, key=asked)
