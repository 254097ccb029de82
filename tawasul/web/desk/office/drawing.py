"""A lifecycle as a drawing: states in columns from first to last, arrows between them. Plain numbers; the template draws."""

from dataclasses import dataclass

from tawasul.tickets.labels import STATE_LABELS
from tawasul.tickets.lifecycle import LIFECYCLES, State, TicketType
from tawasul.web.tones import tone_of

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 138, 50, 46, 44, 6
BELOW = 16  # under the last row, for the bows beneath it
LINE = 17  # from one line of words in a box to the next
LONGEST_LINE = 17  # letters

# Where each state stands: column and row. The main road is row 1, waiting for others above it, the way out below.
PLACES: dict[State, tuple[int, int]] = {
    State.SUBMITTED: (0, 1),
    State.IN_TRIAGE: (1, 1),
    State.RETURNED: (1, 0),
    State.REFERRED: (2, 0),
    State.WITH_COORDINATOR: (2, 1),
    State.REPLY_DRAFTED: (3, 1),
    State.UNDER_REVIEW: (4, 1),
    State.REPLIED: (4, 2),
    State.CLOSED: (3, 2),
    State.OBJECTED: (2, 2),
    State.WITHDRAWN: (1, 2),
}


@dataclass(frozen=True, kw_only=True)
class Box:
    """A state: where it is drawn, and how it is said."""

    x: int
    y: int
    label: str
    tone: str

    @property
    def middle_x(self) -> int:
        """The middle, for the words."""
        return self.x + WIDTH // 2

    @property
    def middle_y(self) -> int:
        """The middle, where arrows meet."""
        return self.y + HEIGHT // 2

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The words in one line or two, each with its height."""
        words = self.label.split()
        if len(self.label) <= LONGEST_LINE or len(words) < 2:
            return [(self.middle_y, self.label)]
        cut = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))))
        halves = (" ".join(words[:cut]), " ".join(words[cut:]))
        return [(self.middle_y + shift, half) for shift, half in zip((-LINE // 2, LINE // 2), halves, strict=True)]


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """The boxes and the arrows (SVG paths) of one lifecycle, and the size of it all."""

    width: int
    height: int
    boxes: list[Box]
    arrows: list[str]
    box_width: int = WIDTH
    box_height: int = HEIGHT


def drawing_of(kind: TicketType, *, right_to_left: bool = False) -> Drawing:
    """The lifecycle of a type. Withdrawing, possible from nearly everywhere, is drawn from triage alone: see the table."""
    columns = max(column for column, _row in PLACES.values()) + 1
    width = MARGIN * 2 + columns * WIDTH + (columns - 1) * GAP_X
    boxes = {state: _box(state, width, right_to_left) for state in State}
    arrows = sorted({
        (step_from, step.to)
        for step in LIFECYCLES[kind]
        if step.to is not None
        for step_from in step.origin
        if step_from is not step.to and (step.to is not State.WITHDRAWN or step_from is State.IN_TRIAGE)
    })  # fmt: skip
    return Drawing(
        width=width,
        height=MARGIN * 2 + 3 * HEIGHT + 2 * GAP_Y + BELOW,
        boxes=list(boxes.values()),
        arrows=[_arrow(boxes[origin], boxes[to]) for origin, to in arrows],
    )


def _box(state: State, width: int, right_to_left: bool) -> Box:
    column, row = PLACES[state]
    x = MARGIN + column * (WIDTH + GAP_X)
    return Box(
        x=width - x - WIDTH if right_to_left else x,
        y=MARGIN + row * (HEIGHT + GAP_Y),
        label=str(STATE_LABELS[state.value]),
        tone=tone_of(state.value),
    )


def _arrow(origin: Box, to: Box) -> str:
    """From edge to edge: straight to a neighbour, in a bow over what stands between."""
    if origin.x == to.x:
        down = to.y > origin.y
        start_y, end_y = (origin.y + HEIGHT, to.y) if down else (origin.y, to.y + HEIGHT)
        x = origin.middle_x + (14 if down else -14)
        return f"M{x} {start_y}L{x} {end_y}"
    forward = to.x > origin.x
    start_x, end_x = (origin.x + WIDTH, to.x) if forward else (origin.x, to.x + WIDTH)
    shift = 8 if forward else -8
    start_y, end_y = origin.middle_y + shift, to.middle_y + shift
    if origin.y == to.y and abs(to.x - origin.x) > WIDTH + GAP_X:
        top = origin.y - 20 if forward else origin.y + HEIGHT + 20
        edge = origin.y if forward else origin.y + HEIGHT
        return f"M{origin.middle_x} {edge}C{origin.middle_x} {top},{to.middle_x} {top},{to.middle_x} {edge}"
    if abs(to.x - origin.x) > WIDTH + GAP_X:
        return _between_rows(start_x, start_y, end_x, end_y)
    half = (start_x + end_x) // 2
    return f"M{start_x} {start_y}C{half} {start_y},{half} {end_y},{end_x} {end_y}"


def _between_rows(start_x: int, start_y: int, end_x: int, end_y: int) -> str:
    """To another row past a whole column: along the gap between the rows, so that no box is crossed."""
    step = GAP_X if end_x > start_x else -GAP_X
    gap_y = (start_y + end_y) // 2
    out, back = start_x + step, end_x - step
    return (
        f"M{start_x} {start_y}C{start_x + step // 2} {start_y},{start_x + step // 2} {gap_y},{out} {gap_y}"
        f"L{back} {gap_y}C{end_x - step // 2} {gap_y},{end_x - step // 2} {end_y},{end_x} {end_y}"
    )
