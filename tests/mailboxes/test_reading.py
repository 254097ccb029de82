"""What is made of a message's bytes."""

from hypothesis import given
from hypothesis import strategies as st

from tawasul.mailboxes.reading import Judgement, read

HEAD = b"From: a@example.sa\r\n"


@given(st.binary(max_size=400))
def test_whatever_the_bytes_there_is_an_answer(raw: bytes) -> None:
    assert "\x00" not in read(raw).text
    assert "\x00" not in read(HEAD + raw).subject


def test_arabic_is_read_whether_it_says_its_letters_or_not() -> None:
    said = "تأخر الباص"
    for head in (
        b"Content-Type: text/plain; charset=windows-1256\r\n",
        b"",
        b"Content-Type: text/plain; charset=x\r\n",
    ):
        assert read(HEAD + head + b"\r\n" + said.encode("windows-1256")).text == said


def test_a_page_is_its_words() -> None:
    page = b"Content-Type: text/html\r\n\r\n<script>x</script><p>One<img src=http://e.sa/a><p>Two"
    assert read(HEAD + page).text == "One\nTwo"


def test_machines_and_mail_that_came_back_are_known() -> None:
    for line, judged in (
        (b"Auto-Submitted: auto-replied", Judgement.MACHINE),
        (b"Precedence: bulk", Judgement.MACHINE),
        (b"Return-Path: <>", Judgement.BOUNCE),
        (b"Auto-Submitted: no", Judgement.TO_READ),
    ):
        assert read(HEAD + line + b"\r\n\r\nhello").judgement is judged
