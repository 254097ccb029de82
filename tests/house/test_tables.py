"""The printed tables are those in the code."""

from pathlib import Path

import pytest
from django.conf import settings

from tawasul.cli.management.commands.tables import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_printed_table_is_the_one_in_force(name: str) -> None:
    printed = (Path(settings.BASE) / "docs" / name).read_text(encoding="utf-8")
    assert printed == PAGES[name](), "run `python manage.py tables`"
