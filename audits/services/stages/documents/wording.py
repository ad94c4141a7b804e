"""What each document of an audit says, from the data of the audit, in the layout of an official document (N44)."""

from collections.abc import Callable, Iterator
from datetime import date

from audits.checks.stages import form_of, responsibility_in_words
from audits.choices import Kind as AuditKind
from audits.models import Audit, Step
from audits.procedure.days import due_of, earliest_entry
from core import workdays
from core.documents import Block, Heading, Line, Paragraph, Signature, Title
from rulebook.procedures.auditing import NOTICE_DAYS, OPINION_DAYS, SUMMARY_DAYS, DocumentRule
from rulebook.procedures.auditing import Step as Kind

NUMERALS = "一二三四五六七八九十"


def day_of(day: date) -> str:
    """A day as an official document writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


def kind_of(audit: Audit) -> str:
    """任中经济责任审计 and the like, without regard to the reader's language."""
    return {
        AuditKind.BEFORE: "任前经济责任审计",
        AuditKind.DURING: "任中经济责任审计",
        AuditKind.LEAVING: "离任经济责任审计",
    }[AuditKind(audit.kind)]


def title_of(audit: Audit, rule: DocumentRule) -> str:
    """The title of a document."""
    return f"{audit.person.name}同志{kind_of(audit)}{rule.title}"


def worded(step: Step, rule: DocumentRule, number: str) -> list[Block]:
    """The whole document."""
    audit = step.audit
    return [
        Title(f"{audit.body.name}\n{title_of(audit, rule)}".replace("\n", "")),
        Line(number),
        Line(""),
        *BODIES[rule.step](step, audit),
        Signature(audit.body.name, day_of(step.on)),
    ]


def _whom(audit: Audit) -> Paragraph:
    unit = "" if audit.is_alone else f"{audit.unit.name}、"
    return Paragraph(f"{unit}{audit.person.name}同志：")


def _subject(audit: Audit) -> str:
    period = f"{day_of(audit.since)}至{day_of(audit.until)}"
    return f"{audit.person.name}同志任{audit.unit.name}{audit.post.title}期间（{period}）"


def _notice(step: Step, audit: Audit) -> Iterator[Block]:
    yield _whom(audit)
    first = day_of(earliest_entry(step.on, workdays.load()))
    start = "即日" if step.approval else f"{first}"
    yield Paragraph(
        f"根据《中华人民共和国审计法》第四十二条和年度审计计划，决定派出审计组，自{start}起，对{_subject(audit)}"
        f"经济责任履行情况进行{kind_of(audit)}。审计中如有必要，将追溯到相关年度或者延伸审计有关单位。"
    )
    members = audit.team.filter(left_on=None).select_related("person").order_by("pk")
    roles = {"leader": "组长", "chief": "主审", "member": "组员"}
    names = "、".join(f"{one.person.name}（{roles[one.role]}）" for one in members)
    yield Paragraph(names or "另行通知", "审计组：")
    who = "本人" if audit.is_alone else "本人和单位"
    yield Paragraph(
        f"请在进点会以前提交述职报告，并由{who}对所提供资料的真实性、完整性作出书面承诺。系统中已有的决策、付款、采购、项目资料，"
        "审计组自行查阅，不再要求提供。"
    )
    yield Paragraph("审计组执行审计工作纪律，自觉接受监督。", "工作纪律：")
    if step.approval:
        yield Paragraph(
            f"因情况特殊，未提前{NOTICE_DAYS.value}个工作日送达，已经批准：{step.approval}。", "送达："
        )
    if step.text:
        yield Paragraph(step.text, "其他事项：")


def _request(step: Step, audit: Audit) -> Iterator[Block]:
    yield _whom(audit)
    yield Paragraph(f"为做好对{_subject(audit)}的{kind_of(audit)}，请提供下列资料：")
    for at, item in enumerate(audit.requested.order_by("pk"), start=1):
        yield Paragraph(f"{item.title}（{day_of(item.due)}以前）", f"{at}．")
    yield Paragraph("系统中已有的决策、付款、采购、项目资料不在本清单中，审计组自行查阅。")


def _draft(step: Step, audit: Audit) -> Iterator[Block]:
    yield _whom(audit)
    due = due_of(form_of(audit), Kind.HEAD_OPINION, workdays.load())
    by = f"（{day_of(due)}以前）" if due else ""
    whose, said = ("本人", "") if audit.is_alone else ("你单位和本人", "分别")
    yield Paragraph(
        f"现就{_subject(audit)}{kind_of(audit)}报告征求{whose}意见。请自接到之日起{OPINION_DAYS.value}个工作日内{by}"
        f"{said}提出书面意见；在规定期限内没有提出书面意见的，视为无异议。"
    )
    if step.text:
        yield Paragraph(step.text)
    yield from _issues(audit, "一")


def _report(step: Step, audit: Audit) -> Iterator[Block]:
    yield Heading("一、基本情况")
    day = audit.steps.filter(kind=Kind.ENTRY, void_on=None).values_list("on", flat=True).first()
    began = f"审计组自{day_of(day)}进点，" if day else "审计组"
    yield Paragraph(f"{began}对{_subject(audit)}经济责任履行情况进行了审计。")
    yield Heading("二、审计评价和建议")
    yield from (Paragraph(line) for line in step.text.splitlines() if line.strip())
    yield from _issues(audit, "三")
    alone = audit.is_alone
    yield Heading("四、被审计领导干部的意见" if alone else "四、被审计领导干部和单位的意见")
    for kind, who in ((Kind.HEAD_OPINION, "本人："), (Kind.UNIT_OPINION, "单位：")):
        if alone and kind == Kind.UNIT_OPINION:
            continue
        said = audit.steps.filter(kind=kind, void_on=None).first()
        yield Paragraph(said.text if said else "在规定期限内没有提出书面意见，视为无异议。", who)


def _issues(audit: Audit, numeral: str) -> Iterator[Block]:
    yield Heading(f"{numeral}、审计发现的主要问题和责任认定")
    rows = list(audit.findings.filter(withdrawn_on=None).order_by("number"))
    if not rows:
        yield Paragraph("未发现需要认定责任的问题。")
    for at, row in enumerate(rows, start=1):
        yield Heading(f"（{_numeral(at)}）{row.title}", 2)
        money = f"涉及金额 {row.amount:,.2f} 元。" if row.amount else ""
        yield Paragraph(f"{row.facts}{money}")
        yield Paragraph(f"{row.regulation}。", "违反：")
        why = f"：{row.justification}" if row.justification else ""
        yield Paragraph(f"{responsibility_in_words(row)}{why}", "责任认定：")


def _numeral(number: int) -> str:
    return NUMERALS[number - 1] if number <= len(NUMERALS) else str(number)


def _decision(step: Step, audit: Audit) -> Iterator[Block]:
    yield _whom(audit)
    yield from (Paragraph(line) for line in step.text.splitlines() if line.strip())
    yield Paragraph("本决定自送达之日起生效。对本决定不服的，可以依法申请行政复议或者提起诉讼、提请裁决。")


def _result(step: Step, audit: Audit) -> Iterator[Block]:
    yield Paragraph("县委、县政府：")
    yield Paragraph(f"现将{_subject(audit)}{kind_of(audit)}结果报告如下。")
    yield from (Paragraph(line) for line in step.text.splitlines() if line.strip())
    rows = list(audit.findings.filter(withdrawn_on=None).order_by("number"))
    yield Heading("审计发现的主要问题")
    for row in rows:
        money = f"，金额 {row.amount:,.2f} 元" if row.amount else ""
        yield Paragraph(f"{row.title}{money}。{responsibility_in_words(row)}。", f"{row.number}．")
    if not rows:
        yield Paragraph("未发现需要认定责任的问题。")
    days = SUMMARY_DAYS.value
    by = audit.person.name if audit.is_alone else "被审计单位"
    yield Paragraph(f"整改情况由{by}在整改期满后{days}个工作日内报告。")
    yield Paragraph("县委组织部，县纪委监委。", "抄送：")


BODIES: dict[Kind, Callable[[Step, Audit], Iterator[Block]]] = {
    Kind.NOTICE: _notice,
    Kind.REQUEST: _request,
    Kind.DRAFT: _draft,
    Kind.REPORT: _report,
    Kind.DECISION: _decision,
    Kind.RESULT: _result,
}
