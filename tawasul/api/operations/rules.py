"""The rules as data: what is promised, and what may be done from which state by whom."""

from datetime import date

from django.utils.translation import get_language
from pydantic import BaseModel, Field

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.service_levels.labels import sentence
from tawasul.service_levels.queries import published_commitments
from tawasul.tickets.labels import ACTION_LABELS, STATE_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import FINAL_STATES, HANDS, LIFECYCLES, State, Step

router = Noun("rules")


class Commitment(BaseModel):
    """One line of the document. An empty `subject` or `priority` means: any."""

    subject: str
    step: str
    priority: str
    number: int
    unit: str
    sentence: str


class ServiceLevels(BaseModel):
    """The service-level document in force."""

    version: int
    in_force_from: date
    commitments: list[Commitment]


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


@router.opens("GET", "/service-levels", ServiceLevels)
def service_levels(request: Call) -> ServiceLevels:
    """What is promised to beneficiaries, and to whom else, by when."""
    document = published_commitments(request.auth.at)
    language = get_language() or "ar"
    return ServiceLevels(
        version=document.number,
        in_force_from=document.in_force_from,
        commitments=[
            Commitment(
                subject=each.subject,
                step=each.step,
                priority=each.priority,
                number=each.number,
                unit=each.unit.value,
                sentence=sentence(each, language),
            )
            for each in document.promises
        ],
    )


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
