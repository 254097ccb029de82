"""What the front end's build left in frontend/dist: names of hashed files, and drawings of icons.

Read once per process. Where nothing was built (unit tests need none) pages are shown without styles and script,
and the log says once what to do.
"""

import json
import logging
from functools import cache
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)


def _read(name: str) -> dict[str, str]:
    path = Path(settings.BASE) / "frontend" / "dist" / name
    try:
        content: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        log.warning("%s is missing: run `npm ci && npm run build` in frontend/", path)
        return {}
    return content


@cache
def names() -> dict[str, str]:
    """Each built file's name without its hash ("main.js"), to its path under the static address."""
    return _read("names.json")


@cache
def icons() -> dict[str, str]:
    """Each icon of bootstrap-icons by name, to what stands inside its 16 × 16 frame."""
    return _read("icons.json")
