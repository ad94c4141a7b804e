"""A county whose organisation department appraises four towns' heads, brought as far as a test needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from appraisals.models import Appraisal, Poll, Round
from appraisals.services import appraisals, meetings, rounds, sealing, statements
from appraisals.services.counting import count
from appraisals.services.pools import Ballot, put_in, questions_of
from organisation.models import Person, Tenure, Unit
from rulebook.establishment import Category
from rulebook.procedures.appraisals import OUTLINE, Electorate, Issue
from rulebook.roles import Role
from rulebook.tenure import Management
from supervision.services import sweep
from tests import factories

YEAR = 2026
STARTS = date(YEAR, 1, 1)
SET_UP = date(YEAR, 11, 2)
STATED = date(YEAR, 11, 6)
DUE = date(YEAR, 11, 13)
OPENS = date(YEAR, 11, 25)
MET = date(YEAR, 11, 26)
CLOSES = date(YEAR, 12, 4)
SEALED = date(YEAR, 12, 8)
PARTS = {heading.key: f"{heading.title}：已经完成。" for heading in OUTLINE}
ISSUES = {
    Electorate.TEAM: Issue(6),
    Electorate.MEMBERS: Issue(12),
    Electorate.MASSES: Issue(9, 3),
    Electorate.SERVED: Issue(0),
}
# Grade → ballots, of twelve; the team's six are half of it.
PLEASED: dict[str, int] = {"satisfied": 10, "fairly": 2, "good": 10, "better": 2}
ANGRY: dict[str, int] = {"satisfied": 4, "fairly": 4, "not": 4, "good": 4, "better": 4, "bad": 4}
Answers = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who: the organisation department appraises, its principal seals, the town's secretary is appraised."""

    units: dict[str, Unit]
    users: dict[str, User]
    people: dict[str, Person]
    tenures: dict[str, Tenure]

    @property
    def head(self) -> Person:
        """The head of the town."""
        return self.people["town"]


def at(day: date) -> datetime:
    """Noon of a day where the county is."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def build() -> Cast:
    """Make the county, four towns and a hospital under its bureau, officers and a principal."""
    rows = {
        "committee": ("镇坪县委", Category.COUNTY_COMMITTEE),
        "organisation": ("县委组织部", Category.PARTY_DEPARTMENT),
        "discipline": ("县纪委监委", Category.DISCIPLINE),
        "finance": ("县财政局", Category.GOVERNMENT_DEPARTMENT),
        "bureau": ("县卫生健康局", Category.GOVERNMENT_DEPARTMENT),
        "town": ("城关镇", Category.TOWN),
        "second": ("华坪镇", Category.TOWN),
        "third": ("曾家镇", Category.TOWN),
        "fourth": ("上竹镇", Category.TOWN),
    }
    units = {key: factories.make_unit(name, category) for key, (name, category) in rows.items()}
    units["hospital"] = factories.make_unit("县医院", Category.INSTITUTION, parent=units["bureau"])
    people, tenures = {}, {}
    for key, name in (
        ("town", "山既明"),
        ("second", "柏知远"),
        ("third", "石听澜"),
        ("fourth", "林望舒"),
        ("bureau", "江清越"),
    ):
        people[key] = factories.make_person(name)
        tenures[key] = factories.make_tenure(people[key], factories.make_post(units[key], "镇党委书记"))
    people["hospital"] = factories.make_person("苗若溪")
    post = factories.make_post(units["hospital"], "院长", managed_by=Management.DEPARTMENT)
    tenures["hospital"] = factories.make_tenure(people["hospital"], post)
    return Cast(units, _users(units, people), people, tenures)


def _users(units: dict[str, Unit], people: dict[str, Person]) -> dict[str, User]:
    users = {
        key: factories.make_user(f"{key}-officer", role=Role.OFFICER, body=units[key])
        for key in ("committee", "organisation", "discipline", "finance", "bureau")
    }
    for key in ("town", "second", "third", "hospital"):
        users[f"{key}-head"] = factories.make_user(f"{key}-head", person=people[key])
    minister = factories.make_person("温怀谷")
    factories.make_tenure(minister, factories.make_post(units["organisation"], "部长", head=False))
    users["principal"] = factories.make_user(
        "principal", person=minister, role=Role.OFFICER, body=units["organisation"]
    )
    member = factories.make_person("容牧之")
    factories.make_tenure(member, factories.make_post(units["town"], "干事", head=False))
    users["member"] = factories.make_user("town-member", person=member)
    users["secretary"] = factories.make_user("town-secretary", role=Role.SECRETARY, body=units["town"])
    leader = factories.make_person("乔景行")
    factories.make_link(leader, units["town"])
    users["leader"] = factories.make_user("town-leader", person=leader)
    users["nobody"] = factories.make_user("somebody")
    factories.start_calendar(STARTS)
    sweep(on=SET_UP - timedelta(1))
    return users


def days(**changed: date) -> rounds.RoundDays:
    """The days of the round."""
    return rounds.RoundDays(**({"statements_due": DUE, "opens_on": OPENS, "closes_on": CLOSES} | changed))


def round_of(cast: Cast, *who: str, year: int = YEAR, by: str = "organisation") -> Round:
    """A round with the heads of the units called so, the town's where none is."""
    picks = [rounds.Pick(cast.tenures[key].pk, ISSUES) for key in who or ("town",)]
    body = cast.units["bureau" if by == "bureau" else "organisation"]
    return rounds.set_up_round(
        token=uuid4(), body=body, year=year, days=days(), picks=picks, by=cast.users[by], on=SET_UP
    )


def set_up(cast: Cast) -> Appraisal:
    """The appraisal of the town's head, just taken in."""
    round_of(cast)
    return Appraisal.objects.get(person=cast.head, year=YEAR)


def stated(cast: Cast) -> Appraisal:
    """With the statement handed in."""
    row, by = set_up(cast), cast.users["town-head"]
    statements.hand_in(appraisal=row.pk, parts=PARTS, by=by, on=STATED)
    return fresh(row)


def published(cast: Cast, on: date = STATED) -> Appraisal:
    """With the statement published."""
    row, by = stated(cast), cast.users["organisation"]
    statements.publish_statement(appraisal=row.pk, by=by, on=on)
    return fresh(row)


def voting(cast: Cast) -> Appraisal:
    """With the ballot open."""
    row, by = published(cast), cast.users["organisation"]
    appraisals.open_ballot(appraisal=row.pk, by=by, on=OPENS, at=at(OPENS))
    return fresh(row)


def met(cast: Cast) -> Appraisal:
    """With the meeting written down."""
    row, by = voting(cast), cast.users["organisation"]
    meetings.record_meeting(appraisal=row.pk, held=meeting(), by=by, on=MET)
    return fresh(row)


def meeting(**changed: object) -> meetings.Held:
    """A meeting as typed."""
    told = {
        "day": MET,
        "place": "镇政府会议室",
        "chair": "温怀谷",
        "present": 46,
        "summary": "述职述廉并答问。",
    }
    return meetings.Held(**(told | changed))  # type: ignore[arg-type]


def counted(cast: Cast, answers: Answers = PLEASED, returned: int = 12) -> Appraisal:
    """Closed and counted: of every electorate `returned` ballots of twelve came back, each question answered by `answers`."""
    row = met(cast)
    cast_ballots(row, answers, returned)
    appraisals.close_ballot(appraisal=row.pk, by=cast.users["organisation"], on=CLOSES, at=at(CLOSES))
    return fresh(row)


def sealed(cast: Cast, answers: Answers = PLEASED, on: date = SEALED) -> Appraisal:
    """With the result published."""
    row = counted(cast, answers)
    sealing.seal_result(appraisal=row.pk, by=cast.users["principal"], on=on)
    return fresh(row)


def past(cast: Cast, key: str, answers: Answers, year: int = YEAR - 1) -> Appraisal:
    """A sealed result of an earlier year, or of another unit this year, as rows brought there step by step."""
    body, tenure, by = cast.units["organisation"], cast.tenures[key], cast.users["principal"]
    row_of, _made = Round.objects.get_or_create(
        body=body, year=year,
        defaults={
            "county": body.county, "form": "2026", "token": uuid4(), "set_up_on": SET_UP.replace(year=year), "statements_due": DUE.replace(year=year),
            "opens_on": OPENS.replace(year=year), "closes_on": CLOSES.replace(year=year),
        },
    )  # fmt: skip
    row = Appraisal.objects.create(
        round=row_of, year=year, person=tenure.person, unit=tenure.post.unit, post=tenure.post, state="closed",
        stated_on=STATED.replace(year=year), published_on=STATED.replace(year=year), opened_at=at(OPENS.replace(year=year)),
        closed_at=at(CLOSES.replace(year=year)),
    )  # fmt: skip
    for electorate, issue in ISSUES.items():
        if issue.slips:
            Poll.objects.create(appraisal=row, electorate=electorate, slips=issue.slips, papers=issue.papers)
    cast_ballots(row, answers)
    count(row, at(CLOSES.replace(year=year)))
    sealing.seal_result(appraisal=row.pk, by=by, on=SEALED.replace(year=year))
    return fresh(row)


def cast_ballots(row: Appraisal, answers: Answers, returned: int = 12) -> None:
    """Put ballots into the pools of an appraisal: `answers` of twelve, fewer where fewer came back; one with a remark."""
    for poll in Poll.objects.filter(appraisal=row).select_related("appraisal__round"):
        poll.papers_cast = min(poll.papers, returned)
        poll.papers_in = list(range(1, poll.papers_cast + 1))
        poll.cast = min(poll.slips, returned - poll.papers_cast)
        marks = {
            question.key: [
                grade
                for grade, number in _scaled(
                    answers, [one.value for one, _name in question.scale.grades], poll.returned
                )
                for _one in range(number)
            ]
            for question in questions_of(poll)
        }
        put_in(
            poll,
            [
                Ballot(
                    {key: grades[at] for key, grades in marks.items()},
                    "" if at else f"{poll.get_electorate_display()}：多下村。",
                )
                for at in range(poll.returned)
            ],
        )
        poll.save()


def _scaled(answers: Answers, grades: list[str], returned: int) -> list[tuple[str, int]]:
    """`answers` of twelve brought to `returned` ballots: what is left over falls to the last grade named."""
    given = [(grade, answers.get(grade, 0) * returned // 12) for grade in grades]
    left = returned - sum(number for _grade, number in given)
    named = [grade for grade in grades if answers.get(grade, 0)]
    return [(grade, number + (left if grade == named[-1] else 0)) for grade, number in given]


def fresh(row: Appraisal) -> Appraisal:
    """As it stands now."""
    return Appraisal.objects.get(pk=row.pk)
