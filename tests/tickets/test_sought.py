"""What a search is understood as."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tawasul.tickets.sought import MOST, Sought, tsquery, understood


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("الحافلة", Sought(words=("حافله",), begun=True)),
        ('تأخر "حي النرجس" -الرسوم', Sought(words=("تاخر",), phrases=(("حي", "نرجس"),), without=(("رسوم",),))),
        ("«قرار النقل» جديد", Sought(words=("جديد",), phrases=(("قرار", "نقل"),), begun=True)),
        ("“قرار النقل”", Sought(phrases=(("قرار", "نقل"),))),
        ('-"لم يرد" حافلة', Sought(words=("حافله",), without=(("لم", "يرد"),), begun=True)),
        ('"حافلة', Sought(words=("حافله",), begun=True)),  # a mark too many
        ('"حافلة"', Sought(words=("حافله",))),  # a word in marks is not only begun
        ("حافلة حافلة", Sought(words=("حافله",), begun=True)),
        ("نقل-معلم", Sought(words=("نقل", "معلم"), begun=True)),  # no minus: nothing stands before it
        ("-حافلة", Sought(without=(("حافله",),))),
        ("- حافلة", Sought(words=("حافله",), begun=True)),
        ('""', Sought()),
        ("ال", Sought()),
    ],
)
def test_understood(text: str, sought: Sought) -> None:
    assert understood(text) == sought


def test_what_is_only_left_out_finds_nothing() -> None:
    assert not understood("-حافلة")
    assert tsquery(understood("-حافلة")) == ""


def test_a_long_text_is_cut() -> None:
    sought = understood(" ".join(f"كلمه{number}" for number in range(40)))
    assert len(sought.words) == MOST
    assert not sought.begun


@pytest.mark.django_db
@given(st.text(alphabet=st.sampled_from("اأبتحعل ىةؤ\"«»“”-'\\:&|!()*<>ab1٢\u0301\u200f"), max_size=40))
def test_whatever_is_typed_postgresql_understands(text: str) -> None:
    for weight in ("", "A"):
        query = tsquery(understood(text), weight=weight)
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_tsquery('simple', %s)::text", [query])
            (read,) = cursor.fetchone()
        assert bool(read) == bool(query)
