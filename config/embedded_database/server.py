"""Starting, joining and leaving the embedded server.

Every process that uses the server holds a shared lock on one file. Whoever leaves and then gets that
lock for itself alone was the last, and stops the server. The kernel drops the locks of a process that
is killed, so nothing needs to be tidied up after one, and the next to come joins or starts the server.
"""

import atexit
import fcntl
import os
import shlex
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg

from config.embedded_database.programs import EmbeddedDatabaseError, Home, home_of

_PATIENCE = 300  # seconds; recovery after a hard stop may take a while
_ALWAYS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "8MB",
    "jit": "off",  # our queries are short; compiling them costs more than it saves
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "log_checkpoints": "off",
}
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_joined: dict[Path, tuple[int, int, Home]] = {}  # state folder: process id, the lock's handle, home


def join(state: Path, *, durable: bool) -> Path:
    """Have the server of the state folder run, and keep it until this process ends; the folder of its socket.

    `durable` False lets a test's server forget its data when the machine stops; it counts at the start only.
    """
    state = state.resolve()
    known = _joined.get(state)
    if known and known[0] == os.getpid():
        return known[2].sockets
    if known:
        os.close(known[1])  # inherited from the process that forked this one
    else:
        atexit.register(leave, state)
    state.mkdir(parents=True, exist_ok=True)
    with _alone(state):
        home = home_of(state)
        users = _opened(state / "database.users")
        fcntl.flock(users, fcntl.LOCK_SH)
        if not home.data.exists():
            _create(home, durable=durable)
        if not _listens(home):
            _start(home, durable=durable)
        _wait_until_ready(home)
    _joined[state] = (os.getpid(), users, home)
    return home.sockets


def leave(state: Path) -> None:
    """Let go of the server; stop it where nobody else holds it."""
    state = state.resolve()
    process, users, home = _joined.get(state, (0, 0, None))
    if process != os.getpid() or home is None:
        return
    del _joined[state]
    with _alone(state):
        with suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _listens(home):
                home.run("pg_ctl", "stop", "-w", "-m", "fast", "-t", str(_PATIENCE))
        os.close(users)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    handle = _opened(state / "database.lock")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _opened(lock: Path) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise EmbeddedDatabaseError(
            f"{lock.parent} belongs to another account. Start as that account, or name another folder in TAWASUL_STATE."
        ) from None


def _create(home: Home, *, durable: bool) -> None:
    """Make the data folder: elsewhere, and moved when it is whole, so that a killed start leaves no half of one."""
    fresh = home.data.with_name("database.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    home.make_folder(fresh)
    # The built-in locale sorts and folds the same on every machine. Whoever reaches the socket, in a
    # folder closed to other accounts, is trusted.
    named = ["--username=postgres", "--auth=trust", "--encoding=UTF8"]
    sorted_alike = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    home.run("initdb", *named, *sorted_alike, *([] if durable else ["--no-sync"]), data=fresh)
    fresh.rename(home.data)


def _start(home: Home, *, durable: bool) -> None:
    _clear_stale_claim(home)
    if not home.sockets.exists():
        home.make_folder(home.sockets)
    if home.sockets.stat().st_uid != home.data.stat().st_uid:
        raise EmbeddedDatabaseError(f"{home.sockets} belongs to someone else. Name a shorter folder in TAWASUL_STATE.")
    chosen = _ALWAYS | ({} if durable else _NOT_DURABLE) | {"unix_socket_directories": str(home.sockets)}
    options = " ".join(shlex.quote(f"--{name}={value}") for name, value in chosen.items())
    home.run("pg_ctl", "start", "-w", "-t", str(_PATIENCE), "-l", str(home.data / "log"), "-o", options)


def _clear_stale_claim(home: Home) -> None:
    """Remove the claims of a server that was killed. One that is just stopping is waited for.

    PostgreSQL clears them itself when no process has the number; here it may belong to something else by now,
    or to the dead server as long as its parent has not buried it.
    """
    claim = home.data / "postmaster.pid"
    until = time.monotonic() + _PATIENCE
    while claim.exists() and _is_server(claim, home) and time.monotonic() < until:
        time.sleep(0.1)
    if not _is_server(claim, home):
        claim.unlink(missing_ok=True)
        (home.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _is_server(claim: Path, home: Home) -> bool:
    """Whether the process that the claim names lives, and is this folder's server."""
    try:
        process = psutil.Process(int(claim.read_text().split()[0]))
        return process.name() == "postgres" and str(home.data) in process.cmdline()
    except (FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):  # a zombie is no process either
        return False


def _listens(home: Home) -> bool:
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.connect(str(home.sockets / ".s.PGSQL.5432"))
        except OSError:
            return False
        return True


def _wait_until_ready(home: Home) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            psycopg.connect(host=str(home.sockets), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if "starting up" not in str(error) or time.monotonic() > until:
                raise EmbeddedDatabaseError(f"The database in {home.data} does not answer: {error}") from error
            time.sleep(0.2)
        else:
            return
