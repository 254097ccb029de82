"""Puts people and words to a walk through the lifecycle: who does each step, where it is referred, what is written."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from tawasul.centres.roles import PlaceKind
from tawasul.cli.demonstration import days, phrases, writing
from tawasul.cli.demonstration.beneficiaries import BeneficiaryPlan
from tawasul.cli.demonstration.departments import GENERAL_FOLLOWUP
from tawasul.cli.demonstration.desks import Desks, Worker
from tawasul.cli.demonstration.lives import Doer, Filing, Life, Move
from tawasul.cli.demonstration.network import SectorPlan
from tawasul.cli.demonstration.paths import Stage, Stretch
from tawasul.cli.demonstration.subjects import Template
from tawasul.lib.hijri import dual_date
from tawasul.tickets.deciding import standing
from tawasul.tickets.lifecycle import Action, State, TicketType

PHOTOGRAPHED = frozenset({"buildings", "transport", "safety", "facilities", "housing"})


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where and how a ticket is filed, and on what."""

    sector: SectorPlan
    template: Template
    channel: str
    filed_at: datetime


@dataclass
class _Story:
    """What is so at this point of a life."""

    setting: Setting
    type: TicketType
    sector: SectorPlan
    asker: BeneficiaryPlan
    known: dict[str, str]
    filer: Worker | None
    sorter: Worker
    department: str | None = None
    holder: Worker | None = None
    authors: set[str] = field(default_factory=set)
    author_roles: set[str] = field(default_factory=set)
    reviewers: set[Worker] = field(default_factory=set)
    draft: str = ""


class Storyteller:
    """Tells lives one after another; what it draws depends on the generator alone."""

    def __init__(self, rng: Random, plans: list[SectorPlan], desks: Desks, askers: list[BeneficiaryPlan]) -> None:
        self._rng, self._plans, self._desks, self._askers = rng, plans, desks, askers
        self._ministry = next(plan for plan in plans if plan.kind is PlaceKind.MINISTRY)

    def tell(
        self, setting: Setting, ticket_type: TicketType, stages: list[Stage], instants: list[datetime], wanted: State
    ) -> Life:
        """The life with its filing and every move."""
        asker = self._asker(setting)
        filer = None
        if setting.channel != "portal":
            filer = self._desks.filer(self._rng, setting.sector, self._ministry, setting.channel)
        story = _Story(
            setting=setting,
            type=ticket_type,
            sector=setting.sector,
            asker=self._askers[asker],
            known=writing.facts(self._rng),
            filer=filer,
            sorter=self._desks.sorter(self._rng, setting.sector, ticket_type),
        )
        filing = self._filing(story, asker)
        moves = []
        for place, (stage, at) in enumerate(zip(stages, instants, strict=True)):
            moves.append(self._move(story, stage, at, [later.stretch for later in stages[place + 1 :]]))
        return Life(template=setting.template.key, filing=filing, moves=tuple(moves), state=wanted)

    def _asker(self, setting: Setting) -> int:
        women = setting.sector.sector.women_only and setting.template.audience == "student"
        fit = [
            place
            for place, person in enumerate(self._askers)
            if person.category == setting.template.audience
            and (person.female or not women)
            and (person.mobile or setting.channel != "portal")
        ]
        return self._rng.choice(fit)

    def _filing(self, story: _Story, asker: int) -> Filing:
        template = story.setting.template
        text = self._said(story, self._rng.choice(template.texts))
        return Filing(
            at=story.setting.filed_at,
            type=story.type,
            channel=story.setting.channel,
            centre=story.sector.centre,
            beneficiary=asker,
            subject=template.subject,
            text=writing.as_typed(self._rng, text),
            incident_place=self._said(story, self._rng.choice(template.places)) if template.places else "",
            files=self._files(template) if self._rng.random() < 0.12 else (),
            by=story.filer,
        )

    def _move(self, story: _Story, stage: Stage, at: datetime, later: list[Stretch]) -> Move:
        stretch = stage.stretch
        by = self._doer(story, stretch)
        match stretch.action:
            case Action.RETURN:
                return Move(at=at, action=stretch.action, by=by, text=story.setting.template.missing)
            case Action.COMPLETE:
                files = self._files(story.setting.template) if self._rng.random() < 0.5 else ()
                return Move(
                    at=at, action=stretch.action, by=by, text=self._rng.choice(phrases.COMPLETIONS), files=files
                )
            case Action.REFER_TO_DEPARTMENT | Action.REFER_TO_COORDINATOR:
                return self._referral(story, stretch, at, by)
            case Action.REFER_TO_CENTRE:
                return self._to_centre(story, at, by)
            case Action.PASS_BACK:
                story.department = story.holder = None
                return Move(at=at, action=stretch.action, by=by, text=self._rng.choice(phrases.BACK_REFERRALS))
            case Action.ACCEPT:
                story.holder = by if isinstance(by, Worker) else None
            case Action.DRAFT_REPLY | Action.SUBMIT_REPLY:
                return self._written(story, stretch, at, by, later)
            case Action.SEND_BACK_REPLY:
                return Move(at=at, action=stretch.action, by=by, text=self._rng.choice(phrases.RETURNED_DRAFTS))
            case Action.WITHDRAW:
                return Move(at=at, action=stretch.action, by=by, text=self._rng.choice(phrases.WITHDRAWALS))
            case Action.ADD_NOTE:
                return Move(at=at, action=stretch.action, by=by, text=self._rng.choice(phrases.NOTES))
            case Action.CLASSIFY:
                priority = self._rng.choice(("", "", "high", "urgent"))
                subject = story.setting.template.subject
                return Move(at=at, action=stretch.action, by=by, text=subject, choice=priority)
            case Action.UPHOLD_OBJECTION:
                story.department = story.holder = None
                outcome = self._rng.choice(("upheld", "upheld", "partly"))
                return Move(at=at, action=stretch.action, by=by, text=self._rng.choice(phrases.UPHELD), choice=outcome)
            case Action.REASSIGN:
                return self._reassigned(story, at, by)
            case action if action in phrases.PRESSING:
                return Move(at=at, action=action, by=by, text=self._rng.choice(phrases.PRESSING[action]))
        return Move(at=at, action=stretch.action, by=by)

    def _doer(self, story: _Story, stretch: Stretch) -> Doer:
        match stretch.who:
            case "sorter" | "officer":
                return story.sorter
            case "coordinator":
                return story.holder or self._desks.coordinator(self._rng, story.department or "")
            case "reviewer":
                reviewer = self._desks.reviewer(self._rng, story.sector, story.department, story.authors)
                story.reviewers.add(reviewer)
                return reviewer
            case "decider":
                return self._decider(story)
            case "closer":
                return self._closer(story)
            case "follower":
                return self._desks.follower(self._rng, story.sector)
            case "leader":
                return self._desks.leader(self._rng, story.sector, story.department or "")
        # Without a mobile nobody proves who they are online: an officer of the centre acts for them.
        return (
            "beneficiary"
            if story.asker.mobile
            else self._desks.filer(self._rng, story.sector, self._ministry, "counter")
        )

    def _decider(self, story: _Story) -> Worker:
        answered = {worker.role for worker in story.reviewers} | story.author_roles
        above = max(standing(role) for role in answered)
        involved = story.authors | {worker.email for worker in story.reviewers}
        return self._desks.decider(self._rng, story.sector, self._ministry, above, involved)

    def _closer(self, story: _Story) -> Doer:
        how = self._rng.random()
        if how < 0.3 and story.asker.mobile:
            return "beneficiary"
        return "system" if how < 0.8 else self._desks.closer(self._rng, story.sector)

    def _referral(self, story: _Story, stretch: Stretch, at: datetime, by: Doer) -> Move:
        reasons: tuple[str, ...] = phrases.FURTHER_REFERRALS if story.department else phrases.FIRST_REFERRALS
        if stretch.target == "followup" and not story.department:
            reasons = phrases.COMPLAINT_REFERRALS
        story.department = self._department(story, stretch.target)
        story.holder = None
        if stretch.action is Action.REFER_TO_COORDINATOR:
            story.holder = self._desks.coordinator(self._rng, story.department)
        return Move(
            at=at,
            action=stretch.action,
            by=by,
            text=self._rng.choice(reasons),
            place=story.department,
            coordinator=story.holder,
        )

    def _reassigned(self, story: _Story, at: datetime, by: Doer) -> Move:
        other = self._desks.colleague(self._rng, story.department or "", story.holder)
        if other is None:  # nobody else is there: a reminder has to do
            return Move(at=at, action=Action.REMIND, by=by, text=phrases.PRESSING[Action.REMIND][0])
        story.holder = other
        text = self._rng.choice(phrases.REASSIGNMENTS)
        return Move(at=at, action=Action.REASSIGN, by=by, text=text, coordinator=story.holder)

    def _department(self, story: _Story, target: str) -> str:
        if target == "followup":
            return story.sector.department(GENERAL_FOLLOWUP)
        subject = story.sector.department(story.setting.template.department)
        if target == "subject" and subject != story.department:
            return subject
        codes = [story.sector.department(row.key) for row in story.sector.departments]
        return self._rng.choice([code for code in codes if code != story.department])

    def _to_centre(self, story: _Story, at: datetime, by: Doer) -> Move:
        key = story.setting.template.department
        others = [
            plan
            for plan in self._plans
            if plan.kind is story.sector.kind
            and plan is not story.sector
            and key in {row.key for row in plan.departments}
        ] or [self._plans[1]]
        story.sector = self._rng.choice(others)
        story.sorter = self._desks.sorter(self._rng, story.sector, story.type)
        return Move(
            at=at,
            action=Action.REFER_TO_CENTRE,
            by=by,
            text=self._rng.choice(phrases.CENTRE_REFERRALS),
            place=story.sector.centre,
        )

    def _written(self, story: _Story, stretch: Stretch, at: datetime, by: Doer, later: list[Stretch]) -> Move:
        if isinstance(by, Worker):
            story.holder = by if story.department else story.holder
            story.authors.add(by.email)
            story.author_roles.add(by.role)
        if stretch.action is Action.DRAFT_REPLY:
            sent_back = any(row.action is Action.SEND_BACK_REPLY for row in later)
            story.draft = self._draft(story, at, hasty=sent_back and self._rng.random() < 0.6)
        return Move(at=at, action=stretch.action, by=by, text=story.draft)

    def _draft(self, story: _Story, at: datetime, *, hasty: bool) -> str:
        body = phrases.OBSTACLE_IN_DRAFT if hasty else self._rng.choice(story.setting.template.replies)
        promised = dual_date(days.working_day_after(at.date(), self._rng.randint(2, 9)), "ar")
        whole = phrases.courteous(self._rng, body, suggestion=story.type is TicketType.SUGGESTION)
        return writing.render(whole, female=story.asker.female, known=story.known | {"date": promised})

    def _said(self, story: _Story, wording: str) -> str:
        return writing.render(wording, female=story.asker.female, known=story.known)

    def _files(self, template: Template) -> tuple[str, ...]:
        if template.department in PHOTOGRAPHED:
            return ("photo",)
        return ("document", "photo") if self._rng.random() < 0.2 else ("document",)
