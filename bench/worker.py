"""A process that measures one database, an operation at a time, as its parent says on standard input."""

import gc
import json
import os
import sys
import time
from typing import Any

import django


def main() -> None:
    """Answer each line: an operation's number is timed (milliseconds), with "queries" in front counted instead."""
    django.setup()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.operations import all_operations

    operations = all_operations()
    _say([operation.title for operation in operations])
    gc.collect()
    gc.freeze()  # what stands for good is not walked again
    gc.disable()  # collected between measurements, never within one
    for line in sys.stdin:
        what, number = line.split()
        act = operations[int(number)].act
        if what == "queries":
            with CaptureQueriesContext(connection) as captured:
                act()
            _say(len(captured))
        else:
            gc.collect()
            began = time.perf_counter()
            act()
            _say((time.perf_counter() - began) * 1000)


def _say(answer: Any) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
