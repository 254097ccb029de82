"""The session's statement as it stands on paper: the guide's columns, with identities and mobiles in full."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from tawasul.documents.paper import Table
from tawasul.documents.sessions import Row, session_statement
from tawasul.lib.hijri import RIYADH, dual_date, from_to
from tawasul.lib.spoken_language import language_of
from tawasul.meetings.models import Session
from tawasul.meetings.queries import StatementRow


def statement_paper(session: Session, rows: Sequence[StatementRow], language: str) -> Table:
    """The statement of a session, of lines that `actions.open_statement` has opened."""
    spoken_in = language_of(language)
    with translation.override(spoken_in):
        day = session.begins_at.astimezone(RIYADH).date()
        above = session.centre.parent
        facts = [
            (_("Day"), dual_date(day, spoken_in)),
            (_("Hour"), from_to(session.begins_at, session.ends_at, spoken_in)),
            (_("Where"), session.room),
        ]
        if session.cause is not None:
            facts.append((_("What they all ask about"), session.cause.title))
        return session_statement(
            [
                Row(
                    name=row.name,
                    request_number=row.number,
                    identity_number=row.identity,
                    mobile=row.mobile or " · ".join(filter(None, (_("No mobile"), row.other_contact))),
                    subject=row.summary,
                    entity=row.entity["en" if spoken_in == "en" else "ar"],
                )
                for row in rows
            ],
            title=_("Statement of the session"),
            issuers=[*([above.name] if above is not None else []), session.centre.name],
            day=day,
            language=spoken_in,
            facts=facts,
        )
