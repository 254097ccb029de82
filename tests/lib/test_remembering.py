import pytest

from tawasul.lib.remembering import remembered, remembering


def test_a_look_up_is_remembered_through_a_stretch_and_no_longer() -> None:
    asked: list[tuple[int, str]] = []

    @remembered
    def look_up(number: int, word: str = "") -> int:
        asked.append((number, word))
        return len(asked)

    assert [look_up(1), look_up(1)] == [1, 2], "outside a stretch every answer is new"
    with remembering():
        assert [look_up(1), look_up(1), look_up(2), look_up(1, word="a"), look_up(1)] == [3, 3, 4, 5, 3]
    assert look_up(1) == 6
    with remembering():
        assert look_up(1) == 7, "another stretch begins with nothing"


def test_a_stretch_ends_with_what_broke_it_off() -> None:
    asked: list[int] = []

    @remembered
    def look_up() -> int:
        asked.append(1)
        return len(asked)

    def broken_off() -> None:
        with remembering():
            look_up()
            raise LookupError

    with pytest.raises(LookupError):
        broken_off()
    assert look_up() == 2
