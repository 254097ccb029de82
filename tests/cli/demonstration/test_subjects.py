from random import Random

import pytest

from tawasul.cli.demonstration import writing
from tawasul.cli.demonstration.departments import OF_EDUCATION_DEPARTMENTS, OF_THE_MINISTRY, OF_UNIVERSITIES
from tawasul.cli.demonstration.subjects import TEMPLATES

KEYS = {
    "education_department": {row.key for row in OF_EDUCATION_DEPARTMENTS},
    "university": {row.key for row in OF_UNIVERSITIES},
    "ministry": {row.key for row in OF_THE_MINISTRY},
}


def test_there_are_many_subjects_each_named_once() -> None:
    assert len(TEMPLATES) >= 60
    assert len({template.key for template in TEMPLATES}) == len(TEMPLATES)
    assert {template.audience for template in TEMPLATES} == {"parent", "student", "teacher", "staff", "company"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_every_wording_can_be_written_by_anybody(template) -> None:
    assert template.department in KEYS[template.sector]
    assert bool(template.places) == (template.kind == "report")
    rng = Random(template.key)
    for female in (True, False):
        known = writing.facts(rng) | {"date": "الأحد"}
        for text in (*template.texts, *template.places, *template.replies, template.missing):
            written = writing.render(text, female=female, known=known)
            assert not set("{}|") & set(written)
            assert not any("a" <= letter.lower() <= "z" for letter in written)
        for text in template.texts:
            assert 40 <= len(writing.as_typed(rng, writing.render(text, female=female, known=known))) <= 400


def test_gender_and_the_article_are_written_right() -> None:
    assert writing.render("أنا {معلم|معلمة}", female=True, known={}) == "أنا معلمة"
    assert writing.render("ل{school}", female=True, known={"school": "الثانوية"}) == "للثانوية"
