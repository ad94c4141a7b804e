"""The columns of past records (历史记录), exactly as the interchange names them."""

from core.importing import Column
from core.importing.cells import choice, code, day, text
from rulebook.types import Proof
from supervision.choices import PROOF_TITLES

KIND, STAFF_NO, UNIT = "类别", "工号", "单位名称"
DAY, BODY, SUMMARY, UNTIL = "日期", "经办单位", "摘要", "审计期间止"

KINDS: dict[str, str] = {title: Proof(proof).value for proof, title in PROOF_TITLES.items()}
AUDITS = frozenset({Proof.PRE_AUDIT.value, Proof.IN_TERM_AUDIT.value, Proof.LEAVING_AUDIT.value})

COLUMNS: tuple[Column, ...] = (
    Column(KIND, choice(KINDS), required=True),
    Column(STAFF_NO, code(32), required=True),
    Column(UNIT, text(80)),
    Column(DAY, day, required=True),
    Column(BODY, text(100)),
    Column(SUMMARY, text(2000)),
    Column(UNTIL, day),
)
