"""Every string shown to people has its Arabic, with the same things filled in."""

from pathlib import Path

from django.conf import settings

from tawasul.cli.catalogue import book, faults, sources


def test_every_word_is_translated() -> None:
    base = Path(settings.BASE)
    wanted = sources.messages([base / "tawasul", base / "config"])
    assert len(wanted) > 500
    arabic = book.read(base / "locale" / "ar" / "LC_MESSAGES" / "django.po")
    found = list(faults.faults(arabic, wanted))
    assert not found, "\n".join(found)
