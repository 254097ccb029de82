"""The environment's variables, as they are read."""

from pathlib import Path

import pytest

from config import database
from config.environment import read


def test_nothing_said_is_production_on_its_own_machine() -> None:
    environment = read({})
    assert not environment.demonstration
    assert environment.state.name == "var"
    assert environment.files == environment.state / "files"


def test_lists_blanks_and_slashes() -> None:
    environment = read(
        {"TAWASUL_ALLOWED_HOSTS": " a.sa, ,b.sa ", "TAWASUL_PUBLIC_URL": "https://a.sa/", "TAWASUL_STATE": "/s"}
    )
    assert environment.allowed_hosts == ["a.sa", "b.sa"]
    assert environment.public_url == "https://a.sa"
    assert environment.files == Path("/s/files")


@pytest.mark.parametrize(
    ("url", "host", "name"),
    [
        ("postgresql://u:p%40ss@db.sa:6432/tawasul?sslmode=verify-full", "db.sa", "tawasul"),
        ("postgres://u@/tawasul?host=/run/postgresql", "/run/postgresql", "tawasul"),
        ("postgresql://u@[::1]/", "::1", "postgres"),
    ],
)
def test_a_database_url(url: str, host: str, name: str) -> None:
    entry = database.entry(read({"DATABASE_URL": url}))
    assert (entry["HOST"], entry["NAME"], entry["USER"]) == (host, name, "u")
    assert "host" not in entry["OPTIONS"]
    if "sslmode" in url:
        assert (entry["PASSWORD"], entry["PORT"], entry["OPTIONS"]) == ("p@ss", "6432", {"sslmode": "verify-full"})


def test_only_the_web_door_pools_and_limits() -> None:
    assert "pool" not in database.entry(read({}))["OPTIONS"]
    web = database.entry(read({"TAWASUL_IS_WEB": "1", "TAWASUL_DATABASE_POOL": "3"}))["OPTIONS"]
    assert web["pool"]["max_size"] == 3
    assert "statement_timeout" in web["options"]
