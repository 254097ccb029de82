"""What is on paper: read as a screen reader reads it from the tags, and as a browser reads it from the shapes."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as settings_of_project
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tawasul.documents import words
from tawasul.documents.paper import Letter, Table
from tawasul.documents.sessions import Row, session_statement
from tawasul.documents.setting import FORMS, pdf, picture
from tests.documents.reading import cells, plain, seen_in_browser, told

DAY = date(2026, 11, 26)
NORAH = Row(
    name="نورة بنت عبد الله الأحمد",
    request_number="26-0000-1234-8",
    identity_number="1012345678",
    mobile="0501234567",
    subject="تأخر صرف مكافأة التميز (الفصل الأول)، وطلب نقل إلى مدرسة أخرى لا تبعد عن المنزل.",
    entity="الإدارة العامة للموارد البشرية",
)
JOHN = Row(
    name="John O'Neill-Smith (Acme Ltd.)",
    request_number="26-0000-1235-1",
    identity_number="2012345678",
    mobile="",
    subject="Equivalence of a degree from abroad",
    entity="الشؤون المالية",
)
LONG = "عبد الرحمن بن عبد العزيز بن محمد بن إبراهيم بن عبد الله بن سليمان بن صالح بن عبد المحسن بن ناصر بن فهد بن خالد آل سعيد"


def statement(rows: Sequence[Row], language: str = "ar") -> Table:
    return session_statement(
        rows,
        title="بيان جلسة معالي الوزير" if language == "ar" else "Statement of the minister's session",
        issuers=["وزارة التعليم", "مركز رعاية المستفيدين"] if language == "ar" else ["Ministry of Education"],
        day=DAY,
        language=language,
    )


def as_read(row: Row) -> list[str]:
    whole = (row.name, row.request_number, row.identity_number, row.mobile or "—", row.subject, row.entity)
    return [plain(cell) for cell in whole]


@pytest.mark.parametrize("count", [1, 12, 200])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_statement_reads_as_it_was_written(count: int, language: str) -> None:
    rows = [NORAH, JOHN, Row(**{**vars(NORAH), "name": LONG})]
    rows = [rows[place % 3] for place in range(count)]
    made = pdf(statement(rows, language))
    assert cells(made) == [as_read(row) for row in rows]
    reader = PdfReader(BytesIO(made))
    width, height = reader.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (842, 595)  # A4, on its side
    pages = seen_in_browser(made)
    assert len(pages) == len(reader.pages)
    head = {"ar": "اسم المستفيد رقم الطلب", "en": "beneficiary Request number"}[language].split()
    of = {"ar": "صفحة", "en": "Page"}[language]
    for number, page in enumerate(pages, start=1):
        assert all(word in page for word in head), "the heads stand on every page"
        assert of in page
        assert str(number) in page.split()[-4:]


def test_the_columns_are_those_of_the_guide_in_its_order() -> None:
    heads = [text for name, text in told(pdf(statement([NORAH]))) if name == "TH"]
    assert heads == ["اسم المستفيد", "رقم الطلب", "رقم الهوية", "رقم الجوال", "ملخص الموضوع", "الجهة المختصة بالطلب"]


def test_it_says_its_day_in_both_calendars_and_who_it_comes_from() -> None:
    texts = " ".join(text for _name, text in told(pdf(statement([NORAH]))))
    assert "16 جمادى الآخرة 1448هـ الموافق 26 نوفمبر 2026م" in texts
    assert "وزارة التعليم" in texts


def test_copied_out_of_a_browser_arabic_has_its_letters_in_order() -> None:
    (page,) = seen_in_browser(pdf(statement([NORAH])))
    for word in ("نورة بنت عبد الله الأحمد", "الأول", "لا تبعد", "الإدارة العامة للموارد البشرية", "0501234567"):
        assert word in page
    assert "بيان جلسة معالي الوزير" in page


SIGNED = "شكرًا جدًّا، مُدرِّسةُ الطِّفلِ لم تُدعَ إلى الاجتماعِ (أيضًا)"


def test_vowel_signs_are_read_where_they_were_written() -> None:
    row = Row(**{**vars(NORAH), "subject": SIGNED})
    (read,) = cells(pdf(statement([row])))
    assert read[4] == plain(SIGNED)
    assert plain(SIGNED) in [text for _name, text in told(pdf(letter(text=SIGNED)))]


def test_a_letter_with_a_vowel_sign_is_copied_once() -> None:
    (page,) = seen_in_browser(pdf(letter(text="محمّد شكرًا")))
    assert plain("محمّد شكرًا") in page
    assert page.count("شك") == 1


def test_nobody_came_is_said() -> None:
    texts = [text for _name, text in told(pdf(statement([])))]
    assert "لم يُدعَ أحد إلى هذه الجلسة بعد." in texts


HOSTILE = [
    '#read("/etc/passwd")',
    "$x^2$ *bold* _it_ @ref <label> `raw`",
    "\\u{41} \\ // comment /* and */",
    "#set text(size: 900pt)",
    "= heading\n- list\n+ enum",
    '"; panic("x")',
    "]#panic()[",
    "{{ braces }} %(percent)s \x00\x07",
    "abc\u202efed\u202c \u202eghi \u2066jkl\u2069",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_letters_and_nothing_else(text: str) -> None:
    row = Row(**{**vars(NORAH), "name": text, "subject": text})
    (read,) = cells(pdf(statement([row])))
    written = plain(words.line(text))
    assert read[0] == written
    assert read[4] == written
    assert not set(read[0]) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00")


def test_a_word_without_end_stays_in_its_column() -> None:
    row = Row(**{**vars(NORAH), "name": "م" * 120, "subject": "W" * 200})
    (read,) = cells(pdf(statement([row])))
    assert (read[0], read[4]) == ("م" * 120, "W" * 200)
    assert read[5] == plain(NORAH.entity)


def test_a_text_of_pages_is_cut_nowhere() -> None:
    subject = " ".join(f"كلمة{place}" for place in range(1500))
    made = pdf(statement([Row(**{**vars(NORAH), "subject": subject})]))
    assert len(PdfReader(BytesIO(made)).pages) > 1
    assert cells(made)[0][4].replace(" ", "") == subject.replace(" ", "")


LETTERS = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىآأإؤئة ،.؟ 0123456789 abcXYZ"), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(LETTERS.filter(str.strip), min_size=1, max_size=4))
def test_whatever_is_written_is_read_back(texts: list[str]) -> None:
    rows = [Row(**{**vars(NORAH), "subject": text}) for text in texts]
    read = [cell[4].replace(" ", "") for cell in cells(pdf(statement(rows)))]
    assert read == [plain(text).replace(" ", "") for text in texts]


@given(st.text(max_size=80))
def test_a_line_is_one_line_and_keeps_every_letter(text: str) -> None:
    made = words.line(text)
    assert "\n" not in made
    assert [sign for sign in made if sign.isalpha()] == [sign for sign in text if sign.isalpha()]


def letter(**other: object) -> Letter:
    whole = {
        "title": "توجيه",
        "issuers": ["وزارة التعليم"],
        "day": DAY,
        "language": "ar",
        "number": "26-0000-1234-8",
        "mark": "سري",
        "to": ["سعادة مدير الإدارة العامة للمتابعة"],
        "opening": ["السلام عليكم ورحمة الله وبركاته،"],
        "text": "السطر الأول\nالسطر الثاني #لا",
        "facts": [("الموعد", "30 نوفمبر 2026م")],
        "closing": ["والله الموفق."],
        "signed": ["خالد الأحمد"],
    }
    return Letter(**(whole | other))  # type: ignore[arg-type]


def test_a_letter_says_all_it_was_given() -> None:
    made = pdf(letter())
    texts = [text for _name, text in told(made)]
    whole = " ".join(texts)
    for said in ("توجيه", "26-0000-1234-8", "سري", "السطر الأول", "السطر الثاني #لا", "والله الموفق.", "خالد الأحمد"):
        assert said in whole
    width, height = PdfReader(BytesIO(made)).pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)


def test_pages_can_be_looked_at() -> None:
    (page,) = picture(letter())
    assert page.startswith(b"\x89PNG")


def test_the_mark_on_paper_is_that_on_pages() -> None:
    pages = Path(settings_of_project.BASE) / "frontend" / "marks" / "mark.svg"
    assert (FORMS / "mark.svg").read_bytes() == pages.read_bytes()


@pytest.mark.parametrize("lines", [1, 60])
def test_a_letter_to_be_signed_keeps_its_signature_together(lines: int) -> None:
    made = pdf(letter(subject="الموضوع نفسه", to_sign=True, text="\n".join(["يُعمل بهذا ويُفاد."] * lines)))
    pages = seen_in_browser(made)
    assert "الموضوع نفسه" in pages[0]
    assert (len(pages) > 1) == (lines > 1)
    for word in ("خالد الأحمد", "التوقيع", "الختم"):
        assert word in pages[-1], "who signs, and where, on one page"
    told_whole = " ".join(text for _name, text in told(made))
    assert told_whole.count("يُعمل بهذا ويُفاد.") == lines
