"""A version of the service-level document that the ministry is preparing: an officer's draft, which a supervisor has read."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tawasul.centres.actor import Actor
from tawasul.cli.demonstration.cast import Cast
from tawasul.service_levels import actions
from tawasul.service_levels.amounts import Key, Promise, Unit
from tawasul.service_levels.models import Commitment

BEGUN_BEFORE, SENT_BACK_BEFORE, CHANGED_BEFORE = timedelta(days=6), timedelta(days=2), timedelta(hours=20)
NOTE = (
    "تقصير مدة الرد على الاستفسارات من خمسة أيام عمل إلى أربعة، لأن متوسط الرد في الفصل الماضي لم يبلغ ثلاثة أيام.\n"
    "وإضافة التزام يخص الطلاب في موسم القبول والتسجيل."
)
REASON = "الرجاء إبقاء مدة الاستفسار العاجل يوم عمل واحدًا، وذكر مصدر كل رقم جديد."
MINUTES = "محضر اجتماع لجنة جودة الخدمة رقم 14"


def prepare_draft(cast: Cast, now: datetime) -> None:
    """Begin it, change three lines, have it sent back, and take up what was asked."""
    officer, supervisor = _acting(cast, "ministry_officer"), _acting(cast, "ministry_supervisor")
    begun = now - BEGUN_BEFORE
    number = actions.draft(actor=officer, note=NOTE, at=begun).number
    _change(officer, number, ("inquiry", "whole", "", ""), begun + timedelta(minutes=9), number=4)
    _change(officer, number, ("inquiry", "answer", "", ""), begun + timedelta(minutes=16), number=2)
    _change(officer, number, ("", "triage", "", ""), begun + timedelta(minutes=21), number=3 * 60, ladder=(0, 60, 180))
    actions.send_back(actor=supervisor, number=number, reason=REASON, at=now - SENT_BACK_BEFORE)
    at = now - CHANGED_BEFORE
    students = Promise("inquiry", "whole", "", 3, Unit.WORKING_DAYS, "student", (50, 80), (0, 1, 2), source=MINUTES)
    _change(officer, number, ("inquiry", "whole", "", ""), at, source=MINUTES)
    actions.add_line(actor=officer, number=number, promise=students, at=at + timedelta(minutes=4))


def _acting(cast: Cast, role: str) -> Actor:
    return next(actor for worker, actor in cast.actors.items() if worker.role == role)


def _change(actor: Actor, version: int, key: Key, at: datetime, **to: Any) -> None:
    rows = Commitment.objects.filter(document__number=version)
    row = next(row for row in rows if row.promise.key == key)
    promise = replace(row.promise, **to)
    actions.change_line(actor=actor, number=version, line_id=row.pk, promise=promise, revision=row.revision, at=at)
