"""The two languages things are said in."""

ARABIC, ENGLISH = "ar", "en"


def language_of(code: str) -> str:
    """Give the language to say things in for a language code such as `ar-sa`: Arabic, or else English."""
    return ARABIC if code.lower().replace("_", "-").split("-")[0] == ARABIC else ENGLISH
