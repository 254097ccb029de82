"""What was promised, what was measured, and whether it was kept."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table. `kept` is None for what is told beside the promises."""

    what: str
    measured: str
    promised: str = ""
    kept: bool | None = None


def within(what: str, measured: float, most: float, unit: str = "s") -> Line:
    """A time that may not be longer."""
    return Line(what=what, measured=f"{measured:.2f} {unit}", promised=f"≤ {most:g} {unit}", kept=measured <= most)


def equal(what: str, measured: int, promised: int) -> Line:
    """A number that must be just this one."""
    return Line(what=what, measured=f"{measured:,}", promised=f"{promised:,}", kept=measured == promised)


def told(what: str, measured: str) -> Line:
    """What is said beside the promises."""
    return Line(what=what, measured=measured)


def table(lines: list[Line]) -> str:
    """The lines in Markdown."""
    kept = {None: "", True: "yes", False: "**no**"}
    rows = [["What", "Promised", "Measured", "Kept"], ["---", "---:", "---:", "---"]]
    rows += [[line.what, line.promised, line.measured, kept[line.kept]] for line in lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
