"""What a plan makes of the tree: which places close in whose favour, and which move. Pure: nodes and lines in, a plan out.

Lines are taken in their order, each on the tree that the ones before it have left: whatever is merged into a place that has
taken in another already finds there what came with that one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tawasul.centres.roles import MAY_STAND_UNDER, SECTORS, PlaceKind


class StepKind(StrEnum):
    """What a line of a plan does."""

    OPEN = "open"  # a place that is not there yet
    MERGE = "merge"  # a place closes, and another takes over what it did, with all that stands below it
    MOVE = "move"  # a place, with all that stands below it, stands under another
    RENAME = "rename"


class Why(StrEnum):
    """Why a line cannot be done."""

    NO_SUCH_PLACE = "no_such_place"
    NO_SUCH_SUCCESSOR = "no_such_successor"
    NO_SUCH_PARENT = "no_such_parent"
    CODE_TAKEN = "code_taken"
    OF_ANOTHER_KIND = "of_another_kind"
    CANNOT_STAND_THERE = "cannot_stand_there"
    STANDS_THERE = "stands_there"
    BELOW_ITSELF = "below_itself"
    THE_MINISTRY = "the_ministry"
    NO_NAME = "no_name"
    NO_KIND = "no_kind"
    ALIKE = "alike"  # several places there do what one of the old does
    CLOSES_BEFORE = "closes_before"  # a line before this one closes it
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Node:
    """An open place. Of places that the plan opens the id is negative."""

    id: int
    code: str
    kind: PlaceKind
    parent: int | None
    name: str  # folded
    function: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a plan. `number` says where it stands; places are named by their codes."""

    number: int
    step: StepKind
    code: str
    other: str = ""  # the successor of a merge, the parent of a move or of what is opened
    kind: str = ""
    name_ar: str = ""
    name_en: str = ""
    function: str = ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong in a line; `about` are the codes of the places that it is about."""

    number: int
    why: Why
    about: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Plan:
    """What the lines come to. `closing`: from the place to its open successor. `moving`: from the place to its new parent,
    those that stand higher first. `opening` and `renaming`: from the place to its line."""

    closing: dict[int, int] = field(default_factory=dict)
    moving: dict[int, int] = field(default_factory=dict)
    opening: dict[int, Line] = field(default_factory=dict)
    renaming: dict[int, Line] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    caused_by: dict[int, int] = field(
        default_factory=dict
    )  # from a place that closes or moves to the number of its line
    nodes: dict[int, Node] = field(default_factory=dict)  # the tree as it will be

    @property
    def changes(self) -> bool:
        """Whether anything becomes otherwise."""
        return bool(self.closing or self.moving or self.opening or self.renaming)

    def depth(self, pk: int) -> int:
        """How many places stand above one."""
        parent, above = self.nodes[pk].parent, 0
        while parent is not None:
            parent, above = self.nodes[parent].parent, above + 1
        return above


def plan_of(nodes: Iterable[Node], lines: Iterable[Line], *, taken: Iterable[str] = ()) -> Plan:
    """What these lines, in their order, make of the open places; `taken` are the codes of closed ones."""
    before = {node.id: node for node in nodes}
    work = _Work(before, {node.code for node in before.values()} | set(taken))
    for line in lines:
        work.take(line)
    return work.done(before)


class _Work:
    def __init__(self, nodes: dict[int, Node], taken: set[str]) -> None:
        self.nodes = dict(nodes)
        self.taken = taken
        self.by_code = {node.code: node.id for node in nodes.values()}
        self.below: dict[int | None, set[int]] = {}
        for node in nodes.values():
            self.below.setdefault(node.parent, set()).add(node.id)
        self.plan = Plan()
        self.line = Line(number=0, step=StepKind.OPEN, code="")

    def take(self, line: Line) -> None:
        self.line = line
        {
            StepKind.OPEN: self.open,
            StepKind.MERGE: self.merge,
            StepKind.MOVE: self.move,
            StepKind.RENAME: self.rename,
        }[line.step]()

    def done(self, before: dict[int, Node]) -> Plan:
        plan = self.plan
        for old in plan.closing:
            new = plan.closing[old]
            while new in plan.closing:
                new = plan.closing[new]
            plan.closing[old] = new
        moved = [pk for pk, node in self.nodes.items() if pk in before and node.parent != before[pk].parent]
        plan.moving = {pk: self._parent(pk) for pk in sorted(moved, key=lambda pk: (len(self._above(pk)), pk))}
        plan.opening = {pk: line for pk, line in plan.opening.items() if pk in self.nodes}
        plan.renaming = {pk: line for pk, line in plan.renaming.items() if pk in self.nodes}
        plan.closing = {old: new for old, new in plan.closing.items() if old in before}
        plan.nodes = self.nodes
        return plan

    def open(self) -> None:
        line = self.line
        parent = self._found(line.other, Why.NO_SUCH_PARENT)
        if line.kind not in set(PlaceKind):
            return self._fault(Why.NO_KIND, line.code)
        if not (line.name_ar.strip() and line.name_en.strip()):
            return self._fault(Why.NO_NAME, line.code)
        if not line.code or line.code in self.taken:
            return self._fault(Why.CODE_TAKEN, line.code)
        if parent is None:
            return None
        if PlaceKind(parent.kind) not in MAY_STAND_UNDER[PlaceKind(line.kind)]:
            return self._fault(Why.CANNOT_STAND_THERE, line.code, parent.code)
        pk = -1 - len(self.plan.opening)
        node = Node(
            id=pk,
            code=line.code,
            kind=PlaceKind(line.kind),
            parent=parent.id,
            name=line.name_ar,
            function=line.function,
        )
        self.taken.add(line.code)
        self.nodes[pk], self.by_code[line.code], self.plan.opening[pk] = node, pk, line
        self.below.setdefault(parent.id, set()).add(pk)
        return None

    def rename(self) -> None:
        node = self._found(self.line.code, Why.NO_SUCH_PLACE)
        if not (self.line.name_ar.strip() and self.line.name_en.strip()):
            self._fault(Why.NO_NAME, self.line.code)
        elif node is not None:
            self.plan.renaming[node.id] = self.line

    def move(self) -> None:
        node = self._found(self.line.code, Why.NO_SUCH_PLACE)
        parent = self._found(self.line.other, Why.NO_SUCH_PARENT)
        if node is None or parent is None:
            return
        if parent.id == node.parent:
            self._fault(Why.STANDS_THERE, node.code, parent.code)
        elif node.id in (parent.id, *self._above(parent.id)):
            self._fault(Why.BELOW_ITSELF, node.code, parent.code)
        elif parent.kind not in MAY_STAND_UNDER[node.kind]:
            self._fault(Why.CANNOT_STAND_THERE, node.code, parent.code)
        else:
            self._put(node.id, parent.id)

    def merge(self) -> None:
        if self.line.code and self.line.code == self.line.other:  # a file names every old place: this one stays
            self._found(self.line.code, Why.NO_SUCH_PLACE)
            return
        old = self._found(self.line.code, Why.NO_SUCH_PLACE)
        new = self._found(self.line.other, Why.NO_SUCH_SUCCESSOR)
        if old is None or new is None:
            return
        if old.parent is None:
            self._fault(Why.THE_MINISTRY, old.code)
        elif not _alike(old.kind, new.kind):
            self._fault(Why.OF_ANOTHER_KIND, old.code, new.code)
        elif old.id in self._above(new.id):
            self._fault(Why.BELOW_ITSELF, old.code, new.code)
        else:
            self._merge(old.id, new.id)

    def _merge(self, old: int, new: int) -> None:
        for pk in sorted(self.below.get(old, ()), key=lambda each: (each < 0, abs(each))):
            child = self.nodes[pk]
            match self._counterparts(child, new):
                case []:
                    if self.nodes[new].kind in MAY_STAND_UNDER[child.kind]:
                        self._put(pk, new)
                    else:
                        self._fault(Why.CANNOT_STAND_THERE, child.code, self.nodes[new].code)
                case [one]:
                    self._merge(pk, one)
                case several:
                    self._fault(Why.ALIKE, child.code, *(self.nodes[each].code for each in several))
        if self.below.get(old):  # what could not go keeps the place open, and the plan from being carried out
            return
        node = self.nodes.pop(old)
        self.below.get(node.parent, set()).discard(old)
        del self.by_code[node.code]
        self.plan.closing[old] = new
        self.plan.caused_by[old] = self.line.number

    def _counterparts(self, child: Node, new: int) -> list[int]:
        """Which of the places below the successor do what this one does: the only centre; by function; by name."""
        there = [self.nodes[pk] for pk in sorted(self.below.get(new, ())) if self.nodes[pk].kind == child.kind]
        there = [node for node in there if node.id != child.id]
        named = [node.id for node in there if node.name == child.name]
        if len(named) == 1:
            return named
        if child.kind is PlaceKind.CENTRE:
            return [node.id for node in there]
        if child.function:
            return [node.id for node in there if node.function == child.function]
        return named

    def _put(self, pk: int, parent: int) -> None:
        node = self.nodes[pk]
        self.below.get(node.parent, set()).discard(pk)
        self.below.setdefault(parent, set()).add(pk)
        self.nodes[pk] = replace(node, parent=parent)
        self.plan.caused_by[pk] = self.line.number

    def _found(self, code: str, why: Why) -> Node | None:
        pk = self.by_code.get(code)
        if pk is None:
            self._fault(Why.CLOSES_BEFORE if code in self.taken else why, code)
            return None
        return self.nodes[pk]

    def _fault(self, why: Why, *about: str) -> None:
        self.plan.faults.append(Fault(number=self.line.number, why=why, about=about))

    def _parent(self, pk: int) -> int:
        parent = self.nodes[pk].parent
        if parent is None:
            raise RuntimeError("only the ministry has no parent, and it does not move")
        return parent

    def _above(self, pk: int) -> list[int]:
        above = []
        parent = self.nodes[pk].parent
        while parent is not None:
            above.append(parent)
            parent = self.nodes[parent].parent
        return above


def _alike(one: PlaceKind, other: PlaceKind) -> bool:
    return one == other or {one, other} <= SECTORS
