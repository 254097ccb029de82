"""What is copied out of a paper, or searched for in it, is what was written: whole words, bold or not, with vowel signs or not.

In what runs from left to right readers of shapes have the letters without vowel signs, and the tags say all of it.
"""

import re
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings as settings_of_project
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tawasul.documents.outlines import Outlines
from tawasul.documents.setting import _compiled, _fonts, pdf
from tests.documents.reading import plain, seen_in_browser, told
from tests.documents.test_paper import JOHN, NORAH, Row, letter, statement

FOUND = [
    "وجّه بما اتُّخذ في شأنه", "تُعاد المعاملة", "جدًا", "جدًّا", "بمنطقة الرياض", "أكثر", "مُدرِّسةُ الطِّفلِ",
    "إدارة التعليم بمنطقة الرياض",
    "رُفض", "تأخّر مُعاملة", "محمّد بن عبدالله الأحمد", "إلّا لِلأَمين", "الأُمّ", "لا يُسلَّم إلى سواه",
    "مرور الأسبوع", "ورود رد الوزير", "لا تبعد الأولى عن الآن", "شؤون المعلمين وفاءً بالوعد",
]  # fmt: skip
BEARING = frozenset("بتثجحخدذرزسشصضطظعغفقكلمنهوي")  # letters that may have a sign
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىأإؤئةآ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"


def without_signs(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn")


def in_poppler(made: bytes) -> str:
    """As pdftotext has it, letter by letter: a ligature's own sign would not be what was written."""
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    assert not [
        sign for sign in read if unicodedata.decomposition(sign).startswith(("<isolated>", "<final>", "<initial>"))
    ]
    return plain(read)


def copied(made: bytes) -> dict[str, str]:
    """The first page as readers of shapes have it."""
    return {"pdfium": seen_in_browser(made)[0], "poppler": in_poppler(made)}


@pytest.mark.parametrize("text", FOUND)
def test_in_bold_and_in_ordinary_letters(text: str) -> None:
    made = pdf(letter(to=[text], subject=text, opening=[text], text=text, signed=[text]))
    for reader, said in copied(made).items():
        assert said.count(plain(text)) >= 5, (reader, said)
    assert plain(text) in [each for _name, each in told(made)], "the tags say it whole"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_in_the_columns_of_a_statement(language: str) -> None:
    """Each in a row of its own and in two columns: where a page runs from the left, without the signs."""
    for text in FOUND:
        for reader, said in copied(
            pdf(statement([Row(**{**vars(NORAH), "name": text, "subject": text})], language))
        ).items():
            assert said.count(plain(text) if language == "ar" else without_signs(plain(text))) >= 2, (reader, said)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_latin_names_and_numbers_beside_arabic(language: str) -> None:
    """Chromium's reader gives Latin words one by one from the right where the page runs from there, in whatever PDF."""
    read = copied(pdf(statement([JOHN, NORAH], language)))
    for reader, said in read.items():
        for written in (JOHN.identity_number, JOHN.request_number, NORAH.name, NORAH.mobile, "Equivalence"):
            assert written in said, (reader, said)
    for reader in read if language == "en" else ["poppler"]:
        assert "John O'Neill-Smith" in read[reader], reader


def test_numbers_within_arabic() -> None:
    """Poppler puts the space that follows a number before it, in whatever PDF."""
    written = "وُجّه برقم 1012345678 إلى مُعلّم"
    read = copied(pdf(letter(opening=[written], text=written)))
    assert read["pdfium"].count(plain(written)) == 2
    assert read["poppler"].replace(" ", "").count(plain(written).replace(" ", "")) == 2


def test_arabic_within_a_latin_sentence_keeps_its_words() -> None:
    made = pdf(letter(opening=["The school of محمّد said no"], text="رُفض"))
    for reader, said in copied(made).items():
        assert plain("رُفض") in said, reader
        assert "محمد" in said, reader


def test_it_looks_as_it_was_set() -> None:
    """Shapes with numbers of their own are the same shapes, and drawn signs stand where they were."""
    paper = letter(text="\n".join(FOUND), subject=FOUND[0])
    set_, made = (
        bytes(pypdfium2.PdfDocument(each)[0].render(scale=2, grayscale=True).buffer)
        for each in (_compiled(paper, "pdf"), pdf(paper))
    )
    assert len(set_) == len(made)
    assert sum(abs(one - other) for one, other in zip(set_, made, strict=True)) / len(made) < 0.2


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
    for reader, said in copied(made).items():
        assert said.count(plain(text)) >= 2, (reader, said)


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
