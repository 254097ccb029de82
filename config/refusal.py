"""How a misconfigured deployment is refused: everything that is wrong at once, and an exit status of its own. No Django."""

import sys
from collections.abc import Iterable
from typing import NoReturn

from config import deployment, environment

EX_CONFIG = 78  # of sysexits.h: systemd does not try again (RestartPreventExitStatus)


def refuse_by_environment() -> None:
    """End this process where its environment lacks something or cannot be read. Asks neither settings nor the database."""
    try:
        said = environment.read()
    except environment.MisspeltVariableError as error:
        refuse([str(error)], "this deployment")
    found = deployment.faults(said)
    if found:
        refuse(found, kind_of(said))


def kind_of(said: environment.Environment) -> str:
    """The demonstration or production: there is no third."""
    return f"this {'demonstration' if said.demonstration else 'production'} deployment"


def refuse(faults: Iterable[str], kind: str) -> NoReturn:
    """End this process with the list of faults, having said which kind of deployment they are of."""
    sys.stderr.write(f"Tawasul does not start: {kind} is misconfigured.\n")
    sys.stderr.writelines(f"  - {fault}\n" for fault in faults)
    sys.exit(EX_CONFIG)
