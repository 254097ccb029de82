"""The letter that takes a directive to the head of those who must act."""

from django.utils import translation
from django.utils.translation import gettext as _

from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.directives.labels import CONFIDENTIAL
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken
from tawasul.documents.paper import Letter
from tawasul.lib.hijri import dual_date
from tawasul.lib.spoken_language import language_of


def letter_of(directive: Directive, language: str) -> Letter:
    """The letter, dated on the day on which the directive was said."""
    spoken_in = language_of(language)
    with translation.override(spoken_in):
        facts = [
            (_("Number of the directive"), spoken(directive.number)),
            (_("To be done by"), dual_date(directive.due_on, spoken_in)),
        ]
        if directive.about_said:
            facts.append((_("About"), directive.about_said))
        official, acting = directive.official.name, directive.acting.name
        of_the_minister = directive.official.kind == PlaceKind.MINISTRY.value
        opening = (
            _("Peace be upon you. His Excellency the Minister has directed the following:")
            if of_the_minister
            else _("Peace be upon you. The official of %(place)s has directed the following:") % {"place": official}
        )
        return Letter(
            title=_("Letter of a directive"),
            issuers=_issuers(directive.official),
            day=directive.given_on,
            language=spoken_in,
            number=spoken(directive.number),
            mark=str(CONFIDENTIAL) if directive.confidential else "",
            to=[_("To the head of %(place)s") % {"place": acting}],
            opening=[opening],
            text=directive.text,
            facts=facts,
            closing=[
                _("Please act on it, and say what was done, with the papers, in Tawasul by the day above."),
                _("With our appreciation."),
            ],
            signed=[
                _("Office of His Excellency the Minister")
                if of_the_minister
                else _("Office of the official of %(place)s") % {"place": official}
            ],
        )


def _issuers(official: Place) -> list[str]:
    above = Place.objects.filter(kind=PlaceKind.MINISTRY.value).first()
    names = [above.name] if above is not None and above.pk != official.pk else []
    return [*names, official.name]
