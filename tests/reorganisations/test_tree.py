"""What plans make of random trees: the tree stays one, and whatever closes is taken over by what is open."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tawasul.centres.roles import MAY_STAND_UNDER, SECTORS, PlaceKind
from tawasul.reorganisations.tree import Line, Node, Plan, StepKind, Why, plan_of

FUNCTIONS = ("", "", "complaints", "general_followup", "quality")
NAMES = ("النقل", "الاختبارات", "المتابعة", "شؤون المعلمين")


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    nodes = [Node(id=1, code="P1", kind=PlaceKind.MINISTRY, parent=None, name="الوزارة")]
    for pk in range(2, draw(st.integers(3, 30))):
        parent = draw(st.sampled_from(nodes))
        kinds = [kind for kind in PlaceKind if parent.kind in MAY_STAND_UNDER[kind]]
        kind = draw(st.sampled_from(kinds or [PlaceKind.DEPARTMENT]))
        if not kinds:
            parent, kind = nodes[0], PlaceKind.EDUCATION_DEPARTMENT
        name, function = draw(st.sampled_from(NAMES)), draw(st.sampled_from(FUNCTIONS))
        nodes.append(Node(id=pk, code=f"P{pk}", kind=kind, parent=parent.id, name=name, function=function))
    return nodes


codes = st.integers(1, 34).map(lambda number: f"P{number}")
lines = st.lists(
    st.builds(
        Line,
        number=st.integers(1, 99),
        step=st.sampled_from(StepKind),
        code=codes,
        other=codes,
        kind=st.sampled_from([kind.value for kind in PlaceKind]),
        name_ar=st.sampled_from(NAMES),
        name_en=st.sampled_from(("Transport", "")),
    ),
    max_size=8,
)


@settings(max_examples=400, deadline=None)
@given(trees(), lines)
def test_the_tree_stays_a_tree_and_nothing_closes_without_an_open_successor(
    nodes: list[Node], asked: list[Line]
) -> None:
    plan = plan_of(nodes, asked)
    before = {node.id: node for node in nodes}
    for old, new in plan.closing.items():
        assert old not in plan.nodes
        assert new in plan.nodes, "whoever takes over is open"
        kinds = {before[old].kind, plan.nodes[new].kind}
        assert len(kinds) == 1 or kinds <= SECTORS
    for node in plan.nodes.values():
        if node.parent is None:
            assert node.id == 1
        else:
            assert plan.nodes[node.parent].kind in MAY_STAND_UNDER[node.kind]
            assert plan.depth(node.id) < 12, "no place lies below itself"
    if not plan.faults:
        assert set(before) == set(plan.closing) | {pk for pk in plan.nodes if pk in before}, "no place is lost"
    assert all(plan.nodes[pk].parent == parent != before[pk].parent for pk, parent in plan.moving.items())
    depths = [plan.depth(pk) for pk in plan.moving]
    assert depths == sorted(depths), "what stands higher moves first"


def _network() -> list[Node]:
    nodes = [Node(id=1, code="M", kind=PlaceKind.MINISTRY, parent=None, name="الوزارة")]
    for pk, code, kind, parent, name, function in (
        (2, "A", "education_department", 1, "الواحة", ""), (3, "A-C", "centre", 2, "مركز الواحة", ""),
        (4, "A-C-T", "department", 3, "النقل", ""), (5, "A-C-F", "department", 3, "متابعة", "general_followup"),
        (6, "A-C-X", "department", 3, "الحي", ""),
        (7, "B", "education_department", 1, "الجنوب", ""), (8, "B-C", "centre", 7, "مركز الجنوب", ""),
        (9, "B-C-T", "department", 8, "النقل", ""), (10, "B-C-F", "department", 8, "المتابعة", "general_followup"),
    ):  # fmt: skip
        nodes.append(Node(id=pk, code=code, kind=PlaceKind(kind), parent=parent, name=name, function=function))
    return nodes


def merged(code: str, into: str) -> Line:
    return Line(number=1, step=StepKind.MERGE, code=code, other=into)


def test_what_stands_below_is_matched_by_name_and_by_what_it_is_for_and_else_goes_whole() -> None:
    plan = plan_of(_network(), [merged("A", "B")])
    assert plan.closing == {2: 7, 3: 8, 4: 9, 5: 10}
    assert plan.moving == {6: 8}
    assert not plan.faults


def test_two_that_do_the_same_there_are_not_chosen_between() -> None:
    again = Node(
        id=11, code="B-C-G", kind=PlaceKind.DEPARTMENT, parent=8, name="متابعة ثانية", function="general_followup"
    )
    plan = plan_of([*_network(), again], [merged("A", "B")])
    assert [(fault.why, fault.about) for fault in plan.faults] == [(Why.ALIKE, ("A-C-F", "B-C-F", "B-C-G"))]
    settled = plan_of([*_network(), again], [merged("A-C-F", "B-C-G"), merged("A", "B")])
    assert not settled.faults
    assert settled.closing[5] == 11


def test_what_cannot_be_is_said_of_the_line_in_which_it_stands() -> None:
    def why(*asked: Line) -> list[Why]:
        return [fault.why for fault in plan_of(_network(), asked, taken={"OLD"}).faults]

    assert why(merged("A", "B-C")) == [Why.OF_ANOTHER_KIND]
    assert why(merged("M", "B")) == [Why.THE_MINISTRY]
    assert why(merged("Z", "B")) == [Why.NO_SUCH_PLACE]
    assert why(merged("A", "Z")) == [Why.NO_SUCH_SUCCESSOR]
    assert why(merged("OLD", "B")) == [Why.CLOSES_BEFORE]
    assert why(merged("A", "B"), merged("A-C", "B-C")) == [Why.CLOSES_BEFORE]
    assert why(Line(number=1, step=StepKind.MOVE, code="A-C", other="A")) == [Why.STANDS_THERE]
    assert why(Line(number=1, step=StepKind.MOVE, code="A-C-T", other="B")) == [Why.CANNOT_STAND_THERE]
    assert why(
        Line(number=1, step=StepKind.OPEN, code="A", other="M", kind="university", name_ar="ا", name_en="a")
    ) == [Why.CODE_TAKEN]


def test_a_line_for_one_that_stays_changes_nothing() -> None:
    plan: Plan = plan_of(_network(), [merged("B", "B")])
    assert not plan.faults
    assert not plan.changes
