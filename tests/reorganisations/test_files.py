"""A plan as a file, on the command line: all lines or none, and said line by line."""

from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from openpyxl import Workbook

from tawasul.centres import actions as centres
from tawasul.centres.actor import SYSTEM
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.reorganisations.models import Reorganisation
from tawasul.reorganisations.reading import read
from tawasul.reorganisations.tree import Line, StepKind
from tawasul.tickets.models import Ticket
from tests.cast import OPENED, Cast, assemble, filed
from tests.reorganisations.neighbours import drafted, merge, settle

PLAN = "code,successor\nsector,south\nsouth,south\nuniversity,university\n"


@pytest.fixture
def cast(db: None) -> Cast:
    return settle(assemble())


def reorganise(text: str, tmp_path: Path, *how: str) -> tuple[str, int]:
    file, told = tmp_path / "plan.csv", StringIO()
    file.write_text(text, encoding="utf-8")
    try:
        call_command("reorganise", str(file), *how, "--language", "en", stdout=told, stderr=told)
    except SystemExit as ended:
        return told.getvalue(), int(str(ended.code))
    return told.getvalue(), 0


def test_it_is_previewed_and_nothing_stays(cast: Cast, tmp_path: Path) -> None:
    filed(cast)
    told, code = reorganise(PLAN, tmp_path, "--preview")
    assert code == 0
    assert "Oasis Education Department closes; South Education Department takes over." in told
    assert "Open tickets to hand over: 1." in told
    assert not Reorganisation.objects.exists()


def test_it_is_carried_out(cast: Cast, tmp_path: Path) -> None:
    ticket = filed(cast)
    told, code = reorganise(PLAN, tmp_path, "--apply", "--decree", "1448/12", "--reason", "دمج الإدارات")
    assert (code, told.splitlines()[-1]) == (0, "Carried out: 1 open tickets were handed over.")
    assert Ticket.objects.get(pk=ticket.pk).centre.code == "south_centre"
    assert Reorganisation.objects.get().by_command


def test_one_wrong_line_and_nothing_is_done(cast: Cast, tmp_path: Path) -> None:
    told, code = reorganise(PLAN + "centre,nowhere\n", tmp_path, "--apply", "--decree", "1", "--reason", "دمج")
    assert code == 1
    assert "Line 5: " in told
    assert "nowhere" in told
    assert not Reorganisation.objects.exists()
    assert Place.objects.filter(closed_on__isnull=False).count() == 0


def test_it_is_not_applied_without_a_decision(cast: Cast, tmp_path: Path) -> None:
    told, code = reorganise(PLAN, tmp_path, "--apply")
    assert code == 1
    assert "Say by which decision" in told


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 0), (b"code,successor", 0), (b"\xff\xfe\x00", 0), (b"name\nA", 1), (b"code,successor\nA,", 2),
        (b"code,successor,step\nA,B,explode", 2), (b'code,successor\n"A,B', 0), (b"code;successor\n;B", 2),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said(data: bytes, line: int) -> None:
    lines, wrong = read(data)
    assert {each.line for each in wrong} == {line}
    assert not lines


def test_a_file_from_an_older_arabic_spreadsheet() -> None:
    text = "الرمز;الجهة البديلة;الإجراء\nA;B;دمج\n"
    expected = [Line(number=2, step=StepKind.MERGE, code="A", other="B")]
    for encoding in ("cp1256", "utf-8-sig"):
        assert read(text.encode(encoding)) == (expected, [])


def test_the_api_reads_plans(cast: Cast, client: Any) -> None:
    from tests.api.conftest import issued
    from tests.reorganisations.neighbours import carried_out, merge

    plan = carried_out(cast, merge("transport", "south_transport"))
    headers = {"Authorization": f"Bearer {issued(cast, 'ministry_supervisor').secret}"}
    listed = client.get("/api/v1/reorganisations", headers=headers).json()
    assert [(row["id"], row["standing"]) for row in listed["reorganisations"]] == [(plan.pk, "done")]
    whole = client.get(f"/api/v1/reorganisations/{plan.pk}", headers=headers).json()
    assert [(row["closed"], row["place"]["id"]) for row in whole["places"]] == [(True, cast.places["transport"].pk)]


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    book, out = Workbook(), BytesIO()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_as_a_text_is() -> None:
    rows = [["الرمز", "الجهة البديلة", "الإجراء"], ["A", "B", None], [None, None, None], [101.0, 102, "نقل"]]
    _lines, wrong = read(workbook([], rows))
    assert [each.line for each in wrong] == [4], "a move names its parent"
    lines, wrong = read(workbook(rows[:2], [[None]]))
    assert (lines, wrong) == ([Line(number=2, step=StepKind.MERGE, code="A", other="B")], [])


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing of it",
        workbook([["code", "successor"], ["A", "B"]], [["code", "successor"], ["C", "D"]]),
        workbook([["code"], *[["A"]] * 2_100]),
        workbook([]),
    ],
)
def test_a_workbook_that_is_none_or_holds_too_much_is_refused(data: bytes) -> None:
    lines, wrong = read(data)
    assert (lines, [each.line for each in wrong]) == ([], [0])


def test_what_grows_beyond_measure_is_not_unpacked() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("xl/sharedStrings.xml", b"0" * 30_000_000)
    with translation.override("en"):
        lines, wrong = read(packed.getvalue())
    assert not lines
    assert "too large" in wrong[0].why


def test_a_file_is_taken_whole_or_not_at_all_and_each_wrong_line_is_named(cast: Cast) -> None:
    desk = Client()
    desk.force_login(cast.user("administrator"))
    desk.cookies["language"] = "en"
    plan = drafted(cast, merge("transport", "south_transport"))
    address = f"/desk/reorganisations/{plan.pk}/file/"
    rows = [["code", "successor"], ["centre", "south_centre"], ["nowhere", "south"], ["university", "lost"]]
    wrong = SimpleUploadedFile("plan.xlsx", workbook(rows))
    refused = desk.post(address, {"file": wrong})
    assert refused.status_code == 422
    page = refused.content.decode()
    for said in ("Line 3: ", "nowhere", "Line 4: ", "lost"):
        assert said in page
    assert "Line 2: " not in page
    assert plan.lines.count() == 1, "not even those that are right"
    right = SimpleUploadedFile("plan.xlsx", workbook(rows[:2]))
    assert desk.post(address, {"file": right}).status_code == 302
    assert list(plan.lines.values_list("code", "other")) == [
        ("transport", "south_transport"),
        ("centre", "south_centre"),
    ]


def test_the_errors_of_every_line_are_said_at_once_whether_of_the_file_or_of_the_tree(
    cast: Cast, tmp_path: Path
) -> None:
    desk = Client()
    desk.force_login(cast.user("administrator"))
    desk.cookies["language"] = "en"
    plan = drafted(cast, merge("transport", "south_transport"))
    text = (
        "step,code,successor,parent,kind,name_ar,name_en\n"
        "merge,nowhere,south,,,,\n"
        "merge,centre,,,,,\n"
        "open,NEW,,,unit,وحدة,Unit\n"
        "merge,south_transport,NEW,,,,\n"
    )
    refused = desk.post(
        f"/desk/reorganisations/{plan.pk}/file/", {"file": SimpleUploadedFile("plan.csv", text.encode())}
    )
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.index("Line 2: ") < page.index("Line 3: ") < page.index("Line 4: ")
    assert "Line 5: " not in page, "line 4 may be to open that place"
    told, code = reorganise(text, tmp_path, "--preview")
    assert code == 1
    assert ["Line 2: " in told, "Line 3: " in told, "Line 4: " in told, "Line 5: " in told] == [True, True, True, False]


def test_a_new_place_does_not_take_a_code_that_is_there_already(cast: Cast) -> None:
    desk = Client()
    desk.force_login(cast.user("administrator"))
    desk.cookies["language"] = "en"
    plan = drafted(cast, merge("transport", "south_transport"))
    before = plan.lines.count()
    new = {"name_ar": "إدارة جديدة", "name_en": "New department"}
    split = f"/desk/reorganisations/{plan.pk}/split/?of=sector"
    refused = desk.post(split, new | {"code": "south", "going": ["centre"]})
    assert refused.status_code == 422
    assert "south" in refused.context["form"].errors["code"][0]
    assert plan.lines.count() == before, "neither the new place nor what was to go there"
    assert desk.post(split, new | {"code": "EAST", "going": ["centre"]}).status_code == 302
    assert plan.lines.count() == before + 2
    assert desk.post(split, new | {"code": "EAST", "going": ["followup"]}).status_code == 422
    opened = {"other": "ministry", "kind": "education_department", "code": "EAST"}
    again = desk.post(f"/desk/reorganisations/{plan.pk}/add/open/", new | opened)
    assert again.status_code == 422
    assert "code" in again.context["form"].errors


def test_forty_seven_become_sixteen_by_a_workbook(cast: Cast, tmp_path: Path) -> None:
    ministry = cast.places["ministry"]
    for number in range(47):
        centres.open_place(
            actor=SYSTEM, kind=PlaceKind.EDUCATION_DEPARTMENT, parent=ministry, code=f"ED{number:02}",
            name_ar=f"إدارة تعليم {number}", name_en=f"Department {number}", opened_on=OPENED,
        )  # fmt: skip
    file, told = tmp_path / "plan.xlsx", StringIO()
    rows = [[f"ED{number:02}", f"ED{number % 16:02}"] for number in range(47)]
    file.write_bytes(workbook([["code", "successor"], *rows]))
    call_command("reorganise", str(file), "--apply", "--decree", "1448/12", "--reason", "دمج", stdout=told, stderr=told)
    assert Place.objects.filter(code__startswith="ED", closed_on=None).count() == 16
