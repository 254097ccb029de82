"""How far two requests are about one thing, by their words alone: plain Python, in whatever Arabic spelling."""

from tawasul.lib.arabic import terms

ALIKE = 0.5
ANOTHER_CASE = 0.5  # what is left of the likeness where both give numbers and share none


def likeness(one: str, other: str) -> float:
    """From 0 (no word in common) to 1: the share of the shorter text's words that the longer has too.

    Two texts that both give numbers (a date, a class, an amount) and share none are rather two cases of one subject.
    """
    shorter, longer = sorted((set(terms(one)), set(terms(other))), key=len)
    if not shorter:
        return 0.0
    shared = shorter & longer
    numbers = [{word for word in words if word.isdigit()} for words in (shorter, longer)]
    apart = all(numbers) and not numbers[0] & numbers[1]
    return len(shared) / len(shorter) * (ANOTHER_CASE if apart else 1.0)


def alike(one: str, other: str) -> bool:
    """Whether two texts are near enough to be shown together to whoever decides."""
    return likeness(one, other) >= ALIKE
