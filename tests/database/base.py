"""The embedded database for tests: emptied between tests although parts of it refuse to be."""

from typing import Any

from django.core.management.color import Style
from django.db.backends.postgresql.operations import DatabaseOperations

from config.embedded_database import base


class Emptying(DatabaseOperations):
    def sql_flush(self, style: Style, tables: Any, **options: Any) -> list[str]:
        """Empties the append-only tables too: as a replica, in which triggers rest."""
        statements = super().sql_flush(style, tables, **options)
        roles = ["SET session_replication_role = replica;", "SET session_replication_role = origin;"]
        return [roles[0], *statements, roles[1]] if statements else []


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Emptying
