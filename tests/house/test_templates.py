"""Every template compiles, and names only tags and filters that exist."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

_TEMPLATES = sorted(
    str(path.relative_to(folder))
    for folder in Path(settings.BASE).glob("tawasul/**/templates")
    for path in folder.rglob("*")
    if path.is_file()
)


@pytest.mark.parametrize("name", _TEMPLATES)
def test_it_compiles(name: str) -> None:
    get_template(name)
