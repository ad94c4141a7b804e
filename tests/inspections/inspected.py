"""A county whose congress inspects the town by deputies, brought as far as a test needs it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from inspections.models import Deputy, Inspection, Member, Revision
from inspections.services import deputies, drawing, judging, plans, replying, visiting
from inspections.services.replying import Said
from organisation.models import Person, Tenure, Unit
from rulebook.establishment import Category
from rulebook.procedures.inspections import KINDS, State
from rulebook.roles import Role
from supervision.services import sweep
from tests import factories

YEAR = 2026
STARTS = date(YEAR, 1, 1)
APPROVED = date(YEAR, 3, 2)
LISTED = date(YEAR, 5, 6)
DRAWN = LISTED + timedelta(1)
CALLED = DRAWN + timedelta(1)
HELD = date(YEAR, 5, 20)
SENT = HELD + timedelta(2)
REPLIED = SENT + timedelta(20)
FINDINGS = "农贸市场摊位出租没有公示。"
SUGGESTION = "公开摊位出租的条件和结果。"
SPOKEN = "738"
WITNESS = "县纪委监委 晏听澜"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who: the congress organises, the committee approves, the town is inspected."""

    units: dict[str, Unit]
    users: dict[str, User]
    head: Person
    tenure: Tenure
    pool: dict[str, list[Deputy]]


def build() -> Cast:
    """Make the county, its officers and four deputies of each kind, of whom the first has a log-in."""
    rows = {
        "committee": ("镇坪县委", Category.COUNTY_COMMITTEE),
        "government": ("镇坪县人民政府", Category.COUNTY_GOVERNMENT),
        "congress": ("县人大常委会", Category.CONGRESS),
        "consultative": ("县政协", Category.CONSULTATIVE),
        "discipline": ("县纪委监委", Category.DISCIPLINE),
        "audit": ("县审计局", Category.GOVERNMENT_DEPARTMENT),
        "town": ("城关镇", Category.TOWN),
        "other": ("县水利局", Category.GOVERNMENT_DEPARTMENT),
    }
    units = {key: factories.make_unit(name, category) for key, (name, category) in rows.items()}
    head, other = factories.make_person("山既明"), factories.make_person("柏知远")
    tenure = factories.make_tenure(head, factories.make_post(units["town"], "镇党委书记"))
    factories.make_tenure(other, factories.make_post(units["other"], "局长"))
    officer = {
        key: factories.make_user(f"{key}-officer", role=Role.OFFICER, body=unit)
        for key, unit in units.items()
    }
    users = officer | {
        "drafter": factories.make_user("drafter", role=Role.OFFICER, body=units["congress"]),
        "head": factories.make_user("town-head", person=head),
        "other-head": factories.make_user("other-head", person=other),
        "secretary": factories.make_user("town-secretary", role=Role.SECRETARY, body=units["town"]),
        "nobody": factories.make_user("somebody"),
    }
    factories.start_calendar(STARTS)
    sweep(on=APPROVED - timedelta(1))
    return Cast(units, users, head, tenure, pool_of(units, users))


def pool_of(units: dict[str, Unit], users: dict[str, User], each: int = 4) -> dict[str, list[Deputy]]:
    """Deputies of each kind, entered by the body that keeps their list."""
    keepers = {"party": "committee", "congress": "congress", "consultative": "consultative"}
    pool: dict[str, list[Deputy]] = {}
    for rule in KINDS.values():
        pool[rule.kind.value] = [
            deputies.enter_deputy(
                token=uuid4(), by=users[keepers[rule.kind.value]], on=STARTS,
                entry=deputies.Entry(
                    kind=rule.kind.value, number=f"{rule.kind.value[:2].upper()}{at:03}", name=f"{rule.name}{at}号",
                    since=date(2024, 1, 1), until=date(2029, 1, 1), workplace=f"第{at}村",
                ),
            )
            for at in range(1, each + 1)
        ]  # fmt: skip
    return pool


def logged_in(member: Member) -> User:
    """The log-in of a member, made where there is none yet."""
    deputy = member.deputy
    if deputy.user is None:
        deputy.user = factories.make_user(f"deputy-{deputy.pk}")
        deputy.save()
    return deputy.user


def drafted(cast: Cast, **values: object) -> Revision:
    """A plan of the congress with the town in it."""
    by = cast.users["drafter"]
    made = plans.draft_plan(token=uuid4(), body=cast.units["congress"], year=YEAR, by=by, on=APPROVED)
    told: dict[str, object] = {"tenure": cast.tenure.pk, "focus": ["B3", "B4"], "month": 5} | values
    plans.add_line(revision=made.pk, **told, by=by, on=APPROVED)  # type: ignore[arg-type]
    return made


def planned(cast: Cast) -> Inspection:
    """The inspection of the town in an approved plan."""
    made = drafted(cast)
    plans.submit_plan(revision=made.pk, by=cast.users["drafter"], on=APPROVED)
    plans.approve_plan(revision=made.pk, by=cast.users["committee"], on=APPROVED)
    return Inspection.objects.get()


def listed(cast: Cast, **unavailable: str) -> Inspection:
    """With its list published; `unavailable` by number of the deputy."""
    made = planned(cast)
    numbers = dict(Deputy.objects.values_list("number", "pk"))
    reasons = {numbers[number]: why for number, why in unavailable.items()}
    by = cast.users["congress"]
    return drawing.publish_list(inspection=made.pk, draw_on=DRAWN, unavailable=reasons, by=by, on=LISTED)


def drawn(cast: Cast, spoken: str = SPOKEN) -> Inspection:
    """With its members drawn."""
    made, by = listed(cast), cast.users["congress"]
    return drawing.draw_members(inspection=made.pk, witness=WITNESS, spoken=spoken, by=by, on=DRAWN)


def called(cast: Cast) -> Inspection:
    """With its day told."""
    made, by = drawn(cast), cast.users["congress"]
    return visiting.call_visit(
        inspection=made.pk, held_on=HELD, companion="乔怀谷", place="镇政府", by=by, on=CALLED
    )


def visited(cast: Cast) -> Inspection:
    """Held, everybody there, the first three with their words handed in."""
    made, by = called(cast), cast.users["congress"]
    members = members_of(made)
    for member in members[:3]:
        by_deputy = logged_in(member)
        visiting.hand_in(member=member.pk, findings=FINDINGS, suggestions=SUGGESTION, by=by_deputy, on=HELD)
    present = {member.pk for member in members}
    return visiting.record_visit(inspection=made.pk, present=present, by=by, on=HELD)


def sent(cast: Cast) -> Inspection:
    """With two suggestions sent to the town."""
    made, by = visited(cast), cast.users["congress"]
    texts = [SUGGESTION, "市场收入纳入预算管理。"]
    replying.gather_suggestions(
        inspection=made.pk, summary="视察了农贸市场。", suggestions=texts, by=by, on=SENT
    )
    return replying.send_suggestions(inspection=made.pk, by=by, on=SENT)


def replied(cast: Cast, on: date = REPLIED) -> Inspection:
    """Answered by the town: the first adopted, the second not."""
    made = sent(cast)
    reply_to(made, cast, on)
    return fresh(made)


def reply_to(row: Inspection, cast: Cast, on: date = REPLIED) -> None:
    """The town's reply."""
    answers = {1: Said("yes", "本月内公开。"), 2: Said("no", "已经纳入预算管理。")}
    replying.reply(inspection=row.pk, text="感谢监督。", answers=answers, by=cast.users["head"], on=on)


def judged(row: Inspection, grade: str = "satisfied", on: date = REPLIED) -> Inspection:
    """Judged by everybody who was there."""
    for member in members_of(row):
        words = "没有说清楚。" if grade == "not" else ""
        judging.judge(member=member.pk, grade=grade, words=words, by=logged_in(member), on=on)
    return fresh(row)


def members_of(row: Inspection) -> list[Member]:
    """Who takes part."""
    return list(row.members.filter(left_on=None).select_related("deputy__user").order_by("kind", "place"))


def fresh(row: Inspection) -> Inspection:
    """As it stands now."""
    return Inspection.objects.get(pk=row.pk)


def until(day: date | None = None) -> DateRange:
    """Days that end on `day`."""
    return DateRange(date(2024, 1, 1), day)


BROUGHT: dict[State, Callable[[Cast], Inspection]] = {
    State.PLANNED: planned,
    State.LISTED: listed,
    State.DRAWN: drawn,
    State.CALLED: called,
    State.VISITED: visited,
    State.SENT: sent,
    State.REPLIED: replied,
}
