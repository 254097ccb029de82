"""What is shown of a number that not everyone may see."""

import re

DOT = "•"


def masked(text: str, shown: int = 4) -> str:
    """Hide all but the last `shown` signs; what is no longer than `shown` is hidden wholly."""
    if shown < 1 or len(text) <= shown:
        return DOT * len(text)
    return DOT * (len(text) - shown) + text[-shown:]


def masked_email(address: str) -> str:
    """The first letter and the host: "m••••@example.sa"; what is no address is hidden as any text."""
    name, at_sign, host = address.rpartition("@")
    return f"{name[:1]}{DOT * 4}@{host}" if at_sign else masked(address)


def masked_numbers(text: str) -> str:
    """Words stay as they are, and every number in them is hidden but for its last four digits."""
    return re.sub(r"\d[\d -]*\d|\d", lambda found: masked(found.group()), text)
