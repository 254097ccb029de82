"""What somebody who searches wants: words, phrases in quotation marks, and what is not to occur.

    تأخر الحافلة "حي النرجس" -الرسوم

All words in any order, the last perhaps only begun; the words of a phrase as they follow each other; nothing in which the word
or phrase after a minus occurs. Both sides of a search go through `lib.arabic`, so any spelling finds the others.
"""

import re
from dataclasses import dataclass

from tawasul.lib.arabic import running_terms

MOST = 12  # words, and phrases, and what is left out: what follows is not looked for
_MARKS = re.compile("[«»“”„″]")  # as keyboards and telephones write quotation marks
_TOKEN = re.compile(r'(?P<minus>(?<!\S)[-\u2212\u2013])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A search, as stems; `words` as they were written, and whether the last of them may be only `begun`."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    begun: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    def word_of(self, stem: str) -> str:
        """The word that is to occur which a word of this stem is; empty where it is none."""
        if stem in self.words:
            return stem
        last = self.words[-1] if self.begun else ""
        return last if len(last) > 1 and stem.startswith(last) else ""


def understood(text: str) -> Sought:
    """Read a search. A quotation mark too many, or a minus before nothing, is passed over, never refused."""
    text = _MARKS.sub('"', text)
    if text.count('"') % 2:
        before, _mark, after = text.rpartition('"')
        text = f"{before} {after}"
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    begun = False
    for token in _TOKEN.finditer(text):
        stems = tuple(running_terms(token["phrase"] or token["word"] or ""))
        if not stems:
            continue
        if token["minus"]:
            without.append(stems)
        elif token["phrase"] and len(stems) > 1:
            phrases.append(stems)
        else:
            words += [stem for stem in stems if stem not in words]
        begun = not token["minus"] and token["word"] is not None and words[-1:] == [stems[-1]]
    return Sought(
        words=tuple(words[:MOST]),
        phrases=tuple(phrases[:MOST]),
        without=tuple(without[:MOST]),
        begun=begun and len(words) <= MOST,
    )


def tsquery(sought: Sought, *, weight: str = "") -> str:
    """The search as PostgreSQL's tsquery, of words of this weight ("A" to "D"; of all without); "" where nothing is sought."""
    if not sought:
        return ""
    asked = [_word(word, weight, begun=sought.begun and word == sought.words[-1]) for word in sought.words]
    asked += [_phrase(phrase, weight) for phrase in sought.phrases]
    asked += [f"!{_phrase(phrase)}" for phrase in sought.without]
    return " & ".join(asked)


def _word(stem: str, weight: str = "", *, begun: bool = False) -> str:
    quoted, marks = stem.replace("'", "''"), ("*" if begun else "") + weight
    return f"'{quoted}':{marks}" if marks else f"'{quoted}'"


def _phrase(stems: tuple[str, ...], weight: str = "") -> str:
    return f"({' <-> '.join(_word(stem, weight) for stem in stems)})"
