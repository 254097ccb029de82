"""Figures put between their marks in a page of the docs."""

import re
from pathlib import Path


def put(page: Path, name: str, said: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    page.write_text(marks.sub(lambda match: f"{match[1]}\n{said}\n{match[2]}", page.read_text()))
