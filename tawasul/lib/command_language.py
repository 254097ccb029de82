"""In which language a command speaks."""

import os
from argparse import ArgumentParser

from django.conf import settings


def add_language(parser: ArgumentParser) -> None:
    """Declare `--language`: the terminal's own unless one is asked for."""
    spoken = [code for code, _name in settings.LANGUAGES]
    parser.add_argument(
        "--language", choices=spoken, default=of_terminal(), help="ar or en (default: the terminal's, by its locale)"
    )


def of_terminal() -> str:
    """`ar` where the terminal's locale is Arabic, else `en`: few terminals can join and order Arabic letters."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ar" if locale.startswith("ar") else "en"
