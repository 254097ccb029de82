"""The embedded server: joined by many, stopped by the last, and back again after a hard end."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
JOIN = (
    "import sys, psycopg; from pathlib import Path; from config.embedded_database import server;"
    "host = server.join(Path(sys.argv[1]), durable=True);"
    "link = psycopg.connect(host=str(host), user='postgres', dbname='postgres', autocommit=True);"
    "link.execute('create table if not exists kept (at timestamptz default now())');"
    "link.execute('insert into kept default values');"
    "print(link.execute('select count(*) from kept').fetchone()[0], link.execute('select 1').pgresult and host, flush=True);"
    "sys.stdin.readline()"
)


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tawasul-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        assert not postmaster(Path(folder)), "a server was left running"


def joined(state: Path) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen(
        [sys.executable, "-c", JOIN, str(state)], cwd=BASE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline().split()[0])


def left(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=60)
    assert process.returncode == 0


def postmaster(state: Path) -> int:
    claim = state / "database" / "postmaster.pid"
    number = int(claim.read_text().split()[0]) if claim.exists() else 0
    return number if number and Path(f"/proc/{number}").exists() else 0


def test_the_last_to_leave_stops_it(state: Path) -> None:
    first, _ = joined(state)
    second, rows = joined(state)
    assert rows == 2
    left(first)
    assert postmaster(state)
    left(second)
    assert not postmaster(state)


def test_nothing_is_lost_when_all_are_killed(state: Path) -> None:
    one, _ = joined(state)
    server = postmaster(state)
    one.kill()
    one.wait()
    os.kill(server, signal.SIGKILL)
    again, rows = joined(state)
    assert rows == 2
    left(again)


def test_a_killed_user_leaves_no_claim(state: Path) -> None:
    one, _ = joined(state)
    one.kill()
    one.wait()
    again, rows = joined(state)
    assert rows == 2
    left(again)
    assert not postmaster(state)


def test_a_process_number_that_belongs_to_another_stops_nobody(state: Path) -> None:
    one, _ = joined(state)
    left(one)
    (state / "database" / "postmaster.pid").write_text(f"{os.getpid()}\n{state}/database\n0\n5432\n\n\n0 0\nready\n")
    again, rows = joined(state)
    assert rows == 2
    left(again)


def test_a_half_made_one_is_made_anew(state: Path) -> None:
    (state / "database.new").mkdir()
    (state / "database.new" / "PG_VERSION").write_text("18\n")
    one, rows = joined(state)
    assert rows == 1
    left(one)
