"""Links by which an entity without an account reads the one question that it is asked, and answers.

Nothing of a link is kept: it is proved by its signature, for some weeks, while its statement is awaited. What is answered, or
not needed any more, closes every link to it.
"""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.utils.http import base36_to_int, int_to_base36

from tawasul.notices.statement_messages import LINK_GOOD_FOR as GOOD_FOR
from tawasul.tickets.models import Statement
from tawasul.tickets.statements.queries import RELATED

_SALT = "tawasul.tickets.statements"


def token_for(statement: Statement, *, at: datetime) -> str:
    """What opens a statement until `at` + GOOD_FOR, in letters that an address may hold."""
    until = int((at + GOOD_FOR).timestamp())
    return _signer().sign(f"{int_to_base36(statement.pk)}-{int_to_base36(until)}")


def path_to(statement: Statement, *, at: datetime) -> str:
    """The path of the page that a new link opens."""
    return f"/statement/{token_for(statement, at=at)}/"


def signed_for(token: str, *, at: datetime) -> int | None:
    """The id of the statement for which a token was made here and whose time has not passed, whatever became of it since."""
    try:
        statement, until = _signer().unsign(token).split("-")
        named, ends = base36_to_int(statement), base36_to_int(until)
    except (BadSignature, ValueError):
        return None
    return named if at.timestamp() <= ends else None


def statement_of(token: str, *, at: datetime) -> Statement | None:
    """The statement that a token opens; None where the token is not good, or the statement is awaited no longer."""
    pk = signed_for(token, at=at)
    if pk is None:
        return None
    return Statement.objects.select_related(*RELATED).filter(pk=pk, ended_at=None).first()


def _signer() -> Signer:
    return Signer(sep=".", salt=_SALT)
