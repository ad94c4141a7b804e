"""Handing over at leaving a post (离任经济责任事项交接, C21): what is handed over, who witnesses and signs, by when.

The national rules say nothing of it; the items and who takes part follow the practice of other places and are the county's to confirm.
"""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.duties import HANDOVER
from rulebook.establishment import Function
from rulebook.types import LOCAL_DEFAULT, FindingRule, Limit, Severity, Source

PRACTICE = Source("各地领导干部离任经济事项交接办法", read=False)

HANDOVER_DAYS = Limit(
    "handover-days", "L14", "离任后完成经济责任事项交接的期限，自最后任职日的次日起算", HANDOVER.workdays_within, "个工作日",
    PRACTICE, at_least=3, at_most=22,
)  # fmt: skip
AHEAD_DAYS = Limit(
    "handover-ahead-days", "L47", "离任前可以提前办理交接的天数", HANDOVER.ahead_days, "天", LOCAL_DEFAULT, at_least=0,
    at_most=30,
)  # fmt: skip
FLAW_MONTHS = Limit(
    "handover-flaw-months", "L48", "交接签字后，接任人可以指出交接不实、遗漏的期限", 6, "个月", LOCAL_DEFAULT, at_least=1,
    at_most=24,
)  # fmt: skip
CHECK_DAYS = Limit(
    "handover-check-days",
    "L49",
    "接任人收到交接清单后逐项核对的期限",
    5,
    "个工作日",
    LOCAL_DEFAULT,
    at_least=1,
    at_most=10,
)
LIMITS: tuple[Limit, ...] = (HANDOVER_DAYS, AHEAD_DAYS, FLAW_MONTHS, CHECK_DAYS)


@dataclass(frozen=True, slots=True)
class ItemRule:
    """A kind of thing to be handed over (交接事项). `hint` says what belongs there; the leaver fills it, or says that there is nothing."""

    key: str
    title: str
    hint: str
    source: Source = PRACTICE


_ITEMS = (
    ItemRule("matters", "已决定尚未完成的重大事项", "集体决策已通过、正在办理或者尚未办结的事项和任务"),
    ItemRule("contracts", "合同、协议和抵押担保手续", "尚未履行完毕的合同，本人保管的合同、协议、抵押、担保等手续"),
    ItemRule("papers", "未归档的文件资料和印章", "本人保管的文件、会议记录、账册凭证、印章、密钥、密码"),
    ItemRule("projects", "任期内的重大决策和工程项目", "在建、未决算、未结清的工程项目，仍在执行的重大决策"),
    ItemRule("assets", "离任时的资产和资金", "预算结余、债权、固定资产、在建工程、对外投资、账外资金"),
    ItemRule("debts", "离任时的债务", "借款、应付款、拖欠的工资和保证金"),
    ItemRule("guarantees", "对外担保和承诺", "以单位名义或者本人职务作出的担保、承诺、协议外约定"),
    ItemRule("disputes", "未结费用、纠纷和诉讼", "未报销未支付的费用，经济纠纷、仲裁、诉讼、信访"),
    ItemRule("environment", "环境保护和自然资源责任", "未完成的环保整改、耕地保护、资源审批事项"),
    ItemRule("staffing", "机构编制和人员", "编制使用、超编借调、未办结的人员事项"),
    ItemRule("belongings", "个人使用的公物、公务卡和车辆", "办公用房、设备、车辆、公务卡、借款备用金"),
    ItemRule("other", "其他需要交接的事项", "上列各项以外、接任人应当知道的事项"),
    ItemRule(
        "findings", "未了结的问题和未完成的整改", "监督检查、审计发现而没有了结的问题，没有完成的整改", LOCAL_DEFAULT
    ),
)  # fmt: skip
ITEMS: dict[str, ItemRule] = {rule.key: rule for rule in _ITEMS}


class Part(StrEnum):
    """In what part somebody signs a handover (签字人)."""

    LEAVER = "leaver"  # 移交人
    SUCCESSOR = "successor"  # 接收人
    WITNESS = "witness"  # 监交人


PARTS: dict[Part, str] = {
    Part.LEAVER: "移交人（离任人）",
    Part.SUCCESSOR: "接收人（接任人）",
    Part.WITNESS: "监交人",
}


@dataclass(frozen=True, slots=True)
class WitnessRule:
    """A body that witnesses handovers (监交单位) by its row of part A. The one that leads signs last; the others may sign before it."""

    function: Function
    clause: str
    leads: bool = False


WITNESSES: tuple[WitnessRule, ...] = (
    WitnessRule(Function.ORGANISATION, "A2", leads=True),
    WitnessRule(Function.FINANCE, "A7"),
    WitnessRule(Function.AUDIT, "A5"),
    WitnessRule(Function.DISCIPLINE, "A8"),
)
# The competent department leads where it manages the head (部门管).
SYSTEM_CLAUSE = "A9"


class Excuse(StrEnum):
    """Why the leaver does not hand over in person (本人不能办理交接的情形)."""

    DEAD = "dead"  # 去世
    DETAINED = "detained"  # 被采取留置、强制措施
    ILL = "ill"  # 因病不能履职
    REFUSED = "refused"  # 拒不交接


EXCUSES: dict[Excuse, str] = {
    Excuse.DEAD: "已去世",
    Excuse.DETAINED: "被采取留置等措施",
    Excuse.ILL: "因病不能办理",
    Excuse.REFUSED: "拒不办理交接",
}


class Flaw(StrEnum):
    """What turned out wrong with a handover after it was signed (交接瑕疵)."""

    MISSING = "missing"  # 遗漏
    FALSE = "false"  # 不实


FLAWS: dict[Flaw, str] = {Flaw.MISSING: "遗漏", Flaw.FALSE: "不实"}

_CODES = (
    FindingRule(
        "handover-overdue", "C21", "离任交接逾期",
        "{left_on} 离任，应在 {due} 前完成经济责任事项交接，到期没有完成，现处于“{stage}”。", rules=("L14",), passing=("stage",),
    ),
    FindingRule(
        "handover-late", "C21", "离任交接逾期完成",
        "{left_on} 离任，应在 {due} 前完成经济责任事项交接，实际于 {signed_on} 完成。", Severity.NOTICE, ("L14",),
    ),
    FindingRule(
        "handover-refused", "C21", "拒不办理离任交接", "{left_on} 离任后拒不办理经济责任事项交接，由监交人代为移交：{words}。",
        Severity.SERIOUS,
    ),
    FindingRule(
        "handover-incomplete", "C21", "离任交接有遗漏", "{noted_on} 接任人指出交接遗漏：{words}。", rules=("L48",),
    ),
    FindingRule(
        "handover-false", "C21", "离任交接不实", "{noted_on} 接任人指出交接不实（{item}）：{words}。", Severity.SERIOUS, ("L48",),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}

# What the stages of a handover are called where a sentence names them.
STAGES: dict[str, str] = {"filling": "填写清单", "checking": "接任人核对", "signing": "等待签字"}
