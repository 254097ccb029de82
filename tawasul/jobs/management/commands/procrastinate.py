"""`manage.py procrastinate`: the queue's own command, which begins by asking whether this deployment may run."""

from typing import Any

from procrastinate.contrib.django.management.commands import procrastinate

from config.checks import refuse_if_misconfigured


class Command(procrastinate.Command):
    """As the queue's, but refused (exit status 78) where the deployment is misconfigured."""

    requires_system_checks = []  # `refuse_if_misconfigured` says it in plain lines

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, and go on. Called by a program, Django adds an option of its own, which the queue's worker does not know."""
        refuse_if_misconfigured()
        options.pop("skip_checks", None)
        super().handle(*args, **options)
