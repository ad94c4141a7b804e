"""Earlier audits of the demo county, imported with what they found: those its past records name, one of whom is now considered for a post."""

import csv
import io
from datetime import date, timedelta

from audits.selectors.proposals import AUDITS_DONE
from audits.services.importing import COLUMNS, import_audits
from audits.services.importing import columns as at
from core.periods import months_after
from organisation.models import Tenure
from rulebook.types import PROOF_TITLES, Proof
from supervision.models import Fulfilment

Row = dict[str, str]
# Category, what was found, sum in yuan, responsibility, how it was put right.
FOUND: tuple[tuple[str, str, str, str, str], ...] = (
    ("工程项目", "项目完工后长期没有办理竣工决算", "1860000", "领导责任", "持续整改"),
    ("采购", "办公设备没有集中采购", "126000", "领导责任", "已整改"),
    ("财政财务收支", "往来款长期挂账没有清理", "342500", "领导责任", "已整改"),
    ("工程项目", "零星工程没有比选直接发包", "287000", "直接责任", "未整改"),
    ("国有资产管理", "闲置房产没有登记入账", "", "领导责任", "已整改"),
    ("内部管理", "合同没有归档", "", "不承担责任", "已整改"),
    ("人员经费和中央八项规定精神", "超标准报销差旅费", "18600", "直接责任", "已整改"),
)
CANDIDATE, UNIT = "鲁采薇", "县交通运输局"


def tell(today: date) -> None:
    """Import them through the product's own service, as a county does when it begins."""
    rows = [row for number, done in enumerate(_noted(), start=1) for row in _audit(done, number, today)]
    rows += _twice(rows, today) + _of_candidate(today)
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in COLUMNS], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    report = import_audits(content=text.getvalue().encode(), name="历史审计台账.csv", by=None)
    if report.is_refused:
        raise ValueError(report.errors[:5])


def _noted() -> list[Fulfilment]:
    """The audits the past records name, of people who headed the unit."""
    rows = Fulfilment.objects.filter(proof__in=AUDITS_DONE, unit__isnull=False, record__isnull=False)
    return list(rows.select_related("person", "unit").order_by("on", "pk"))


def _audit(done: Fulfilment, number: int, today: date) -> list[Row]:
    """The rows of one audit: two findings of the list, none where it was before a post was taken."""
    until = min(done.until or done.on, done.on)
    audit = {
        at.NUMBER: f"镇审经责报〔{done.on.year}〕{number}号",
        at.STAFF_NO: done.person.staff_no,
        at.UNIT: done.unit.name if done.unit else "",
        at.KIND: PROOF_TITLES[Proof(done.proof)],
        at.SINCE: str(months_after(until, -36)),
        at.UNTIL: str(until),
        at.REPORTED: str(done.on),
    }
    if done.proof == Proof.PRE_AUDIT:
        return [audit]
    first, second = (FOUND[(number * 2 + step) % len(FOUND)] for step in (0, 1))
    return [audit | _finding(first, done.on, today), _finding(second, done.on, today)]


def _finding(found: tuple[str, str, str, str, str], reported: date, today: date) -> Row:
    category, title, amount, responsibility, state = found
    row = {
        at.CATEGORY: category,
        at.TITLE: title,
        at.AMOUNT: amount,
        at.RESPONSIBILITY: responsibility,
        at.STATE: state,
    }
    mended = reported + timedelta(55)
    if state != "已整改":
        return row
    if mended > today:
        return row | {at.STATE: "持续整改"}
    return row | {
        at.MENDED_ON: str(mended),
        at.RECOVERED: amount,
        at.WORDS: "已按要求整改，凭证和制度已报送审计局。",
    }


def _twice(rows: list[Row], today: date) -> list[Row]:
    """Before the first who left was audited on leaving, an audit in the term had found the same in the same unit."""
    first = next((row for row in rows if row.get(at.KIND) == "离任审计"), None)
    if first is None:
        return []
    until = months_after(date.fromisoformat(first[at.UNTIL]), -24)
    reported = until + timedelta(100)
    return [
        {name: first[name] for name in (at.STAFF_NO, at.UNIT)}
        | {
            at.NUMBER: f"镇审经责报〔{reported.year}〕21号", at.KIND: "任中审计", at.SINCE: str(months_after(until, -12)),
            at.UNTIL: str(until), at.REPORTED: str(reported),
        }
        | _finding((first[at.CATEGORY], "同类问题在上一次审计中已经指出", "94000", "领导责任", "已整改"), reported, today)
    ]  # fmt: skip


def _of_candidate(today: date) -> list[Row]:
    """An audit of whom the county considers for a bureau: its conclusion waits to be consulted (C20)."""
    held = (
        Tenure.objects.filter(person__name=CANDIDATE, post__unit__name=UNIT).select_related("person").first()
    )
    if held is None:
        return []
    until, reported = today - timedelta(330), today - timedelta(210)
    return [
        {
            at.NUMBER: f"镇审经责报〔{reported.year}〕18号", at.STAFF_NO: held.person.staff_no, at.UNIT: UNIT, at.KIND: "任前审计",
            at.SINCE: str(months_after(until, -24)), at.UNTIL: str(until), at.REPORTED: str(reported),
        }
        | _finding(FOUND[1], reported, today),
        _finding(("内部管理", "下属站所预付款没有及时核销", "43000", "领导责任", "持续整改"), reported, today),
    ]  # fmt: skip
