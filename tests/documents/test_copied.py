"""What is copied out of a paper, or searched for in it, is what was written: whole words, bold or not, with vowel signs or not.

Vowel signs are drawn: readers of shapes have the letters, and the tags say all of it.
"""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings as settings_of_project
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tawasul.documents.outlines import Outlines
from tawasul.documents.setting import _fonts, pdf
from tests.documents.reading import plain, seen_in_browser, told
from tests.documents.test_paper import NORAH, Row, letter, statement

FOUND = [
    "وجّه بما اتُّخذ في شأنه", "تُعاد المعاملة", "جدًا", "جدًّا", "بمنطقة الرياض", "أكثر", "مُدرِّسةُ الطِّفلِ",
    "إدارة التعليم بمنطقة الرياض",
    "مرور الأسبوع", "ورود رد الوزير", "لا تبعد الأولى عن الآن", "شؤون المعلمين وفاءً بالوعد",
]  # fmt: skip
BEARING = frozenset("بتثجحخدذرزسشصضطظعغفقكلمنهوي")  # letters that may have a sign
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىأإؤئةآ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"


def without_signs(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn")


def copied(text: str) -> str:
    """As a reader of shapes has it: letters and single spaces."""
    return " ".join(without_signs(plain(text)).split())


def in_poppler(made: bytes, folder: Path) -> str:
    file = folder / "paper.pdf"
    file.write_bytes(made)
    read = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True)
    return plain(read.stdout)


@pytest.mark.parametrize("text", FOUND)
def test_in_bold_and_in_ordinary_letters(text: str, tmp_path: Path) -> None:
    made = pdf(letter(to=[text], subject=text, opening=[text], text=text, signed=[text]))
    (page,) = seen_in_browser(made)
    readers = {"pdfium": page}
    if shutil.which("pdftotext"):
        readers["poppler"] = in_poppler(made, tmp_path)
    for reader, said in readers.items():
        assert said.count(copied(text)) >= 5, (reader, said)
        assert said == without_signs(said), reader
    assert plain(text) in [each for _name, each in told(made)], "the tags say it whole"


def test_in_the_columns_of_a_statement() -> None:
    rows = [Row(**{**vars(NORAH), "name": text, "subject": text}) for text in FOUND]
    (page,) = seen_in_browser(pdf(statement(rows)))
    for text in FOUND:
        assert page.count(copied(text)) >= 1, text


def words_of_the_catalogue() -> list[str]:
    """Arabic as it is written here: every word of the translations."""
    catalogue = Path(settings_of_project.BASE) / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    return sorted(set(re.findall(f"[{LETTERS}]{{2,12}}", catalogue.read_text(encoding="utf-8"))))


WORDS = words_of_the_catalogue()


@st.composite
def arabic(draw: st.DrawFn) -> str:
    """A few words, some letters of which have one sign or two."""
    marks = st.sampled_from(["", "", "", *MARKS, "\u0651\u064e", "\u0651\u064f"])
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    return " ".join("".join(each + (draw(marks) if each in BEARING else "") for each in word) for word in words)


@settings(max_examples=60, deadline=None)
@example("وجّه بما اتُّخذ تُعاد جدًا")
@given(arabic())
def test_whatever_words_are_written_no_reader_of_shapes_tears_them(text: str) -> None:
    made = pdf(letter(subject=text, opening=[], closing=[], text=text))
    (page,) = seen_in_browser(made)
    assert page.count(copied(text)) >= 2, page


def test_what_is_drawn_is_the_fonts_own_shape() -> None:
    """A square of the font's height would pass for a sign otherwise: every glyph that has an outline closes it."""
    font = next(Path(_fonts()).glob("*Regular.ttf")).read_bytes()
    outlines = Outlines(font)
    drawn = [outlines.drawn(glyph, x=0, y=0, size=10) for glyph in range(1, 400)]
    for path in filter(None, drawn):
        assert path.count(" m") == path.count("h") > 0
        numbers = [float(each) for each in re.findall(r"-?\d+\.\d+", path)]
        assert max(map(abs, numbers)) < 40, "within a few heights of its line"
    assert sum(map(bool, drawn)) > 300


def test_the_day_in_the_head_breaks_between_the_calendars_alone() -> None:
    (page,) = seen_in_browser(pdf(letter()))
    assert "26 نوفمبر 2026م" in page
