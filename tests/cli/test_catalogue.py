"""The catalogue's tool: what it finds, takes in, and objects to."""

from pathlib import Path

import pytest

from tawasul.cli.catalogue import additions, book, faults
from tawasul.cli.catalogue.sources import Message, in_python, in_template, placeholders

TEMPLATE = """{% load i18n %}
  <p title="{% translate "Shown, 5% of" context "tip" %}">{{ name|default:_("nobody") }}
{% blocktranslate count n=n trimmed %}
    {{ n }} day
  {% plural %}
    {{ n }} days
{% endblocktranslate %} ( " unclosed
{% if a == _("Yes") %}{% blocktranslate %}Dear {{ name }}{% endblocktranslate %}{% endif %}"""
SIX = ["لا أيام", "يوم", "يومان", "%(n)s أيام", "%(n)s يومًا", "%(n)s يوم"]
DAYS = {"%(n)s day": {"plural": "%(n)s days", "forms": SIX}}


def test_everything_in_a_template_is_found() -> None:
    assert set(in_template(TEMPLATE)) == {
        Message("Shown, 5%% of", "tip"),
        Message("nobody"),
        Message("%(n)s day", "", "%(n)s days"),
        Message("Yes"),
        Message("Dear %(name)s"),
    }


def test_everything_in_python_is_found() -> None:
    source = (
        b'_("a" "b")\npgettext("month", "May")\nngettext_lazy("{n} x", "{n} xs", n)\nunrelated("no")\n_(variable)\n'
    )
    assert set(in_python(source)) == {Message("ab"), Message("May", "month"), Message("{n} x", "", "{n} xs")}


def test_placeholders() -> None:
    assert placeholders("%(a)s {b} {c:%d} 5%% %d") == {"a", "b", "c", "d"}


def put_all(folder: Path, said: dict[str, object]) -> tuple[Path, list[str]]:
    path = folder / "LC_MESSAGES" / "django.po"
    with book.changing(path) as arabic:
        found = [fault for one in additions.additions(said) for fault in additions.put(arabic, one)]
    return path, found


def test_what_is_added_is_kept_sorted_and_compiled(tmp_path: Path) -> None:
    path, found = put_all(tmp_path, {"b": "باء", "a": [{"context": "x", "text": "ألف"}, "همزة"]} | DAYS)
    assert found == []
    kept = book.read(path)
    assert [(entry.msgid, entry.msgctxt) for entry in kept] == [
        ("%(n)s day", None),
        ("a", None),
        ("a", "x"),
        ("b", None),
    ]
    wanted = {Message("b"), Message("a"), Message("a", "x"), Message("%(n)s day", "", "%(n)s days")}
    assert list(faults.faults(kept, wanted)) == []
    assert book.compile_into(path).stat().st_size > 0


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"Dear %(name)s": "عزيزي"}, "other placeholders"),
        ({"a": " "}, "no Arabic"),
        ({"%(n)s day": {"plural": "%(n)s days", "forms": [*SIX[:3], "أيام", *SIX[4:]]}}, "placeholders in form 3"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, said: dict[str, object], fault: str) -> None:
    assert fault in put_all(tmp_path, said)[1][0]


def test_a_plural_needs_six_forms() -> None:
    with pytest.raises(ValueError, match="6 'forms'"):
        list(additions.additions({"x": {"plural": "xs", "forms": ["س"]}}))


def test_missing_and_superfluous_are_told(tmp_path: Path) -> None:
    path, _found = put_all(tmp_path, {"old": "قديم"})
    told = list(faults.faults(book.read(path), {Message("new")}))
    assert told == ["not in the catalogue: 'new'", "in no source any more: 'old'"]
