"""What must stand before a start is made once, and made again only where it changed."""

import os
from pathlib import Path
from time import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tawasul.cli.preparation import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(settings: Any, tmp_path: Path) -> Path:
    """A front end's build, of which nothing was collected yet."""
    build = tmp_path / "dist"
    build.mkdir()
    (build / "page.css").write_text("p { color: black }")
    settings.STATICFILES_DIRS = [build]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    return build


def test_static_files_are_collected_again_where_one_changed(built: Path, settings: Any) -> None:
    collected = settings.STATIC_ROOT / "page.css"
    prepare()
    assert collected.read_text() == "p { color: black }"
    collected.write_text("left as it is")
    prepare()
    assert collected.read_text() == "left as it is", "nothing had changed"
    (built / "page.css").write_text("p { color: green }")
    os.utime(built / "page.css", (time() + 2,) * 2)  # a later second than that of the first build
    prepare()
    assert collected.read_text() == "p { color: green }"


def test_a_start_after_the_first_asks_little(built: Path) -> None:
    prepare()
    with CaptureQueriesContext(connection) as asked:
        prepare()
    assert len(asked) <= 6
    assert not [query for query in asked if query["sql"].startswith(("CREATE", "ALTER", "INSERT", "UPDATE"))]
