"""What the organisation department appraises in the town: the secretary's appraisal in each state, a year apart, as rows."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from appraisals.models import Appraisal, Poll, Round, Statement, Tally
from appraisals.procedure.results import content_of, counted_of, hash_of
from organisation.models import Tenure
from rulebook.procedures.appraisals import FORMS, OUTLINE
from tests.desk.world import DAY, World

BEFORE = DAY - timedelta(days=30)
STATES = ("set-up", "stated", "published", "voting", "closed", "sealed")


@dataclass(frozen=True, slots=True)
class Appraising:
    """The appraisals by their state, and this year's round."""

    rows: dict[str, Appraisal]
    round: Round

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        at = {state: f"/appraisals/{row.pk}/" for state, row in self.rows.items()}
        of_round = f"/appraisals/rounds/{self.round.pk}/"
        return {
            "appraisal-round-new": f"/appraisals/rounds/new/?year={DAY.year - 1}",
            "appraisal": at["sealed"],
            "appraisal-statement": f"{at['set-up']}statement/",
            "appraisal-statement-draft": f"{at['set-up']}statement/draft/",
            "appraisal-meeting": f"{at['published']}meeting/",
            "appraisal-result": f"{at['sealed']}result/",
            "appraisal-comment": f"{at['sealed']}result/comment/",
            "appraisal-step": f"{at['stated']}steps/publish/",
            "appraisal-round": of_round,
            "appraisal-round-add": f"{of_round}add/",
            "appraisal-round-move": f"{of_round}days/",
        }.get(name, "")


def make(world: World) -> Appraising:
    """Make all of it as rows."""
    rows, rounds = {}, []
    for back, state in enumerate(STATES):
        # Last year has none, so that one may be set up for it.
        rounds.append(_round(world, DAY.year - back - (back > 0)))
        rows[state] = _appraisal(world, rounds[-1], state)
    return Appraising(rows, rounds[0])


def _round(world: World, year: int) -> Round:
    body = world.units["organisation"]
    return Round.objects.create(
        county=world.county, body=body, year=year, form="2026", token=uuid4(), set_up_on=BEFORE, statements_due=BEFORE + timedelta(5),
        opens_on=DAY - timedelta(10), closes_on=DAY + timedelta(5),
    )  # fmt: skip


def _appraisal(world: World, row_of: Round, state: str) -> Appraisal:
    head, town = world.people["head"], world.units["town"]
    held = Tenure.objects.filter(post__is_head=True, during__contains=DAY, post__unit=town)
    post = held.get(person=head).post
    values: dict[str, object] = {} if state == "set-up" else {"stated_on": BEFORE}
    if state in STATES[2:]:
        values |= {"state": state, "published_on": BEFORE}
    if state in STATES[3:]:
        values |= {"opened_at": datetime(DAY.year, DAY.month, DAY.day - 9, tzinfo=UTC)}
    if state in STATES[4:]:
        values |= {"closed_at": datetime(DAY.year, DAY.month, DAY.day - 2, tzinfo=UTC)}
    counts = {"overall": {"satisfied": 8, "fairly": 1, "not": 0, "unknown": 0}}
    if state == "sealed":
        counted = [counted_of(electorate="members", issued=10, returned=9, counts=counts)]
        content = content_of({"year": row_of.year}, "2026", counted, [])
        values |= {"sealed_on": DAY, "content": content, "content_hash": hash_of(content)}
    row = Appraisal.objects.create(round=row_of, year=row_of.year, person=head, unit=town, post=post)
    if state != "set-up":
        # Written while it may be: a published statement stays as it is.
        Statement.objects.create(appraisal=row, parts={heading.key: "已经完成。" for heading in OUTLINE})
        Appraisal.objects.filter(pk=row.pk).update(**values)
        row.refresh_from_db()
    _poll(row, counts)
    return row


def _poll(row: Appraisal, counts: dict[str, dict[str, int]]) -> None:
    """The members' poll; counted where the ballot is closed."""
    is_over = row.closed_at is not None
    poll = Poll.objects.create(
        appraisal=row, electorate="members", slips=10, cast=9 if is_over else 0, counted_at=row.closed_at
    )
    if is_over:
        Tally.objects.bulk_create(
            Tally(poll=poll, question=question.key, grade=grade.value, count=counts.get(question.key, {}).get(grade.value, 0))
            for question in FORMS["2026"].asked_of("members")
            for grade, _name in question.scale.grades
        )  # fmt: skip
