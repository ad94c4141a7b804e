"""Files of the town's clerk, who may become head of its office, as far as a test needs them."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from appointments.models import Case, ConsultedFile
from appointments.services.cases import Opening, link_matter, open_case
from appointments.services.consulting import consult
from appointments.services.records import ask_opinion, give_opinion, save_record
from decisions.models import Matter
from decisions.services.papers import Paper, PaperLine, enter_paper_meeting
from supervision.selectors.consulted import conclusions_of
from tests import factories
from tests.decisions.world import TODAY, World, make_matter

# How many days before today each record before the discussion is dated and entered.
BEFORE: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("initiation", 60, {"by": "镇党委", "text": "职位空缺，职数符合。"}),
    ("recommendation", 55, {"by": "镇党委", "due": 40, "present": 38, "votes": 31}),
    ("recommendation-talks", 54, {"by": "镇党委", "present": 20, "votes": 17}),
    ("qualification", 53, {"by": "党政办公室", "result": "favourable", "text": "干部档案第三类。"}),
    ("exclusions", 52, {"by": "党政办公室", "grounds": []}),
    ("inspection-notice", 51, {"until": 45, "text": "镇机关张贴。"}),
    ("inspection", 44, {"until": 40, "talked": 26, "text": "群众公认。", "team": ["甲某", "乙某"]}),
    ("archive-check", 39, {"by": "党政办公室", "result": "favourable"}),
    ("clue-check", 38, {"by": "镇纪委", "result": "favourable"}),
)
PERIODS = {"inspection-notice", "inspection", "publicity"}


def days_ago(days: int) -> date:
    """That many days before today."""
    return TODAY - timedelta(days=days)


def consult_all(file: ConsultedFile, by: User, on: date = TODAY, day: date | None = None) -> None:
    """Record how everything that must be consulted about the person was weighed: integrity file, conclusions of audits and whatever else."""
    concluded = conclusions_of([file.person_id])[file.person_id]
    asked = [one for one in concluded if one.is_in_force(day or on) and not (file.past and one.here_only)]
    words = {one.name: "已责成整改，考核时予以扣减。" for one in asked}
    if words:
        consult(file=file, words=words, day=day or on, by=by, on=on)


def make_case(world: World, **values: Any) -> Case:
    """A file opened 61 days ago by the town's secretary."""
    post = values.pop("post", None) or factories.make_post(
        world.town, f"主任{uuid4().hex[:4]}", head=False, section="办公室"
    )
    by = values.pop("by", world.secretary)
    on = values.pop("on", days_ago(61))
    filled = {"unit": world.town, "person": world.candidate, "post": post, "kind": "promotion"} | values
    return open_case(token=uuid4(), opening=Opening(**filled), by=by, on=on)


def enter(world: World, case: Case, kind: str, ago: int, **values: Any) -> None:
    """Enter a record dated `ago` days before today on its day, or once its period is over; `until` in days before today as well."""
    given = dict(values)
    if kind in PERIODS:
        given |= {"since": days_ago(ago), "until": days_ago(given.pop("until"))}
        on = given["since"] if kind in {"inspection-notice", "publicity"} else given["until"]
    else:
        given["on"] = on = days_ago(ago)
    save_record(case=case.pk, kind=kind, values=given, by=world.secretary, on=on)


def prepare(world: World, case: Case, *, without: str = "") -> None:
    """Everything before the discussion, 37 days ago done with; but `without`, and what depends on it."""
    for kind, ago, values in BEFORE:
        if kind == without:
            continue
        enter(world, case, kind, ago, **values)
    ask_opinion(case=case.pk, by=world.secretary, on=days_ago(50))
    if without != "integrity-opinion":
        values = {"on": days_ago(37), "by": "甲、乙", "result": "favourable", "text": "无影响使用的问题。"}
        give_opinion(case=case.pk, values=values, by=world.discipline, on=days_ago(37))


def decide(world: World, case: Case, *, vote: str = "for", absent: int = 0, **paper: Any) -> Matter:
    """The town's leading body votes on the candidate 30 days ago, `absent` members away, and the file points to it."""
    matter = make_matter(
        world, category="重要人事任免", title="干部任免", candidates=[case.person], proposed_on=days_ago(36)
    )
    candidate = matter.candidates.get()
    order = [*range(1, len(world.members)), 0]
    lines = [
        PaperLine(
            world.members[at].pk,
            is_head=at == 0,
            attended=at == 0 or at > absent,
            absence_reason="" if at == 0 or at > absent else "出差",
            spoke=place if at == 0 or at > absent else None,
            view="agree" if at == 0 or at > absent else "",
            votes={candidate.pk: vote} if at == 0 or at > absent else {},
        )
        for place, at in enumerate(order, start=1)
    ]
    given: dict[str, Any] = {
        "matter": matter.pk,
        "kind": "党委会",
        "at": timezone.make_aware(datetime.combine(days_ago(30), time(9))),
        "place": "会议室",
        "chair": world.head.pk,
        "circulated_on": days_ago(33),
        "lines": lines,
    }
    enter_paper_meeting(paper=Paper(**given | paper), token=uuid4(), by=world.secretary, on=days_ago(30))
    link_matter(case=case.pk, matter=matter.pk, by=world.secretary, on=days_ago(29))
    return Matter.objects.get(pk=matter.pk)


def appoint(world: World, case: Case) -> None:
    """Published and appointed, 10 days ago."""
    enter(world, case, "publicity", 28, until=14, number=0)
    enter(world, case, "appointment-talk", 11, by="镇党委书记")
    enter(world, case, "appointment", 10, by="镇干任〔2026〕1号")
