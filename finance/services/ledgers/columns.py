"""What a unit's ledger may tell of a payment, how its cells are read, and under which headings units write it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.importing import Unreadable
from core.importing.cells import Reader, code, day, person_name, plain, text
from core.importing.tables import bare, records_of, trimmed
from finance.services.importing.columns import money
from rulebook.procedures.funds import SIGNERS, Signer

LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class LedgerField:
    """One thing a ledger tells: its key, what it is called, how its cells are read, whether every line needs it, other headings for it."""

    key: str
    title: str
    read: Reader
    required: bool = False
    also: tuple[str, ...] = ()


def _signing() -> Iterator[LedgerField]:
    also = {
        Signer.WITNESS: ("证明人", "验收人"),
        Signer.FINANCE: ("审核人", "会计"),
        Signer.HEAD: ("一把手", "单位负责人"),
    }
    for signer, title in SIGNERS.items():
        names = also.get(signer, ())
        yield LedgerField(signer.value, title, person_name(40), also=names)
        dates = tuple(f"{name}签字日期" for name in (title, *names))
        yield LedgerField(f"{signer}_on", f"{title}签字日期", day, also=dates)


FIELDS: tuple[LedgerField, ...] = (
    LedgerField("number", "单号", code(60), True, ("凭证号", "编号", "单据号")),
    LedgerField("paid_on", "支付日期", day, True, ("日期", "付款日期", "记账日期")),
    LedgerField("purpose", "用途", text(200), True, ("摘要", "事由", "内容")),
    LedgerField("payee", "收款人", text(120), True, ("收款单位", "对方单位", "收款方")),
    LedgerField("amount", "金额", money, True, ("支付金额", "付款金额", "支出金额")),
    LedgerField("budget_item", "预算项目", text(100), True, ("科目", "经济科目", "支出项目")),
    LedgerField("applied_on", "申请日期", day),
    LedgerField("matter", "决策事项编号", code(20), also=("决议事项编号", "事项编号")),
    LedgerField("pays", "采购或标段编号", text(310), also=("采购编号", "标段编号", "合同编号")),
    *_signing(),
)
BY_KEY: dict[str, LedgerField] = {field.key: field for field in FIELDS}
REQUIRED = tuple(field.key for field in FIELDS if field.required)


def headings_of(content: bytes, name: str) -> list[str]:
    """The headings of a ledger's first row, in order. Raises Refused where the file cannot be read."""
    first = trimmed(next(records_of(content, name), []))
    found = []
    for cell in first:
        try:
            found.append(bare(plain(cell))[:LONGEST_HEADING])
        except Unreadable:
            found.append("")
    return found


def guessed(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Field → heading: as the unit's last import had it, else by the words."""
    found: dict[str, str] = {}
    for field in FIELDS:
        for heading in (remembered.get(field.key, ""), *map(bare, (field.title, *field.also))):
            if heading and heading in headings and heading not in found.values():
                found[field.key] = heading
                break
    return found


def missing_fields(columns: Mapping[str, str]) -> list[LedgerField]:
    """What every line needs and no column is named for."""
    return [BY_KEY[key] for key in REQUIRED if not columns.get(key)]
