"""How large a file is, in words."""

import pytest
from django.utils import translation

from tawasul.lib.sizes import said_size


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "0 kB"), (950, "1 kB"), (21_500, "21.5 kB"), (999_999, "1000 kB"), (1_000_000, "1 MB"), (20_971_520, "21 MB")],
)
def test_a_size_is_said_in_kilobytes_or_megabytes(size: int, said: str) -> None:
    with translation.override("en"):
        assert said_size(size) == said
