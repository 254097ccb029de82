"""The settings of the tests: the demonstration's, with a database server of their own that need not survive.

Their state lies in var/tests, or in `tests` below $TAWASUL_STATE, so they touch nothing of `make run`
and may run beside it.
"""

import hashlib
import os
from pathlib import Path

_BASE = Path(__file__).resolve().parent.parent
# Workers inherit the variables of the process that starts them: the folder is chosen once.
_STATE = os.environ.setdefault(
    "TAWASUL_TESTS_STATE", str(Path(os.environ.get("TAWASUL_STATE") or _BASE / "var") / "tests")
)


def _shape() -> str:
    """A name for the migrations as they are, so that a database made by others is never used again."""
    seen = hashlib.sha256()
    for path in sorted(_BASE.glob("tawasul/*/migrations/*.py")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:10]


os.environ.pop("DATABASE_URL", None)
os.environ |= {
    "TAWASUL_DEMONSTRATION": "1",
    "TAWASUL_DURABLE": "0",
    "TAWASUL_STATE": _STATE,
    "TAWASUL_FILES": str(Path(_STATE) / "files"),
    "TAWASUL_TEST_DATABASE": f"test_tawasul_{_shape()}",
}

from config.settings import *  # noqa: E402, F403

DATABASES["default"]["ENGINE"] = "tests.database"  # noqa: F405
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  (WhiteNoise asks for it; the pages are served from frontend/dist)
LOGGING_CONFIG = None  # pytest shows what is logged
