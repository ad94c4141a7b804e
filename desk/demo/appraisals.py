"""How heads are appraised in the demo county: last year's results of the towns and some departments, one of them with a sign and the head's
words; this year's round under way, with a statement given back, one to be published, ballots open, one counted and to be sealed; and the
health bureau's own round of its hospitals, where the statements are still to be written.

What ballots of counted appraisals say is written as counts, by chance that is the same at every load; no ballot of anybody is behind them.
Of this year's open ballots about half are in their pools. One code is left to try (desk/demo/logins.py).
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from accounts.models import User
from appraisals.models import Appraisal, Poll, Remark, Round, Slip, Tally
from appraisals.procedure.days import may_open_from
from appraisals.procedure.slips import digest_of, new_code
from appraisals.selectors.heads import heads_of
from appraisals.services import appraisals, meetings, rounds, sealing, statements
from appraisals.services.checking import JUDGING, check_appraisals
from appraisals.services.held import note
from appraisals.services.pools import Ballot, put_in, questions_of
from appraisals.services.rounds import Pick, RoundDays
from core import workdays
from desk.demo.logins import BALLOT_CODE
from desk.demo.people import Cast
from desk.demo.responsibility import token
from organisation.models import Unit
from rulebook.duties import YEAR_END_APPRAISAL
from rulebook.procedures.appraisals import (
    FORMS,
    LEAST_SHOWN,
    OUTLINE,
    Electorate,
    Grade,
    State,
    Step,
    issues_of,
)
from rulebook.types import Proof
from supervision.choices import DutyState
from supervision.models import Duty
from supervision.services import Done, fulfil

TRIED = "城关镇"  # whose ballot of the masses a visitor of the demo may cast
OFFICER, PRINCIPAL, DEPARTMENT = "zuzhibu", "zuzhibuzhang", "weijian"
LAST_YEAR = (
    "城关镇", "华坪镇", "曾家镇", "上竹镇", "钟宝镇", "牛头店镇", "曙坪镇", "县水利局", "县教育体育和科技局", "县林业局",
    "县交通运输局", "县财政局",
)  # fmt: skip
# Of last year: whose result calls for a talk, and of whom too few of an electorate came back.
ANGRY, FEW = "华坪镇", "曙坪镇"
# Of this year: what is not as with the others, by unit.
RETURNED, STATED, DRAFT, LATE, COUNTED = (
    "县交通运输局",
    "县教育体育和科技局",
    "县林业局",
    "县民政局",
    "县水利局",
)
TEXTS = {
    "duty": "围绕年度目标任务，落实项目和民生事项，班子分工明确，重点工作按期完成。",
    "first-responsible": "签订责任清单，逐项落实，听取班子成员履行“一岗双责”情况两次，开展廉政谈话。",
    "powers": "重大事项集体讨论，末位表态；不直接分管人事、财务、工程和采购，大额资金按规定上会。",
    "integrity": "本人和家属、身边工作人员没有违反廉洁自律规定的情况，礼品按规定登记上交。",
    "rectified": "上年指出的采购询价不规范问题已经整改，修订制度一项。",
    "problems": "下基层少，有的事项公开不够及时，对下属单位提醒不够。",
    "measures": "每月到村组走访，事项公开限时办理，每季度同下属单位负责人谈话一次。",
}
REMARKS = (
    "办事比以前快，希望多到村里看看。", "开会先听大家意见，这一点很好。", "资金公开可以再细一些。", "工作很拼，注意身体。",
    "有的承诺还没有兑现。", "希望多同年轻干部谈心。",
)  # fmt: skip
BITTER = ("摊位怎么租的没有讲清楚。", "有事找不到人。", "门前的路报了三次没有修。")


@dataclass(slots=True)
class Votes:
    """How a ballot went: the chance of each grade, the best first; the share of ballots that came back."""

    chances: tuple[int, int, int, int] = (78, 17, 3, 2)
    back: int = 88
    few: Electorate | None = None
    remarks: tuple[str, ...] = field(default=REMARKS)


def tell(cast: Cast, today: date) -> None:
    """Enter all of it through the product's own services, each step on its day; then judge what was entered as of `today`."""
    year = today.year if today.month > 6 else today.year - 1
    with JUDGING.together():
        _tell_last_year(cast, year - 1)
        _tell_this_year(cast, year, today)
        _tell_department(cast, year, today)
    _from_paper(year, today)
    numbers = list(Appraisal.objects.order_by("pk").values_list("pk", flat=True))
    check_appraisals(numbers=numbers, on=today)


def _from_paper(year: int, today: date) -> None:
    """Earlier years of everybody else, appraised on paper; of the last year three were left out."""
    for past, left_out in ((year - 2, 0), (year - 1, 3)):
        owed = Duty.objects.filter(
            kind=YEAR_END_APPRAISAL.kind, period=str(past), state=DutyState.OVERDUE
        ).order_by("pk")
        heads = [Done(person=duty.person_id, unit=duty.unit_id, period=duty.period) for duty in owed]
        fulfil(
            proof=Proof.YEAR_END_APPRAISAL, heads=heads[left_out:], held_on=date(past, 12, 22), record=None, on=today
        )  # fmt: skip


def _tell_last_year(cast: Cast, year: int) -> None:
    days = RoundDays(date(year, 11, 17), date(year, 12, 1), date(year, 12, 10))
    made = _set_up(cast, OFFICER, year, days, date(year, 11, 3), only=LAST_YEAR)
    for row in _appraisals(made):
        head = cast.of_person[row.person_id]
        _publish(cast, row, head, days.statements_due - timedelta(3))
        _open(cast, row, days.opens_on)
        _meet(cast, row, days.opens_on + timedelta(2))
        _count(cast, row, days.closes_on, _votes(row))
        sealed = sealing.seal_result(
            appraisal=row.pk, by=cast.logins[PRINCIPAL], on=days.closes_on + timedelta(6)
        )
        if sealed.signs:
            words = "群众意见集中在摊位出租和道路维修，责任在我。已公开摊位出租条件，道路两个月内修好。"
            sealing.comment(appraisal=row.pk, text=words, by=head, on=days.closes_on + timedelta(9))


def _votes(row: Appraisal) -> Votes:
    if row.unit.name == ANGRY and row.post.title.endswith("书记"):
        return Votes(chances=(34, 24, 38, 4), remarks=(*BITTER, *REMARKS[:2]))
    return Votes(few=Electorate.SERVED) if row.unit.name == FEW else Votes()


def _tell_this_year(cast: Cast, year: int, today: date) -> None:
    due = today - timedelta(20)
    opens = min(may_open_from(due, workdays.load()), today)
    days = RoundDays(due, opens, today + timedelta(6))
    made = _set_up(cast, OFFICER, year, days, today - timedelta(40))
    for row in _appraisals(made):
        _tell(cast, row, cast.of_person[row.person_id], days, today)


def _tell(cast: Cast, row: Appraisal, head: User, days: RoundDays, today: date) -> None:
    name, by = row.unit.name, cast.logins[OFFICER]
    if name == DRAFT:
        parts = {"duty": TEXTS["duty"], "powers": TEXTS["powers"]}
        statements.keep_draft(appraisal=row.pk, parts=parts, by=head, on=days.statements_due)
        return
    stated = days.statements_due - timedelta(2)
    if name in {RETURNED, STATED}:
        statements.hand_in(appraisal=row.pk, parts=TEXTS, by=head, on=stated)
        if name == RETURNED:
            why = "“存在的问题和原因”没有写资金使用中的问题，请补充后再提交。"
            statements.return_statement(appraisal=row.pk, reason=why, by=by, on=today - timedelta(3))
        return
    if name == LATE:
        _publish(cast, row, head, today - timedelta(1))
        return
    _publish(cast, row, head, stated)
    _open(cast, row, days.opens_on)
    if name in LAST_YEAR:
        _meet(cast, row, days.opens_on)
    if name == COUNTED:
        _count(cast, row, today, Votes(chances=(48, 24, 14, 14)))
    else:
        _vote(row)


def _tell_department(cast: Cast, year: int, today: date) -> None:
    """The health bureau's own round of the hospitals it manages: just set up, so that a head has still to write."""
    due = today + timedelta(6)
    opens = may_open_from(due, workdays.load())
    _set_up(cast, DEPARTMENT, year, RoundDays(due, opens, opens + timedelta(7)), today - timedelta(4))


def _set_up(
    cast: Cast, login: str, year: int, days: RoundDays, on: date, only: tuple[str, ...] = ()
) -> Round:
    by = cast.logins[login]
    body = Unit.objects.get(name="县卫生健康局" if login == DEPARTMENT else "县委组织部")
    # Only of people who are still in post today, and so have a log-in to write with.
    heads = [
        one
        for one in heads_of(by, on, body, year)
        if one.may_be_taken and one.tenure.person_id in cast.of_person
    ]
    picks = [
        Pick(head.tenure.pk, issues_of(head.tenure.post.unit.category))
        for head in heads
        if not only or head.tenure.post.unit.name in only
    ]
    return rounds.set_up_round(
        token=token(f"appraisals {login} {year}"), body=body, year=year, days=days, picks=picks, by=by, on=on
    )


def _appraisals(made: Round) -> list[Appraisal]:
    rows = made.appraisals.select_related("unit", "post", "person", "round__body", "county")
    return list(rows.order_by("pk"))


def _publish(cast: Cast, row: Appraisal, head: User, on: date) -> None:
    parts = {
        heading.key: TEXTS[heading.key].replace("年度目标", f"{row.unit.name}年度目标") for heading in OUTLINE
    }
    statements.hand_in(appraisal=row.pk, parts=parts, by=head, on=on)
    statements.publish_statement(appraisal=row.pk, by=cast.logins[OFFICER], on=on)


def _open(cast: Cast, row: Appraisal, on: date) -> None:
    appraisals.open_ballot(appraisal=row.pk, by=cast.logins[OFFICER], on=on, at=_at(on, 1))


def _meet(cast: Cast, row: Appraisal, on: date) -> None:
    held = meetings.Held(
        day=on, place=f"{row.unit.name}会议室", chair="舒淡如（县委组织部常务副部长）", present=_chance(row).randint(38, 57),
        summary="听取述职述廉，党员和群众代表、服务对象参加，现场发放票码。", asked="问：项目资金怎么公开？答：每季度在公开栏公布一次，也可以到财务室查询。",
    )  # fmt: skip
    meetings.record_meeting(appraisal=row.pk, held=held, by=cast.logins[OFFICER], on=on)


def _chance(row: Appraisal) -> Random:
    """The same at every load, whatever the number of the row."""
    return Random(f"{row.person.staff_no} {row.year}")  # noqa: S311 - nothing secret


def _vote(row: Appraisal) -> None:
    """Make out slips and put about half of the ballots into the pools; in the town's ballot of the masses one known code is left."""
    chance, known = _chance(row), BALLOT_CODE.replace("-", "")
    for poll in Poll.objects.filter(appraisal=row, slips__gt=0).select_related("appraisal__round"):
        codes = [new_code() for _one in range(poll.slips)]
        if row.unit.name == TRIED and poll.electorate == Electorate.MASSES and not _is_left(known):
            codes[-1] = known
        poll.cast = poll.slips * (40 + chance.randint(0, 20)) // 100
        digests = sorted((digest_of(code), at < poll.cast) for at, code in enumerate(codes))
        Slip.objects.bulk_create(Slip(poll=poll, digest=digest, used=used) for digest, used in digests)
        weights = Votes().chances
        ballots = []
        for at in range(poll.cast):
            grades = {
                question.key: chance.choices([grade for grade, _name in question.scale.grades], weights)[
                    0
                ].value
                for question in questions_of(poll)
            }
            ballots.append(Ballot(grades, REMARKS[at] if at < 2 else ""))
        put_in(poll, ballots)
        poll.save()


def _is_left(code: str) -> bool:
    """Whether the code is on a slip already: a town has two heads, and a code is for one of them."""
    return Slip.objects.filter(digest=digest_of(code)).exists()


def _count(cast: Cast, row: Appraisal, on: date, votes: Votes) -> None:
    """Close the ballot with counts as they would have come out of the pools."""
    by, chance = cast.logins[OFFICER], _chance(row)
    for poll in row.polls.order_by("pk"):
        _fill(poll, row, votes, chance, _at(on, 10))
    row = Appraisal.objects.get(pk=row.pk)
    row.state, row.closed_at = State.CLOSED, _at(on, 10)
    row.save()
    note(row, Step.CLOSE, by=by, on=on)


def _fill(poll: Poll, row: Appraisal, votes: Votes, chance: Random, moment: datetime) -> None:
    came = votes.back + chance.randint(-6, 8)
    poll.cast = 3 if votes.few == poll.electorate else min(poll.slips, -(-poll.slips * came // 100))
    tallies = []
    for question in FORMS[row.round.form].asked_of(poll.electorate):
        grades = [grade for grade, _name in question.scale.grades]
        drawn: list[Grade] = chance.choices(grades, weights=votes.chances, k=poll.cast)
        tallies += [
            Tally(poll=poll, question=question.key, grade=grade, count=drawn.count(grade)) for grade in grades
        ]
    Tally.objects.bulk_create(tallies)
    if poll.cast >= LEAST_SHOWN.value:
        said = chance.sample(votes.remarks, k=2)
        Remark.objects.bulk_create(Remark(poll=poll, text=text) for text in said)
    poll.counted_at = moment
    poll.save()


def _at(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), UTC)
