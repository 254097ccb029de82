"""Child processes kept running: started, restarted when they die, and stopped together. No Django."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from config.parents import end_with_parent

_STEADY = 60.0  # seconds after which a child's earlier deaths are forgotten
_LONGEST_WAIT = 30.0
_PATIENCE = 25.0  # for children to end by themselves; a job in hand has 20 seconds


@dataclass
class Child:
    """One command kept running. `waits` until it is started again doubles with each death: 1, 2, 4 … 30 seconds."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    deaths: int = 0
    start_at: float = 0.0

    def start(self, keeps_open: tuple[int, ...]) -> None:
        """Start it in a group of its own, so that Ctrl-C reaches the supervisor alone."""
        parent = os.getpid()
        self.began = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  (our own commands)
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            pass_fds=keeps_open,
            process_group=0,
            preexec_fn=lambda: end_with_parent(parent),  # noqa: PLW1509  (we start no threads)
        )

    def end_group(self, number: signal.Signals) -> None:
        """Signal the child and what it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


@dataclass
class Supervisor:
    """Keeps its children running until `stop` is called or the process is told to end."""

    children: list[Child]
    say: Callable[[str], None]
    keeps_open: tuple[int, ...] = ()
    _ending: bool = field(default=False, init=False)

    def start(self) -> None:
        """Start all; from here on Ctrl-C and SIGTERM end `watch`."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)
        for child in self.children:
            child.start(self.keeps_open)

    def add(self, child: Child) -> None:
        """Start one more, and keep it running with the others."""
        self.children.append(child)
        child.start(self.keeps_open)

    def watch(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Keep them running until told to end, or until `until()`; whether it was the latter."""
        while not self._ending:
            for child in self.children:
                self._tend(child)
            if until():
                return True
            time.sleep(0.2)
        return False

    def stop(self) -> None:
        """End all: asked first, killed when they do not heed."""
        for child in self.children:
            if child.process and child.process.poll() is None:
                child.process.terminate()
        until = time.monotonic() + _PATIENCE
        for child in self.children:
            if child.process:
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.1, until - time.monotonic()))
                child.end_group(signal.SIGKILL)
                child.process.wait()

    def _end(self, *_signal: object) -> None:
        self._ending = True

    def _tend(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.start_at:
                child.start(self.keeps_open)
            return
        status = child.process.poll()
        if status is None:
            return
        child.end_group(signal.SIGKILL)  # what it left behind would hold the port
        child.process = None
        child.deaths = 1 if now - child.began > _STEADY else child.deaths + 1
        wait = min(2.0 ** (child.deaths - 1), _LONGEST_WAIT)
        child.start_at = now + wait
        self.say(f"{child.name} ended ({status}); starting it again in {wait:.0f} s")
