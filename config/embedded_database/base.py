"""Django's database backend for the embedded server: PostgreSQL's own, and a server that is there when needed."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from config.embedded_database import server


class DatabaseWrapper(base.DatabaseWrapper):
    """Joins the server in settings' `STATE` folder before the first connection of a process."""

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of a connection to the running server."""
        state = Path(str(self.settings_dict["STATE"]))
        self.settings_dict["HOST"] = str(server.join(state, durable=bool(self.settings_dict["DURABLE"])))
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters
