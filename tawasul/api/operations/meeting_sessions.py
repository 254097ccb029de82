"""The sessions in which the official receives: listed, and read with who sits in them.

The session's statement, with identities and mobiles in full, stays at the desk: whoever opens it is written down.
"""

from typing import Literal

from ninja import Query
from pydantic import BaseModel, Field

from tawasul.api.caller import Call
from tawasul.api.operations.meetings import SEES, router
from tawasul.api.schemas.asked import Id
from tawasul.api.schemas.meeting_sessions import SessionList, SessionRead, session_read, session_row
from tawasul.meetings import queries


class WhichSessions(BaseModel):
    """Which sessions."""

    list: Literal["coming", "past", "cancelled"] = Field("coming", description="`coming`: that now running too")


@router.opens("GET", "/meeting-sessions", SessionList, needs=SEES)
def list_meeting_sessions(request: Call, which: Query[WhichSessions]) -> SessionList:
    """The sessions within the caller's reach: those to come the soonest first, the others the newest first."""
    caller = request.auth
    return SessionList(
        sessions=[session_row(each) for each in queries.sessions_of(caller.actor, which.list, caller.at)]
    )


@router.opens("GET", "/meeting-sessions/{session}", SessionRead, needs=SEES)
def read_meeting_session(request: Call, session: Id) -> SessionRead:
    """A session, and who sits in it, in their turns; then the reserves in theirs."""
    found = queries.session_for(request.auth.actor, session)
    return session_read(found, queries.seats_of(found))
