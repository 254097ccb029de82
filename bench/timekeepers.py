"""Timekeepers as they run in a deployment: processes of their own."""

import signal
import subprocess
import sys

from config.environment import BASE


class Timekeeper:
    """One process that keeps time on the database of an environment."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen([sys.executable, "manage.py", "keep_time"], cwd=BASE, env=environment)

    def kill(self) -> None:
        """As the power would: it finishes nothing."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(30)

    def end(self) -> None:
        """In order."""
        self._process.terminate()
        self._process.wait(60)
