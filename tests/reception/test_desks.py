"""What a desk may be called, and that one desk is one whoever writes its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.lib.digits import western
from tawasul.lib.errors import Conflict, Invalid
from tawasul.reception import actions
from tawasul.reception.actions.desks import LONGEST_NAME, desk_name
from tawasul.reception.course import State
from tawasul.reception.models import Desk
from tawasul.reception.reasons import LINES
from tawasul.reception.stuck import CALLED_FOR, SERVED_TIMES, Stuck, stuck_free, stuck_with
from tawasul.reception.waiting import exceeded, near_enough
from tests.cast import SUNDAY
from tests.reception.coming import seat


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("٩", "9"),
        (" ۱۲ ", "12"),
        ("مكتب 5", "5"),
        ("المكتب  الاستقبال", "الاستقبال"),
        ("Desk 3", "3"),
        ("مكتب", "مكتب"),
    ],
)
def test_a_name_is_kept_in_western_digits_and_without_the_word_desk(typed, kept):
    assert desk_name(typed) == kept


@given(st.text(max_size=40))
def test_a_name_that_is_kept_is_kept_so(text):
    name = desk_name(text)
    assert desk_name(name) == name
    assert western(name) == name


def test_a_name_too_long_for_the_screen_is_refused_and_not_cut(cast):
    with pytest.raises(Invalid) as refused:
        seat(cast, "مكتب الأشخاص ذوي الإعاقة وكبار السن")
    assert str(LONGEST_NAME) in str(refused.value.fields["name"][0])
    assert not Desk.objects.exists()
    assert seat(cast, "ب" * LONGEST_NAME).name == "ب" * LONGEST_NAME


@pytest.mark.parametrize(
    ("first", "second"), [("1", "١"), ("الإستقبال", "الاستقبال"), ("Front", "front"), ("2", "مكتب 2")]
)
def test_names_that_are_read_alike_are_one_desk(cast, first, second):
    seat(cast, first)
    with pytest.raises(Conflict) as refused:
        seat(cast, second, who="hall_supervisor")
    assert refused.value.code == "taken"
    assert Desk.objects.count() == 1


def test_a_closed_desk_is_called_as_it_is_written_by_whoever_opens_it_next(cast):
    old = Desk.objects.create(centre=cast.places["centre"], name="٩")
    desk = seat(cast, "9")
    assert desk.pk == old.pk
    assert Desk.objects.get().name == "9"


def test_of_several_that_were_called_alike_the_open_one_is_the_desk(cast):
    opened = seat(cast, "1", who="hall_supervisor")
    Desk.objects.create(centre=cast.places["centre"], name="١")
    with pytest.raises(Conflict):
        seat(cast, "١")
    actions.close_desk(actor=cast.hall_supervisor, at=SUNDAY)
    assert seat(cast, "١").pk == opened.pk


@given(st.sampled_from([State.CALLED, State.SERVING]), st.sampled_from(LINES), st.floats(0, 500), st.floats(0, 500))
def test_what_is_stuck_stays_stuck(state, line, minutes, more):
    if stuck_with(state, line.key.value, minutes) is not None:
        assert stuck_with(state, line.key.value, minutes + more) is not None


@pytest.mark.parametrize("line", LINES)
def test_a_desk_is_stuck_from_its_limit_on(line):
    assert stuck_with(State.CALLED, line.key.value, CALLED_FOR - 0.1) is None
    assert stuck_with(State.CALLED, line.key.value, CALLED_FOR) is Stuck.CALLED
    assert stuck_with(State.SERVING, line.key.value, SERVED_TIMES * line.minutes - 0.1) is None
    assert stuck_with(State.SERVING, line.key.value, SERVED_TIMES * line.minutes) is Stuck.SERVED
    assert stuck_free(waited_for=True, quiet=True) is Stuck.FREE
    assert stuck_free(waited_for=True, quiet=False) is None
    assert stuck_free(waited_for=False, quiet=True) is None


@given(st.floats(0, 180), st.floats(0, 400), st.floats(0, 200))
def test_a_wait_that_is_exceeded_never_comes_true(told, waited, more):
    if exceeded(told, waited):
        assert not near_enough(told, waited + more)
