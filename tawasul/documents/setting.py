"""Sets paper as PDF by typst: https://typst.app/docs/. Data goes in as JSON and is never read as markup."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from tawasul.documents import words
from tawasul.documents.legible import legible
from tawasul.documents.paper import Letter, Paper, Table
from tawasul.lib.hijri import dual_date
from tawasul.lib.spoken_language import ARABIC, language_of

FORMS = Path(__file__).parent / "forms"
# A row with more text than this may go over the end of a page; all others stay together.
LONGEST_TOGETHER = 1_200


class NoFonts(Exception):
    """The front end was not built, or its files were not brought to this host (docs/operations.md)."""


def pdf(paper: Letter | Table) -> bytes:
    """Set a letter or a table. Takes about 40 ms, and 3 ms for each row more, or 10 where its words have vowel signs."""
    return legible(_compiled(paper, "pdf"), _written(paper), _page_direction(paper))


def picture(paper: Letter | Table, dots: int = 70) -> list[bytes]:
    """The pages as PNG, `dots` to the inch: to look at them."""
    made = _compiled(paper, "png", dots)
    return made if isinstance(made, list) else [made]


def _compiled(paper: Letter | Table, form: Literal["pdf", "png"], dots: int | None = None) -> Any:
    name, content = ("letter", _letter(paper)) if isinstance(paper, Letter) else ("table", _table(paper))
    return typst.compile(
        str(FORMS / f"{name}.typ"),
        root=str(FORMS),
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        format=form,
        ppi=dots,
        sys_inputs={"paper": json.dumps({**_frame(paper), **content}, ensure_ascii=False)},
    )


@cache
def _fonts() -> str:
    folder = Path(settings.BASE) / "frontend" / "dist" / "paper"
    if not any(folder.glob("*.ttf")):
        raise NoFonts(f"{folder} has no fonts: run `npm ci && npm run build` in frontend/")
    return str(folder)


def _frame(paper: Paper) -> dict[str, Any]:
    """What stands on every page."""
    spoken = language_of(paper.language)
    with translation.override(spoken):
        number, day, page = _("Number"), _("Date"), _("Page %(page)s of %(pages)s")
    before, between, after = (page % {"page": "\0", "pages": "\0"}).split("\0")
    page_direction = _page_direction(paper)
    marks = [_fact(number, paper.number, "ltr")] if paper.number else []
    return {
        "language": spoken,
        "direction": page_direction,
        "title": words.line(paper.title),
        "issuers": [words.line(issuer) for issuer in paper.issuers],
        "above": marks,
        "day": {"name": words.line(day), "pieces": _pieces(dual_date(paper.day, spoken))},
        "mark": words.line(paper.mark),
        "page": [before, between, after],
        "system": "تواصل" if spoken == ARABIC else "Tawasul",
    }


def _table(table: Table) -> dict[str, Any]:
    page = _page_direction(table)
    return {
        "landscape": table.landscape,
        "facts": [_fact(name, value, "ltr") for name, value in table.facts],  # hours alone run from left to right
        "columns": [{"title": words.line(column.title), "share": column.share} for column in table.columns],
        "rows": [
            {
                "together": sum(map(len, row)) <= LONGEST_TOGETHER,
                "cells": [
                    _said(text, "ltr" if column.numbers else page)
                    for text, column in zip(row, table.columns, strict=True)
                ],
            }
            for row in table.rows
        ],
        "empty": words.line(table.empty),
    }


def _letter(letter: Letter) -> dict[str, Any]:
    page = _page_direction(letter)
    with translation.override(language_of(letter.language)):
        subject, signature, stamp = _("Subject"), _("Signature"), _("Stamp")
    return {
        "subject": _fact(subject, letter.subject, page) if letter.subject else None,
        "to_sign": {"signature": signature, "stamp": stamp} if letter.to_sign else None,
        "to": [words.line(each) for each in letter.to],
        "opening": [_said(each, page) for each in letter.opening],
        "facts": [_fact(name, value, page) for name, value in letter.facts],
        "text": [_said(each, page) for each in words.lines(letter.text)],
        "closing": [_said(each, page) for each in letter.closing],
        "signed": [words.line(each) for each in letter.signed],
    }


def _written(paper: Letter | Table) -> dict[str, list[str]]:
    """What stands in the tags that hold what people wrote, in the order of the forms."""
    marks = [paper.mark] if paper.mark else []
    if isinstance(paper, Table):
        empty = [] if paper.rows else [paper.empty]
        cells = [words.line(cell) for row in paper.rows for cell in row]
        return {"H1": [paper.title], "P": [*marks, *empty], "TD": cells}
    paragraphs = [*marks, *paper.opening, *words.lines(paper.text), *paper.closing]
    return {"H1": [paper.title], "P": [words.line(each) for each in paragraphs]}


def _said(text: str, otherwise: str) -> Mapping[str, str]:
    return {"text": words.line(text), "direction": words.direction(text, otherwise)}


def _pieces(date_said: str) -> list[str]:
    """A day in both calendars breaks between the two, and nowhere else."""
    for between in (" الموافق ", " ("):
        before, found, after = date_said.partition(between)
        if found:
            return [before, found.lstrip() + after]
    return [date_said]


def _fact(name: str, value: str, page: str) -> Mapping[str, Any]:
    return {"name": words.line(name), "value": _said(value, page)}


def _page_direction(paper: Paper) -> str:
    return "rtl" if language_of(paper.language) == ARABIC else "ltr"
