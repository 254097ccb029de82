"""What `serve` starts is kept running, ends with it, and is never there twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tawasul.cli import addresses
from tawasul.cli.claim import Claim, RunsAlreadyError
from tawasul.cli.supervision import Child, Supervisor

BASE = Path(__file__).resolve().parents[2]
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = (
    "import os, sys, time; from pathlib import Path; from tawasul.cli.claim import Claim, RUN;"
    "from tawasul.cli.supervision import Child, Supervisor;"
    "claim = Claim(Path(sys.argv[1])); claim.take(print); claim.announce('http://127.0.0.1:1/');"
    "child = Child('sleeper', [sys.executable, '-c', sys.argv[2]], os.environ | {RUN: claim.run});"
    "s = Supervisor([child], print, (claim.handle,)); s.start(); print(child.process.pid, flush=True); time.sleep(60)"
)


def lives(number: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def supervised(state: Path, child: str) -> tuple[subprocess.Popen[str], int]:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(state), child], cwd=BASE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


def test_a_child_that_is_added_later_ends_with_the_others() -> None:
    first, later = Child("first", SLEEPER, os.environ), Child("later", SLEEPER, os.environ)
    supervisor = Supervisor([first], print)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        supervisor.start()
        supervisor.add(later)
        assert later.process is not None
        assert lives(later.process.pid)
    finally:
        supervisor.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
    assert not lives(later.process.pid)


def test_a_child_that_dies_is_started_again_and_all_end_on_stop() -> None:
    said: list[str] = []
    child = Child("sleeper", SLEEPER, os.environ)
    supervisor = Supervisor([child], said.append)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        supervisor.start()
        assert child.process is not None
        first = child.process.pid
        child.process.kill()
        assert supervisor.watch(until=lambda: child.process is not None and child.process.pid != first)
        assert said == ["sleeper ended (-9); starting it again in 1 s"]
        second = child.process.pid
        supervisor.stop()
        assert not lives(first)
        assert not lives(second)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_child_ends_when_its_supervisor_is_killed(tmp_path: Path) -> None:
    parent, child = supervised(tmp_path, "import time; time.sleep(60)")
    assert lives(child)
    parent.kill()
    parent.wait()
    assert until(lambda: not lives(child))


def test_what_a_killed_run_left_is_ended_before_the_next(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(60)"
    parent, child = supervised(tmp_path, deaf)
    time.sleep(0.5)  # until it is deaf
    parent.kill()
    parent.wait()
    said: list[str] = []
    Claim(tmp_path).take(said.append)
    assert said == ["An earlier run is still ending …"]
    assert until(lambda: not lives(child))


def test_a_living_run_is_not_disturbed(tmp_path: Path) -> None:
    parent, child = supervised(tmp_path, "import time; time.sleep(60)")
    with pytest.raises(RunsAlreadyError, match=r"127\.0\.0\.1:1"):
        Claim(tmp_path).take(print)
    assert lives(child)
    parent.kill()
    parent.wait()


def test_a_port_in_use_is_passed_over_or_named() -> None:
    taken = addresses.port_for("127.0.0.1", None)
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(taken), "--bind", "127.0.0.1"], stderr=subprocess.DEVNULL
    )
    try:
        assert until(lambda: not addresses.is_free("127.0.0.1", taken))
        assert addresses.port_for("127.0.0.1", None) > taken
        with pytest.raises(addresses.NoPortError, match=f"Port {taken} is in use"):
            addresses.port_for("127.0.0.1", taken)
    finally:
        server.kill()
        server.wait()
