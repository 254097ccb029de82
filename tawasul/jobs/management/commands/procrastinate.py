"""`manage.py procrastinate`: the queue's own command, which begins by asking whether this deployment may run."""

from typing import Any

from procrastinate.contrib.django.management.commands import procrastinate

from config.checks import refuse_if_misconfigured


class Command(procrastinate.Command):
    """As the queue's, but refused (exit status 78) where the deployment is misconfigured."""

    requires_system_checks = []  # `refuse_if_misconfigured` says it in plain lines

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, and go on."""
        refuse_if_misconfigured()
        super().handle(*args, **options)
