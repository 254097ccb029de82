"""The queues, and how jobs are tried again. A worker serves them all unless it is told otherwise (`--queues`)."""

from procrastinate import RetryStrategy

NOTICES = "notices"  # what somebody waits for
MANY = "many"  # what was asked of many tickets at once
UPKEEP = "upkeep"  # what keeps the house in order

# For what went wrong around an action (database restarting, a deadlock): 2, 4, 8, 16, 32 seconds.
AGAIN = RetryStrategy(max_attempts=5, exponential_wait=2)
