"""What people of the demonstration try beyond their planned lives, and are refused now and then: which days and whom it strikes
follows from the day of the load, so no load may end with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tawasul.lib.errors import Refused


@contextmanager
def an_errand() -> Iterator[None]:
    """What is refused within (Refused, of any kind) ends the errand, and all that was done in it is undone.

    Anything else that goes wrong ends the load.
    """
    features = connection.features
    quick = not features.uses_savepoints  # the load's transaction goes without them, but for errands
    if quick:
        features.uses_savepoints = True
    try:
        with transaction.atomic():
            yield
    except Refused:
        pass
    finally:
        if quick:
            features.uses_savepoints = False
