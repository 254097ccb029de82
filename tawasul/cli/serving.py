"""How the pages are served: one command, whether alone on a host or beside the jobs."""

import sys
from collections.abc import Sequence

THREADS = 4  # a worker's; measured on two cores, more only queue for the processor


def pages_command(*, host: str, port: int, workers: int, further: Sequence[str] = ()) -> list[str]:
    """The program and its arguments."""
    where = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    how = ["--blocking-threads", str(THREADS), "--http", "1", "--no-ws", "--respawn-failed-workers"]
    return [sys.executable, "-m", "granian", *where, *how, *further, "config.wsgi:application"]
