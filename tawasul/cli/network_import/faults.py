"""What is wrong with a file, said to whoever must mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: file (and sheet) and line; line 0 is the file itself.

    The message is in the language that was active when it was found.
    """

    source: str
    line: int
    message: str
