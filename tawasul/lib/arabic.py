"""Arabic as people write it and as a search must read it.

`fold` gives text its one search spelling; `terms` gives the words to search by, without article and prefixes. Both
sides of a search, what is kept and what is asked, go through the same function, so any spelling finds the others.
"""

import re
import unicodedata

from tawasul.lib.arabic_stems import stems
from tawasul.lib.digits import western

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

# Tatweel, the small high hamza, the small waw and yaa of the Quran: letters to Unicode, ornament to a reader.
_ORNAMENT = "ـ\u0674\u06e5\u06e6"
_CARRIED_HAMZA = "ؤئ"
# Marks with a form of their own: compatibility normalisation would turn each into a space and cut the word in two.
_FREE_MARKS = re.compile("[\ufc5e-\ufc63\ufe70\ufe72-\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e]")
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("ىیېےۓۍ", "ي"),
        **dict.fromkeys("ةہھەۀۃۂ", "ه"),
        **dict.fromkeys("کگڪګ", "ك"),
        **dict.fromkeys("ۄۆۇۈۋ", "و"),
        "پ": "ب",
        "چ": "ج",
        "ژ": "ز",
        "ڤ": "ف",
    }
)
_PRONOUN = "(?:ه|ها|هم|هن|هما|ك|كم|كن|كما|نا)"
# The seat of a hamza follows vowels that are not written, so writers differ. Applied in this order.
_HAMZA = tuple(
    (re.compile(seen), kept)
    for seen, kept in (
        (r"ء+(?!\w)", ""),  # at the end of a word it is dropped as often as written
        (r"ء+(?=ا)(?<![اوي]ء)", ""),  # a long alef in two letters is the one with a madda
        (r"[ؤئء](?=[وؤ])", "و"),
        # before a pronoun the seat changes with the case of the noun; a waw after a prefix may be a first letter
        (rf"(?:(?<=[اي])|(?<=[^\Wوفبكل]و))[ؤئءو](?={_PRONOUN}(?!\w))", "ي"),
        (r"(?<=[اويئؤ])ء|ء(?=[يئ])", "ي"),
        (r"[ؤء]", "و"),
        (r"ئ", "ي"),
        (r"يي+(?!\w)", "ي"),
    )
)
_SCRIPT_RUNS = re.compile(r"[\u0620-\u064a\u066e-\u06d3]+|[^\s\u0620-\u064a\u066e-\u06d3]+")


def fold(text: str) -> str:
    """Give `text` its one search spelling; folding what is folded changes nothing.

    Hamzas, taa marbuta, alef maqsura, Persian letters, presentation forms, vowel marks, tatweel, invisible marks,
    digits, Latin case and punctuation no longer tell two texts apart; words stay apart by one space.
    """
    plain = unicodedata.normalize("NFKC", _FREE_MARKS.sub("", text))
    plain = unicodedata.normalize("NFKC", western(plain).casefold())
    spelled = " ".join("".join(_kept(sign) for sign in plain).translate(_LETTERS).split())
    for seen, kept in _HAMZA:
        spelled = seen.sub(kept, spelled)
    return unicodedata.normalize("NFC", " ".join(spelled.split()))


def terms(text: str) -> list[str]:
    """Give the words of `text` to search by: folded, without article and prefixes, each once, in order."""
    return list(dict.fromkeys(running_terms(text)))


def running_terms(text: str) -> list[str]:
    """The same as they follow each other, as often as they occur: what a phrase is found in."""
    return stemmed(fold(text))


def stemmed(folded: str) -> list[str]:
    """The same of a text that is folded already."""
    return [stem for run in _SCRIPT_RUNS.findall(folded) for stem in stems(run)]


def spelled_any_way(text: str) -> str:
    """A regular expression (of Python and of PostgreSQL alike) that finds `text` in what is kept as it was typed: also where
    alefs, yaas and taa marbuta are written in another way."""
    return r"\s+".join("".join(map(_any_way, word)) for word in western(text).split())


_ANY_WAY = {sign: f"[{kin}]" for kin in ("اأإآٱ", "يىئ", "هة", "وؤ") for sign in kin}


def _any_way(sign: str) -> str:
    return _ANY_WAY.get(sign) or re.escape(sign)


def isolate(text: str) -> str:
    """Wrap a number, reference or foreign word so that it keeps its own direction inside a sentence."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def _kept(sign: str) -> str:
    if sign in _CARRIED_HAMZA:
        return sign
    return "".join(_letter_or_space(part) for part in unicodedata.normalize("NFKD", sign))


def _letter_or_space(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign in _ORNAMENT or category == "Cf" or unicodedata.combining(sign):
        return ""
    return sign if category[0] in "LNM" else " "
