"""The document as it is committed."""

import json
from pathlib import Path

from django.conf import settings

from tawasul.api.version1 import v1

PATH = Path(settings.BASE) / "docs" / "api" / "openapi.json"


def text() -> str:
    """OpenAPI 3.1, indented, with a line's end."""
    return json.dumps(v1.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"
