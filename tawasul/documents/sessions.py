"""The statement of a session (بيان الجلسة): who comes to the official's meeting, with the columns of the ministry's guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from tawasul.documents.paper import Column, Table

NOTHING = "—"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One who comes, as the statement says it; numbers as they are read, "" where there is none."""

    name: str
    request_number: str
    identity_number: str
    mobile: str
    subject: str
    entity: str


def session_statement(
    rows: Sequence[Row],
    *,
    title: str,
    issuers: Sequence[str],
    day: date,
    language: str,
    facts: Sequence[tuple[str, str]] = (),
) -> Table:
    """The statement of a session held on `day`, to be set by `setting.pdf`. `facts` stand above it: whose, when, where."""
    with translation.override(language):
        return Table(
            title=title,
            issuers=issuers,
            day=day,
            language=language,
            facts=facts,
            columns=(
                Column(title=_("Name of the beneficiary"), share=2.1),
                Column(title=_("Request number"), share=1.45, numbers=True),
                Column(title=_("Identity number"), share=1.2, numbers=True),
                Column(title=_("Mobile number"), share=1.35, numbers=True),
                Column(title=_("Summary of the subject"), share=3.6),
                Column(title=_("Entity concerned"), share=1.9),
            ),
            rows=[
                tuple(
                    cell.strip() or NOTHING
                    for cell in (
                        row.name,
                        row.request_number,
                        row.identity_number,
                        row.mobile,
                        row.subject,
                        row.entity,
                    )
                )
                for row in rows
            ],
            empty=_("Nobody is invited to this session yet."),
        )
