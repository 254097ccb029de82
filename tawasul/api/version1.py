"""/api/v1: the nouns, in the order in which the document lists them."""

from tawasul.api.interface import Interface
from tawasul.api.manual import Manual
from tawasul.api.operations import (
    absences,
    calendars,
    callers,
    deadlines,
    directives,
    doing,
    files,
    filing,
    me,
    meeting_sessions,
    meetings,
    places,
    problems,
    reorganisations,
    rules,
    service_levels,
    statements,
    tickets,
    visits,
)

DESCRIPTION = """The same actions and queries as the pages, for other systems.

A token acts under one person's role at one place, and sees and does what they would. Give it as
“Authorization: Bearer …”. Texts come in Arabic, or in English where Accept-Language asks for it. Errors are problem
details (RFC 9457). Instants are in ISO 8601 and UTC. Identities, mobiles and e-mail addresses are masked unless unmasked."""

v1 = Interface(
    title="Tawasul",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api:v1",
    docs=Manual(),
    docs_url="/docs",
)
for router in dict.fromkeys(
    noun.router
    for noun in (
        me,
        places,
        reorganisations,
        absences,
        tickets,
        filing,
        doing,
        statements,
        problems,
        directives,
        meetings,
        meeting_sessions,
        callers,
        visits,
        files,
        calendars,
        rules,
        service_levels,
        deadlines,
    )
):
    v1.add_router("", router)
