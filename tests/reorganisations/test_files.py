"""A plan as a file, on the command line: all lines or none, and said line by line."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tawasul.centres.models import Place
from tawasul.reorganisations.models import Reorganisation
from tawasul.reorganisations.reading import read
from tawasul.reorganisations.tree import Line, StepKind
from tawasul.tickets.models import Ticket
from tests.cast import Cast, assemble, filed
from tests.reorganisations.neighbours import settle

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
