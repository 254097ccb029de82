"""The numbers given to what beneficiaries ask. All kinds draw from one sequence: a number is of one thing alone, and following
by number need not ask of which kind it is."""

from datetime import datetime

from django.db import connection

from tawasul.lib.reference import compose


def next_reference(at: datetime) -> str:
    """The next number, of eleven digits; one that is not used after all stays unused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('tickets_reference')")
        (sequence,) = cursor.fetchone() or (1,)
    return compose(at.year, int(sequence))
