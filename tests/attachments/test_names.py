import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.attachments.names import LONGEST, LONGEST_BYTES, cleaned

EXTENSIONS = (".jpg", ".jpeg")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("صورة الهوية.jpg", "صورة الهوية.jpg"),
        ("photo.JPEG", "photo.jpeg"),
        ("photo.exe", "photo.jpg"),
        ("C:\\Users\\sara\\photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("annexe\u202egpj.exe", "annexegpj.jpg"),
        ("a\r\nSet-Cookie: x=1.jpg", "aSet-Cookie x=1.jpg"),
        ('quoted".jpg', "quoted.jpg"),
        ("الدرس 1.2", "الدرس 1.2.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("...", "file.jpg"),
        ("", "file.jpg"),
    ],
)
def test_names(given_name: str, kept: str) -> None:
    assert cleaned(given_name, EXTENSIONS) == kept


NAMES = st.text() | st.text(alphabet="./\\ \u202e\u200fabcأ.jpgexe\0\n\"'", max_size=300)


@given(NAMES)
def test_a_name_is_never_dangerous(name: str) -> None:
    kept = cleaned(name, EXTENSIONS)
    assert kept.endswith(EXTENSIONS)
    assert len(kept) <= LONGEST
    assert len(kept.encode()) <= LONGEST_BYTES
    assert not kept.startswith((".", " "))
    assert not set(kept) & set('/\\"<>:|?*;')
    assert not any(unicodedata.category(letter)[0] == "C" for letter in kept)


@given(NAMES)
def test_cleaning_twice_is_cleaning_once(name: str) -> None:
    once = cleaned(name, EXTENSIONS)
    assert cleaned(once, EXTENSIONS) == once
