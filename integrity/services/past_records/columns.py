"""The columns of past records (历史记录), exactly as the interchange names them."""

from django.utils.translation import gettext_lazy as _

from core.importing import Column
from core.importing.cells import choice, code, day, text
from integrity.choices import ELSEWHERE
from rulebook.types import PROOF_TITLES, Proof

KIND, STAFF_NO, UNIT = "类别", "工号", "单位名称"
DAY, BODY, SUMMARY, UNTIL = "日期", "经办单位", "摘要", "审计期间止"

# What has an app of its own, and never was kept otherwise, does not come in as a past record.
KINDS: dict[str, str] = {
    title: Proof(proof).value for proof, title in PROOF_TITLES.items() if proof not in ELSEWHERE
}
AUDITS = frozenset({Proof.PRE_AUDIT.value, Proof.IN_TERM_AUDIT.value, Proof.LEAVING_AUDIT.value})

TITLES = tuple(KINDS)

COLUMNS: tuple[Column, ...] = (
    Column(KIND, choice(TITLES), required=True, options=TITLES),
    Column(STAFF_NO, code(32), required=True, hint=_("须是系统中已有的人员")),
    Column(
        UNIT, text(80), hint=_("本人担任过一把手的单位；同时任几个单位一把手而不填的，履职报告视为涵盖各单位")
    ),
    Column(DAY, day, required=True, hint=_("如 2026-03-01")),
    Column(BODY, text(100), hint=_("开展该项工作的机构，如县纪委监委")),
    Column(SUMMARY, text(2000), hint=_("同一日期、经办单位和摘要的廉政恳谈会合并为一次")),
    Column(UNTIL, day, hint=_("仅审计填写，不填为日期")),
)
