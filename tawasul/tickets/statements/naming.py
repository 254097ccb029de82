"""Statements and those asked, by name."""

from django.utils.translation import get_language

from tawasul.lib.reference import spoken
from tawasul.tickets.models import Statement


def names_of(statement: Statement) -> dict[str, str]:
    """Who is asked, in both languages: a department of another sector with its sector, lest it be taken for one's own."""
    place = statement.place
    if place is None:
        return {"ar": statement.name, "en": statement.name}
    names = {"ar": place.name_ar, "en": place.name_en}
    sector = statement.sector
    if statement.department is None or sector is None or sector.pk == statement.ticket.sector_id:
        return names
    return {"ar": f"{names['ar']} – {sector.name_ar}", "en": f"{names['en']} – {sector.name_en}"}


def name_of(statement: Statement) -> str:
    """The same in the language of whoever reads."""
    return names_of(statement)["en" if get_language() == "en" else "ar"]


def spoken_number(statement: Statement) -> str:
    """What both sides quote: the ticket's number, which opens nothing by itself, and the statement's own after a stroke."""
    return f"{spoken(statement.ticket.reference)}/{statement.number}"
