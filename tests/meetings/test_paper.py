"""The statement on paper: the guide's columns in the guide's order, with what the session has."""

from django.utils.translation import override

from tawasul.documents.setting import _table
from tawasul.meetings import actions
from tawasul.meetings.paper import statement_paper
from tests.cast import Cast
from tests.meetings.test_holding import DAY, session_with


def test_the_paper_has_the_guides_columns_and_every_line(cast: Cast) -> None:
    session, requests = session_with(cast, 2)
    rows = actions.open_statement(actor=cast.official, session_id=session.pk, at=DAY)
    paper = statement_paper(session, rows, "ar")
    assert [column.title for column in paper.columns] == [
        "اسم المستفيد", "رقم الطلب", "رقم الهوية", "رقم الجوال", "ملخص الموضوع", "الجهة المختصة بالطلب",
    ]  # fmt: skip
    identity = requests[0].beneficiary.identity_number
    assert paper.rows[0][:4] == ("مستفيد رقم 1", rows[0].number, identity, "0500000001")
    assert len(paper.rows) == 2
    day, hours = _table(paper)["facts"][:2]
    assert (day["value"]["direction"], hours["value"]) == ("rtl", {"text": "من 10:00 إلى 11:00", "direction": "rtl"})
    with override("en"):
        english = statement_paper(session, [], "en")
    assert english.rows == []
    assert english.facts[1] == ("Hour", "10:00–11:00")
