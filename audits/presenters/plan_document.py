"""A year's plan as an official document (年度经济责任审计计划): the draft until it is approved, what is in it now afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from audits.choices import Kind, LineAction, RevisionState
from audits.models import Audit, Plan, PlanLine, Revision
from core.documents import Block, Heading, Line, Paragraph, Signature, Title
from core.sentences import in_words
from rulebook.procedures.audits import CLAUSE

NUMERALS = "一二三四五六七八九十"
KINDS = {Kind.DURING: "任中经济责任审计", Kind.LEAVING: "离任经济责任审计", Kind.BEFORE: "任前经济责任审计"}


# A section: its title, what stands in it.
Section = tuple[str, list[Block]]


def plan_file_name(plan: Plan) -> str:
    """What the download is called."""
    return f"{plan.county.name}{plan.year}年度经济责任审计计划.docx"


def plan_document(
    plan: Plan, revisions: Sequence[Revision], lines: Mapping[int, list[PlanLine]], audits: Sequence[Audit],
    *, whole: bool,
) -> list[Block]:  # fmt: skip
    """The document. `revisions` the latest first, `lines` of each as far as the reader may see them, `audits` what is in the plan now;
    `whole` says that nothing is left out.
    """
    approved = sorted(
        (one for one in revisions if one.state == RevisionState.APPROVED), key=lambda one: one.number
    )
    first = approved[0] if approved else None
    of = first or revisions[0]
    found: list[Block] = [
        Title(f"{plan.county.name}{plan.year}年度经济责任审计计划"),
        Line(first.document if first else "（草案，未经批准）"),
        Line(""),
        Paragraph(_opening(plan, of)),
    ]
    capacity = approved[-1].capacity if approved else of.capacity
    sections: list[Section] = list(
        _projects(_approved(audits, lines) if first else _drafted(lines.get(of.pk, [])))
    )
    sections.append(("审计力量", [Paragraph(f"本年度可完成审计项目{capacity}项。")]))
    sections += _changes(approved[1:], lines)
    for at, (title, blocks) in enumerate(sections):
        found += [Heading(f"{NUMERALS[at]}、{title}"), *blocks]
    if not whole:
        found.append(Paragraph("依照回避规定，本件只列出获取人可以查看的项目。"))
    if first and first.approved_on:
        found.append(Signature(plan.body.name, _day(first)))
    return found


def _day(row: Revision) -> str:
    day = row.approved_on
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _opening(plan: Plan, row: Revision) -> str:
    said = f"依照《加强党政一把手监督管理意见》（{CLAUSE}）"
    if row.proposed_on:
        said += f"，由组织部门于 {row.proposed_on} 提出"
    if row.discussed_on:
        said += f"，经济责任审计工作联席会议于 {row.discussed_on} 研究"
    if row.approved_on:
        said += f"，县委审计委员会于 {row.approved_on} 批准"
    return in_words(f"{said}，安排{plan.year}年度经济责任审计项目如下。")


# An audit to be listed: kind, whose, and the days and reason.
Project = tuple[str, str, str]


def _approved(audits: Iterable[Audit], lines: Mapping[int, list[PlanLine]]) -> Iterator[Project]:
    why = {
        line.audit_id: line.words for of in lines.values() for line in of if line.action == LineAction.ADD and line.audit_id
    }  # fmt: skip
    for one in audits:
        period = in_words(f"审计期间 {one.since} 至 {one.until}。")
        reason = why.get(one.pk) or one.reason
        yield one.kind, f"{one.unit.name}{one.post.title}{one.person.name}", f"{period}{_reason(reason)}"


def _drafted(lines: Iterable[PlanLine]) -> Iterator[Project]:
    for line in lines:
        if line.action == LineAction.ADD and line.proposal is not None:
            of = line.proposal
            yield of.kind, f"{of.unit.name}{of.post.title}{line.person.name}", _reason(line.words)


def _reason(words: str) -> str:
    return f"立项理由：{words.rstrip('。')}。" if words else ""


def _projects(projects: Iterable[Project]) -> Iterator[Section]:
    rows = list(projects)
    if not rows:
        yield "审计项目", [Paragraph("没有列入审计项目。")]
    for kind, title in KINDS.items():
        of = [row for row in rows if row[0] == kind]
        if of:
            blocks: list[Block] = [
                Paragraph(told, f"{at}．{whose}。") for at, (_kind, whose, told) in enumerate(of, start=1)
            ]
            yield f"{title}（{len(of)}项）", blocks


def _changes(changes: Iterable[Revision], lines: Mapping[int, list[PlanLine]]) -> Iterator[Section]:
    blocks: list[Block] = []
    for at, row in enumerate(changes, start=1):
        told = in_words(f"{row.approved_on} 批准（{row.document}）。调整理由：{row.reason.rstrip('。')}。")
        for action, word in ((LineAction.ADD, "列入"), (LineAction.DROP, "调出")):
            names = "、".join(line.person.name for line in lines.get(row.pk, []) if line.action == action)
            told += f"{word}：{names}。" if names else ""
        blocks.append(Paragraph(told, f"{at}．"))
    if blocks:
        yield "计划调整", blocks
