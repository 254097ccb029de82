"""The letter that takes a directive to the head of those who must act."""

from django.utils import translation
from django.utils.translation import gettext as _

from tawasul.centres import queries as centres
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.directives.labels import ABOUT_NUMBER_LABELS, CONFIDENTIAL, SUBJECT_LABELS
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken
from tawasul.directives.titles import addressed, sentence_of, title_of
from tawasul.documents.paper import Letter
from tawasul.lib.hijri import dual_date
from tawasul.lib.spoken_language import language_of

_OFFICIALS = ("minister", "sector_official")  # the roles of those whose directives these are


def letter_of(
    directive: Directive, language: str, *, matter: str = "", concerning: str = "", identity_ending: str = ""
) -> Letter:
    """The letter, dated on the day on which the directive was said.

    `matter` is the subject of what it is about, and `concerning` whom it concerns, where whoever acts cannot act without
    knowing, with the last digits of their identity number.
    """
    spoken_in = language_of(language)
    with translation.override(spoken_in):
        return Letter(
            title=_("Letter of a directive"),
            issuers=_issuers(directive.official),
            day=directive.given_on,
            language=spoken_in,
            number=spoken(directive.number),
            mark=str(CONFIDENTIAL) if directive.confidential else "",
            to=[addressed(directive.acting)],
            subject=": ".join(part for part in (str(SUBJECT_LABELS[directive.about_kind]), matter) if part),
            opening=[
                _("Peace be upon you, and God's mercy and blessings."),
                _("%(official)s has directed the following:") % {"official": sentence_of(directive.official)},
            ],
            text=directive.text,
            facts=_facts(directive, spoken_in, concerning, identity_ending),
            closing=[
                _("Please act on it, and say what was done, with the papers, in Tawasul by the day above."),
                _("With our appreciation."),
            ],
            signed=[
                _("Office of %(title)s") % {"title": title_of(directive.official)},
                *_by_direction_of(directive),
            ],
            to_sign=True,
        )


def _facts(directive: Directive, language: str, concerning: str, identity_ending: str) -> list[tuple[str, str]]:
    facts = [(_("To be done by"), dual_date(directive.due_on, language))]
    if directive.about_said:
        facts.append((str(ABOUT_NUMBER_LABELS[directive.about_kind]), directive.about_said))
    if concerning:
        facts.append((_("Whom it concerns"), concerning))
    if identity_ending:
        facts.append((_("Identity number ending in"), identity_ending))
    return facts


def _by_direction_of(directive: Directive) -> list[str]:
    """The official by name and title, as of the day on which they said it; nothing where nobody held the role, or several."""
    held = centres.members_in_roles(_OFFICIALS, directive.official, directive.given_on)
    own = [row for row in held if row.place_id == directive.official_id and row.covers_id is None]
    if len(own) != 1:
        return []
    return [_("By direction of %(title)s") % {"title": title_of(directive.official)}, own[0].user.name]


def _issuers(official: Place) -> list[str]:
    above = Place.objects.filter(kind=PlaceKind.MINISTRY.value).first()
    names = [above.name] if above is not None and above.pk != official.pk else []
    return [_("Kingdom of Saudi Arabia"), *names, official.name]
