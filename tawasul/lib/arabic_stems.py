"""What is left of a folded Arabic word without the article and the one-letter prefixes.

A prefix and a first root letter look alike, so stripping goes on while three letters remain: then a word with any
prefix ends where the bare word ends. The price, two words meeting in one stem, is paid back for the words of `WHOLE`.
"""

import re
from collections.abc import Iterator

ARTICLE = "ال"
PREFIXES = "وفبكل"
SHORTEST_STEM = 3
SHORTEST_DEFINITE = 2  # what the article may leave: الحي is حي

# Frequent words and names (as folded) whose first letter is of the root and whose rest is another frequent word.
_WHOLE_WORDS = """
    وزاره وكيل وصول وجود وحده ورقه وسام واجب وقود فيصل فراس فريده فروع فواد فتره فقره فرصه
    بلديه بطاقه بيان بيانات بدايه بسام بسمه بريد كامل كمال كريم كتاب كلام كبار كليه كليات كثير
    لجنه لجان ليان لقايات
    الله اليه اليك الان الذي التي
"""
WHOLE = frozenset(_WHOLE_WORDS.split())
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]+")
_SERVANT_NAME = re.compile(r"(عبد)(ال\w{2,})")
_YAA_BEFORE_WAW = re.compile(r"(?<=\w)ي(?=و)")


def stems(word: str) -> Iterator[str]:
    """Yield the search stems of one folded word: none for a lone particle, two for a name such as Abdulrahman."""
    if not _ARABIC.fullmatch(word):
        yield word
    elif word != ARTICLE and (len(word) > 1 or word not in PREFIXES):
        stem = _stripped(word)
        joined = _SERVANT_NAME.fullmatch(stem)
        for part in joined.groups() if joined else (stem,):
            yield _YAA_BEFORE_WAW.sub("و", _stripped(part))


def _stripped(word: str) -> str:
    while word not in WHOLE and (cut := _prefix_length(word)):
        word = word[cut:]
    return word


def _prefix_length(word: str) -> int:
    if word.startswith(ARTICLE) and len(word) - len(ARTICLE) >= SHORTEST_DEFINITE:
        return len(ARTICLE)
    return int(word[:1] in PREFIXES and len(word) > SHORTEST_STEM)
