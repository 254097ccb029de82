import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import translation
from openpyxl import Workbook

from tawasul.centres.models import Membership, Place
from tawasul.cli.network_import.importing import import_network
from tawasul.people.models import User

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAMPLE = Path(settings.BASE) / "docs" / "howto" / "network-sample.csv"
PLACES = "code,parent,kind,name_ar,name_en,function\n"
STAFF = "email,user_number,name_ar,name_en,role,place,begins_on,ends_on\n"
TREE = PLACES + "M,,ministry,وزارة,Ministry,\nS,M,university,جامعة,University,\nC,S,centre,مركز,Centre,\n"


def written(tmp_path: Path, text: str, name: str = "network.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def faults(*paths: Path) -> list[tuple[int, str]]:
    with translation.override("en"):
        outcome = import_network(list(paths), at=AT)
    assert not outcome.done
    assert not Place.objects.exists()
    assert not User.objects.exists()
    return [(fault.line, str(fault.message)) for fault in outcome.faults]


def test_the_sample_of_the_documentation_imports_and_again_changes_nothing() -> None:
    first = import_network([SAMPLE], at=AT)
    assert first.faults == []
    assert first.done == {"opened": 7, "registered": 3, "appointed": 4}
    ministry = Place.objects.get(code="MOE")
    assert ministry.opened_on == date(2017, 9, 21)  # 1 Muharram 1439
    maha = Membership.objects.filter(user__user_number="E200003").order_by("place__code")
    assert [row.place.code for row in maha] == ["TBK-FOLLOWUP", "TBK-TEACHERS"]
    assert maha[0].ends_on == date(2026, 12, 31)
    assert User.objects.get(user_number="E200001").mobile == "+966551234567"

    assert import_network([SAMPLE], at=AT).done == {"unchanged": 11}


def test_a_workbook_with_a_sheet_for_each_table_in_arabic(tmp_path: Path) -> None:
    book = Workbook()
    places, staff = book.worksheets[0], book.create_sheet("الموظفون")
    for row in (
        ["الرمز", "الجهه الاعلى", "النوع", "الاسم بالعربية", "الاسم بالانجليزية", "تاريخ الافتتاح"],
        ["S", "M", "جامعة", "جامعة الشمال", "North University", date(2020, 1, 5)],
        ["M", None, "الوزارة", "وزارة التعليم", "Ministry", "1439-01-01"],
    ):
        places.append(row)
    staff.append(["البريد", "الرقم الوظيفي", "الاسم", "الاسم بالإنجليزية", "الجوال", "الدور", "الجهة"])
    staff.append(["a@b.example", 1001, "أحمد علي", "Ahmad Ali", 551234567, "sector_official", "S"])
    path = tmp_path / "network.xlsx"
    book.save(path)

    outcome = import_network([path], at=AT)
    assert outcome.faults == []
    assert Place.objects.get(code="S").opened_on == date(2020, 1, 5)
    user = User.objects.get()
    assert (user.user_number, user.mobile) == ("1001", "+966551234567")
    assert not user.has_usable_password()


def test_windows_arabic_and_semicolons_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, TREE.replace(",", ";"), encoding="cp1256")
    assert import_network([path], at=AT).done["opened"] == 3
    assert Place.objects.get(code="C").name_ar == "مركز"


def test_every_fault_of_every_line_is_said_and_nothing_is_imported(tmp_path: Path) -> None:
    places = written(
        tmp_path,
        TREE
        + "C,S,centre,مركز,Centre,\n"  # line 5: the code again
        + "X,NOWHERE,unit,وحدة,Unit,complaints\n"  # 6
        + "Y,M,unit,,Unit,nonsense\n"  # 7: no Arabic name, no such function
        + "Z,M,unit,وحدة,Unit,\n"  # 8: a unit under the ministry
        + "N,,ministry,وزارة,Another,\n"  # 9
        + "P,Q,unit,وحدة,Unit,\nQ,P,unit,وحدة,Unit,\n",  # 10, 11: each under the other
        "places.csv",
    )
    staff = written(
        tmp_path,
        STAFF
        + "a@b.example,1,أ ب,A B,complaint_officer,S,,\n"  # 2: not held at a university
        + "not-an-email,2,أ ب,A B,nobody,C,31/31/2026,\n"  # 3
        + "c@b.example,1,ج د,C D,centre_supervisor,C,,\n"  # 4: the number of line 2
        + "c@b.example,1,ج د,C D,centre_supervisor,C,,\n"  # 5: again
        + "d@b.example,4,ج د,C D,centre_supervisor,GONE,2026-01-02,2026-01-01\n"  # 6
        + "e@b.example,5,ج د,C D,centre_supervisor,GONE,,\n",  # 7
        "staff.csv",
    )
    said = faults(places, staff)
    place_lines = [line for line, _message in said[: [line for line, _ in said].index(11) + 1]]
    assert {5, 6, 7, 8, 9, 10, 11} <= set(place_lines)
    messages = " ".join(message for _line, message in said)
    for words in (
        "there already, in line 4",
        "NOWHERE",
        "“name_ar” is empty",
        "No function is called “nonsense”",
        "cannot stand there",
        "one ministry only",
        "stands under itself",
        "not held at a place of this kind",
        "“not-an-email” is not an e-mail address",
        "No role is called “nobody”",
        "“31/31/2026” is not a day",
        "Somebody else has the user number 1",
        "Line 4 gives this person the same role",
        "last day is before the first",
        "No place has the code GONE",
    ):
        assert words in messages, words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no lines"),
        ("nonsense\n1\n", "not a header"),
        (PLACES.replace("function", "fonction") + "M,,ministry,و,M,\n", "No column is called “fonction”"),
        (PLACES.replace("name_en,", "") + "M,,ministry,و,\n", "The column “name_en” is missing"),
        ('code,kind\n"M', "quotation mark"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_says_why(tmp_path: Path, text: str, said: str) -> None:
    assert said in " ".join(message for _line, message in faults(written(tmp_path, text)))


@pytest.mark.parametrize(
    ("header", "unknown", "missing"),
    [
        ("code;parent;knd;name_ar;name_en", "knd", "kind"),
        ("cod;parent;kind;name_ar;name_en", "cod", "code"),
        ("email;user_number;name_ar;name_en;rle;place", "rle", "role"),
    ],
)
def test_a_header_with_one_wrong_name_is_told_which(tmp_path: Path, header: str, unknown: str, missing: str) -> None:
    said = [message for _line, message in faults(written(tmp_path, header + "\nM;;ministry;و;M\n"))]
    assert said == [f"No column is called “{unknown}”.", f"The column “{missing}” is missing."]


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in faults(written(tmp_path, "code,kind", "network.xlsx"))[0][1]
    assert "cannot be read" in faults(tmp_path / "missing.csv")[0][1]


def test_what_is_wrong_in_a_line_and_between_lines_is_said_in_one_go(tmp_path: Path) -> None:
    places = TREE + "C,NOWHERE,palace,مركز,Centre,\n" + "U,,unit,,Unit,\n" + "V,U,unit,وحدة,Unit,\n"
    staff = STAFF + "not-an-email,1,أ ب,A B,nobody,GONE,,\n" + "a@b.example,1,أ ب,A B,nobody,C,,\n"
    staff += "a@b.example,2,أ ب,A B,coordinator,X,31/31/2026,\n"
    said = faults(written(tmp_path, places, "places.csv"), written(tmp_path, staff, "staff.csv"))
    by_line = [(line, message.split("“")[0].split(":")[0]) for line, message in said]
    assert [message for line, message in said if line == 5] == [
        "No kind of place is called “palace”.",
        "The code C is there already, in line 4.",
        "No place has the code NOWHERE, here or in the network.",
    ]
    assert [message for line, message in said if line == 6] == [
        "“name_ar” is empty.",
        "Say under which place it stands.",
    ]
    assert 7 not in [line for line, _message in by_line], "what stands below a faulty line is not faulty for that"
    messages = [message for _line, message in said]
    assert "No place has the code GONE, here or in the network." in messages
    assert "No place has the code X, here or in the network." in messages
    assert "Line 3 says something else of this person: the same e-mail, another number or name." in messages


def test_a_column_that_is_missing_is_said_once(tmp_path: Path) -> None:
    text = PLACES.replace("name_en,", "") + "M,,ministry,و,\nS,M,university,ج,\n"
    assert [message for _line, message in faults(written(tmp_path, text))] == ["The column “name_en” is missing."]


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.write_bytes(b"PK"), lambda path: None])
@pytest.mark.parametrize("name", ["network.csv", "network.xlsx"])
def test_in_an_arabic_report_no_english_stands(tmp_path: Path, make: Callable[[Path], object], name: str) -> None:
    path = tmp_path / name
    make(path)
    with translation.override("ar"):
        (fault,) = import_network([path], at=AT).faults
    assert not re.search("[A-Za-z]", fault.message.replace("UTF-8", "").replace("Excel", "")), fault.message


def test_commands_may_be_written_with_dashes() -> None:
    environment = os.environ | {"TAWASUL_DEMONSTRATION": "1", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    for name in ("import-network", "verify-timeline"):
        asked = [sys.executable, "manage.py", name, "--help"]
        told = subprocess.run(asked, cwd=settings.BASE, env=environment, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        assert "--language" in told.stdout


def test_names_change_and_a_role_ends_but_a_place_is_not_moved(tmp_path: Path) -> None:
    held = STAFF + "a@b.example,1,أ ب,A B,centre_supervisor,C,2026-01-01,\n"
    import_network([written(tmp_path, TREE), written(tmp_path, held, "staff.csv")], at=AT)

    again = import_network(
        [
            written(tmp_path, TREE.replace("جامعة,University", "جامعة الشمال,North")),
            written(tmp_path, held.replace("2026-01-01,", "2026-01-01,2026-12-31"), "staff.csv"),
        ],
        at=AT,
    )
    assert again.faults == []
    assert again.done == {"renamed": 1, "unchanged": 2, "ended": 1}
    assert Place.objects.get(code="S").former_names.get().name_ar == "جامعة"
    assert Membership.objects.get().ends_on == date(2026, 12, 31)

    with translation.override("en"):
        moved = import_network([written(tmp_path, TREE.replace("C,S,centre", "C,M,centre"))], at=AT)
    assert ["not moved" in str(fault.message) for fault in moved.faults] == [True]


def test_the_command_reports_in_the_language_asked_for(tmp_path: Path, capsys) -> None:
    wrong = written(tmp_path, TREE + "X,NOWHERE,unit,وحدة,Unit,\n")
    with pytest.raises(SystemExit, match="1"):
        call_command("import_network", wrong, language="en")
    said = capsys.readouterr()
    assert "network.csv, line 5: No place has the code NOWHERE" in said.out
    assert said.err == "Nothing was imported: 1 fault.\n"

    right = written(tmp_path, TREE)
    call_command("import_network", right, check=True, language="en")
    assert not Place.objects.exists()
    call_command("import_network", right, language="en")
    assert "3  places opened" in capsys.readouterr().out


def test_a_line_without_a_code_blames_no_other_line(tmp_path: Path) -> None:
    text = TREE + ",M,university,جامعة ثانية,Second,\nD,C,department,إدارة,Department,\n"
    assert faults(written(tmp_path, text)) == [(5, "“code” is empty.")]


def test_cells_beyond_the_header_are_told(tmp_path: Path) -> None:
    assert faults(written(tmp_path, TREE + "D,C,department,إدارة,Department,,extra,cells\n")) == [
        (5, "This line has more cells than the header has columns.")
    ]


def test_a_quotation_mark_that_is_not_closed_is_told_where_it_begins(tmp_path: Path) -> None:
    text = TREE + 'D,C,department,"إدارة,Department,\nE,C,department,إدارة,Department,\n'
    assert faults(written(tmp_path, text)) == [(5, "A quotation mark is not closed, or stands where none may.")]
