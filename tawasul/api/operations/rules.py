"""The rules as data: what may be done from which state by whom."""

from pydantic import BaseModel, Field

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.tickets.labels import ACTION_LABELS, STATE_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import FINAL_STATES, HANDS, LIFECYCLES, State, Step

router = Noun("rules")


class StateSaid(BaseModel):
    """A state, and whose hands a ticket is in there."""

    state: str
    label: str
    hands: str
    final: bool


class StepSaid(BaseModel):
    """A row of a lifecycle."""

    action: str
    label: str
    origin: list[str]
    leads_to: str | None = Field(description="Empty where the state stays")
    power: str | None
    standing: str
    by_beneficiary: bool
    required: list[str]
    clock: str
    tells: list[str]


class Lifecycle(BaseModel):
    """The life of a type of ticket."""

    type: str
    label: str
    steps: list[StepSaid]


class Lifecycles(BaseModel):
    """All lives."""

    states: list[StateSaid]
    lifecycles: list[Lifecycle]


@router.opens("GET", "/lifecycles", Lifecycles)
def lifecycles(request: Call) -> Lifecycles:  # noqa: ARG001
    """The tables from which pages, refusals and this interface's actions come."""
    return Lifecycles(
        states=[
            StateSaid(
                state=state.value,
                label=str(STATE_LABELS[state.value]),
                hands=HANDS[state].value,
                final=state in FINAL_STATES,
            )
            for state in State
        ],
        lifecycles=[
            Lifecycle(type=kind.value, label=str(TYPE_LABELS[kind.value]), steps=[_said(step) for step in steps])
            for kind, steps in LIFECYCLES.items()
        ],
    )


def _said(step: Step) -> StepSaid:
    return StepSaid(
        action=step.action.value,
        label=str(ACTION_LABELS[step.action.value]),
        origin=[state.value for state in State if state in step.origin],
        leads_to=step.to.value if step.to else None,
        power=step.power.value if step.power else None,
        standing=step.standing.value,
        by_beneficiary=step.by_beneficiary,
        required=list(step.required),
        clock=step.clock.value,
        tells=[each.value for each in step.tells],
    )
