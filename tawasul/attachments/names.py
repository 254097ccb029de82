"""A file's name as it is shown and downloaded: nothing in it that deceives, breaks a header, or leaves its folder."""

import re
import unicodedata

LONGEST = 100  # characters, extension included
LONGEST_BYTES = 200  # in UTF-8, which file systems count
NAMELESS = "file"
FORBIDDEN = re.compile(r'[<>:"|?*%;]')
EXTENSION = re.compile(r"\.(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{1,5}$")


def cleaned(name: str, extensions: tuple[str, ...]) -> str:
    """`name` without folders, control and direction marks, with one of the content's own `extensions` (".jpg", …).

    An extension that says otherwise is replaced by the first of them: what a file is comes from its bytes.
    """
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    shown = "".join(_shown(character) for character in base)
    plain = " ".join(FORBIDDEN.sub(" ", shown).split())
    found = EXTENSION.search(plain)
    extension = found.group().lower() if found and found.group().lower() in extensions else extensions[0]
    stem = (plain[: found.start()] if found else plain).strip(". ")
    return _cut(stem or NAMELESS, extension) + extension


def _shown(character: str) -> str:
    """Letters, digits, marks, signs and spaces as they are; what is not seen (controls, direction marks) goes."""
    category = unicodedata.category(character)
    if category[0] == "Z":
        return " "
    return "" if category[0] == "C" else character


def _cut(stem: str, extension: str) -> str:
    short = stem[: LONGEST - len(extension)]
    whole = short.encode()[: LONGEST_BYTES - len(extension)].decode(errors="ignore")
    return whole.strip(". ") or NAMELESS
