"""Whether two written names may be one person's: in whatever spelling, in full or shortened."""

from tawasul.lib.arabic import fold

_BETWEEN = frozenset(fold("بن ابن بنت ابنة bin ibn bint ben").split())
_BEGINS_A_NAME = frozenset(fold("عبد أبو أبا أبي أم آل abd abdul abdel abu al el").split())
_ARTICLES = ("ال", "al")
_SHORTEST_WITH_ARTICLE = 5


def agree(one: str, other: str) -> bool:
    """Tell whether the shorter name leaves words of the longer out, but changes none and begins alike.

    Spelling, "son of", titles of one letter, the article, and names written in one word or two tell no names apart.
    """
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    if not shorter or shorter[0] != longer[0]:
        return fold(one) == fold(other)
    rest = iter(longer)
    return all(word in rest for word in shorter)


def _words(name: str) -> list[str]:
    words: list[str] = []
    begun = ""
    for word in fold(name).split():
        if word in _BEGINS_A_NAME:
            begun += word
        elif begun or (word not in _BETWEEN and len(word) > 1):
            words.append(_without_article(begun + word))
            begun = ""
    return [*words, begun] if begun else words


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLES) and len(word) >= _SHORTEST_WITH_ARTICLE else word
