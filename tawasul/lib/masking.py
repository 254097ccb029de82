"""What is shown of a number that not everyone may see."""

DOT = "•"


def masked(text: str, shown: int = 4) -> str:
    """Hide all but the last `shown` signs; what is no longer than `shown` is hidden wholly."""
    if shown < 1 or len(text) <= shown:
        return DOT * len(text)
    return DOT * (len(text) - shown) + text[-shown:]
