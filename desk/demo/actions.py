"""Files about heads in the demo county: from paper an appraisal that used the audit and a reward decided without; an appraisal that waits (C20)."""

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from accounts.models import User
from appointments.models import PersonnelAction
from appointments.services.actions import ActionOpening, Decision, decide_action, open_action
from appointments.services.checking import check_actions
from appointments.services.consulting import consult
from audits.selectors.conclusions import KEY as AUDITS
from core import workdays
from desk.demo.decisions.timeline import Days
from desk.demo.people import Cast
from organisation.models import Tenure, Unit
from rulebook.establishment import Function
from supervision.selectors.consulted import conclusions_of

GROUNDS = {
    "appraisal": "按年度考核方案，结合民主测评、平时考核和分管联系县领导意见提出等次建议。",
    "reward": "抗洪抢险中组织得力，转移群众及时，没有人员伤亡。",
}
WEIGHED = "已核对审计报告：{title}指出的问题已列入整改，负领导责任；考核中不评为优秀等次，建议确定为称职。"


@dataclass(frozen=True, slots=True)
class Told:
    """One file: its kind, how many days before today it was opened, and decided where it is from paper, to what, whether conclusions were used."""

    kind: str
    opened: int
    decided: int | None = None
    result: str = ""
    used: bool = False


FILES = (
    Told("appraisal", 12, 30, "competent", used=True),
    Told("reward", 11, 20, "citation"),
    Told("appraisal", 6),
)


def tell(cast: Cast, today: date) -> None:
    """Enter the files through the product's own services, and judge them as of `today`: about heads with a report of some time ago."""
    days, by = Days(today, workdays.load()), cast.logins["zuzhibu"]
    for told, tenure in zip(FILES, _audited(days.work("30")), strict=False):
        _tell(told, tenure, by, days, today)
    check_actions(actions=list(PersonnelAction.objects.values_list("pk", flat=True)), on=today)


def _tell(told: Told, tenure: Tenure, by: User, days: Days, today: date) -> None:
    opened = days.work(str(told.opened))
    of_year = told.kind == "appraisal"
    opening = ActionOpening(
        unit=Unit.objects.get(function=Function.COUNTY_COMMITTEE),
        person=tenure.person,
        post=tenure.post,
        kind=told.kind,
        grounds=GROUNDS[told.kind],
        year=today.year - 1 if of_year else None,
        occasion="" if of_year else "抗洪抢险表现突出",
        past=told.decided is not None,
    )
    token = uuid5(NAMESPACE_OID, f"personnel action {told.kind} {told.opened}")
    action = open_action(token=token, opening=opening, by=by, on=opened)
    if told.decided is None:
        return
    on = days.work(str(told.decided))
    if told.used:
        concluded = conclusions_of([tenure.person_id])[tenure.person_id]
        words = {one.name: WEIGHED.format(title=one.title) for one in concluded if one.is_in_force(on)}
        consult(file=action, words=words, day=on, by=by, on=opened)
    decision = Decision(told.result, on, document=f"镇组发〔{on.year}〕{told.opened}号")
    decide_action(action=action.pk, decision=decision, by=by, on=opened)


def _audited(before: date) -> list[Tenure]:
    """Heads in post about whom a conclusion of an audit was in force by then, each under one post."""
    held = Tenure.objects.filter(
        post__is_head=True, post__unit__function="", during__contains=before, during__endswith=None
    )
    rows = held.select_related("person", "post__unit").order_by("person__staff_no", "pk")
    concluded = conclusions_of({row.person_id for row in rows})
    found: dict[int, Tenure] = {}
    for row in rows:
        if any(one.key == AUDITS and one.is_in_force(before) for one in concluded[row.person_id]):
            found.setdefault(row.person_id, row)
    return list(found.values())
