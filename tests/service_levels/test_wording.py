"""Promises in plain words, in both languages."""

import pytest

from tawasul.service_levels import queries
from tawasul.service_levels.amounts import Promise, Unit
from tawasul.service_levels.defaults import COMMITMENTS
from tawasul.service_levels.labels import sentence
from tests.calendars.schedules import at


@pytest.mark.parametrize(
    ("number", "unit", "english", "arabic"),
    [
        (1, "working_days", "within one working day", "خلال يوم عمل واحد"),
        (2, "working_days", "within two working days", "خلال يومي عمل"),
        (5, "working_days", "within five working days", "خلال خمسة أيام عمل"),
        (10, "working_days", "within ten working days", "خلال عشرة أيام عمل"),
        (12, "working_days", "within 12 working days", "خلال 12 يوم عمل"),
        (15, "working_days", "within fifteen working days", "خلال خمسة عشر يوم عمل"),
        (240, "working_minutes", "within four working hours", "خلال 4 ساعات عمل"),
        (90, "working_minutes", "within 90 working minutes", "خلال 90 دقيقة عمل"),
        (120, "minutes", "within two hours, day and night", "خلال ساعتين، ليلًا ونهارًا"),
        (45, "minutes", "within 45 minutes, day and night", "خلال 45 دقيقة، ليلًا ونهارًا"),
        (14400, "minutes", "within 10 days", "خلال 10 أيام"),
    ],
)
def test_a_promise_is_said(number, unit, english, arabic):
    promise = Promise("inquiry", "whole", "", number, Unit(unit))
    assert sentence(promise, "en") == english
    assert sentence(promise, "ar") == arabic


@pytest.mark.django_db
def test_the_sentence_of_a_type():
    document = queries.document_in_force(at("2026-11-23 12:00"))
    assert sentence(document.promise("inquiry"), "ar") == "خلال خمسة أيام عمل"
    assert len(document.promises) == len(COMMITMENTS)
