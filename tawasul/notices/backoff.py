"""When an attempt that did not succeed is made again."""

from datetime import timedelta

from tawasul.notices.message import Message

SECONDS = timedelta(seconds=1)
MINUTES = timedelta(minutes=1)

URGENT = (5 * SECONDS, 10 * SECONDS, 20 * SECONDS, 40 * SECONDS, MINUTES, 2 * MINUTES, 5 * MINUTES, 10 * MINUTES)
ORDINARY = (MINUTES, 2 * MINUTES, 5 * MINUTES, 15 * MINUTES, 30 * MINUTES, 60 * MINUTES, 180 * MINUTES, 360 * MINUTES)


def wait_after(attempts: int, message: Message) -> timedelta | None:
    """How long to wait after `attempts` (1 or more) have failed; None: give up."""
    steps = URGENT if message.urgent else ORDINARY
    return steps[attempts - 1] if attempts <= len(steps) else None
