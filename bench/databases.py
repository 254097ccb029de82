"""The databases of the measurements: made once for a state of the code, kept for the next run."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from config.embedded_database import server
from config.environment import BASE

FEW_ENDED = 1_000
STATE = Path(os.environ.get("TAWASUL_STATE") or BASE / "var") / "bench"
MAKERS = ("network", "lives", "words", "patterns", "copying", "timing", "bulk", "generate")


def stamp() -> str:
    """A name for the migrations and the generator as they are."""
    seen = hashlib.sha256()
    for path in sorted([*BASE.glob("tawasul/*/migrations/*.py"), *(BASE / "bench" / f"{name}.py" for name in MAKERS)]):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:8]


class Databases:
    """The embedded server of the measurements, with a database for each size."""

    def __init__(self) -> None:
        self.sockets = str(server.join(STATE, durable=True))
        self.stamp = stamp()
        self.trial = f"bench_{self.stamp}_trial"

    def made(self, sizes: list[int]) -> dict[int, str]:
        """The URL of a filled database for each size; missing ones are made, those of other states of the code go."""
        standing = self._standing()
        for name in standing:
            if not name.startswith(f"bench_{self.stamp}_"):
                self._run("DROP DATABASE {}", name)
        for size in [0, *sizes]:
            self._make(f"bench_{self.stamp}_{size}", str(size))
        return {size: f"bench_{self.stamp}_{size}" for size in sizes}

    def with_open(self, count: int) -> str:
        """The name of a database in which so many tickets are open: a fresh copy of one that is kept, for trials change it."""
        self.made([])
        kept = f"bench_{self.stamp}_open_{count}"
        self._make(kept, str(count + FEW_ENDED), str(count))
        return self._tried_on(kept)

    def with_few(self) -> str:
        """The name of a database of some 480 tickets: a fresh copy too."""
        self.made([])
        return self._tried_on(f"bench_{self.stamp}_0")

    def _tried_on(self, kept: str) -> str:
        if self.trial in self._standing():
            self._run("DROP DATABASE {} WITH (FORCE)", self.trial)
        self._run("CREATE DATABASE {} TEMPLATE {}", self.trial, kept)
        return self.trial

    def _make(self, name: str, *size: str) -> None:
        """Fill a database of this name, unless it stands; what was left half filled goes first."""
        standing, fresh, pattern = self._standing(), f"{name}_fresh", f"bench_{self.stamp}_0"
        if name in standing:
            return
        if fresh in standing:
            self._run("DROP DATABASE {}", fresh)
        if name == pattern:
            self._run("CREATE DATABASE {}", fresh)
        else:
            self._run("CREATE DATABASE {} TEMPLATE {}", fresh, pattern)
        print(f"Filling {name} …", flush=True)
        subprocess.run(
            [sys.executable, "-m", "bench.generate", *size], check=True, cwd=BASE, env=self.environment(fresh)
        )
        self._run("ALTER DATABASE {} RENAME TO {}", fresh, name)

    def environment(self, name: str) -> dict[str, str]:
        """The variables of a process that works on a database."""
        url = f"postgresql://postgres@/{name}?host={quote(self.sockets, safe='')}"
        return os.environ | {"DATABASE_URL": url, "TAWASUL_DEMONSTRATION": "1", "TAWASUL_STATE": str(STATE)}

    def megabytes(self, name: str) -> int:
        """How much a database takes on disk."""
        with self._connection() as connection:
            row = connection.execute("SELECT pg_database_size(%s) / 1048576", [name]).fetchone()
        return int(row[0]) if row else 0

    def settings(self) -> dict[str, str]:
        """The server's version and the settings that matter to a measurement."""
        names = ["server_version", "shared_buffers", "work_mem", "fsync", "synchronous_commit", "jit"]
        with self._connection() as connection:
            return dict(
                connection.execute("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(%s)", [names])
            )

    def checkpoint(self) -> None:
        """Have everything on disk, so that the measurements do not wait for what filling left behind."""
        with self._connection() as connection:
            connection.execute("CHECKPOINT")

    def _standing(self) -> set[str]:
        with self._connection() as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^bench_'")}

    def _run(self, statement: str, *names: str) -> None:
        with self._connection() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(host=self.sockets, user="postgres", dbname="postgres", autocommit=True)
