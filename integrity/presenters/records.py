"""How records are shown: what happened in order, files, rows of an export."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.wording import period_label
from integrity.choices import WORDING, Answer, Origin, RecordState
from integrity.models import Participation, Record
from integrity.services.past_records import COLUMNS, NOUN
from organisation.presenters.imports import ImportKind
from rulebook.types import Proof

PAST_RECORDS = ImportKind(
    kind="records",
    title=gettext_lazy("导入历史记录"),
    intro=gettext_lazy(
        "把系统启用前的约谈、报告、恳谈会、双述双评、审计和交接一次导入。先检查并预览，确认后才保存；有任何错误则全部不保存。"
    ),
    page="records-import",
    template_page="records-template",
    sheet=gettext_lazy("历史记录"),
    columns=COLUMNS,
    nouns={NOUN: gettext_lazy("记录")},
    next_page="record-list",
    next_label=gettext_lazy("查看履职记录"),
)
STATE_TONES = {RecordState.DRAFT: "info", RecordState.RECORDED: "ok", RecordState.WITHDRAWN: "muted"}
ANSWER_TONES = {Answer.PENDING: "soon", Answer.CONFIRMED: "ok", Answer.OBJECTED: "late"}
HEADER = [
    gettext_lazy("类别"),
    gettext_lazy("日期"),
    gettext_lazy("姓名"),
    gettext_lazy("工号"),
    gettext_lazy("单位"),
    gettext_lazy("登记于"),
    gettext_lazy("到会"),
    gettext_lazy("主持机构"),
    gettext_lazy("主持人"),
    gettext_lazy("地点"),
    gettext_lazy("状态"),
    gettext_lazy("本人意见"),
]


def answer_shown(record: Record, line: Participation) -> tuple[str, str]:
    """Tone and word for a head's answer; nothing was asked of who was absent or of an imported record."""
    if not line.present:
        return "muted", _("未到会")
    if record.state == RecordState.DRAFT or (
        record.origin == Origin.IMPORTED and line.answer == Answer.PENDING
    ):
        return "muted", _("不需确认")
    return ANSWER_TONES[Answer(line.answer)], line.get_answer_display()


def happenings(record: Record, lines: Iterable[Participation]) -> list[dict[str, Any]]:
    """What happened to a record, in order, for the timeline."""
    found: list[dict[str, Any]] = []
    if record.recorded_at:
        found.append({"on": record.recorded_at, "title": _("登记"), "who": str(record.entered_by or "")})
    for line in lines:
        if line.answered_at:
            word = _("本人确认") if line.answer == Answer.CONFIRMED else _("本人提出异议")
            tone = ANSWER_TONES[Answer(line.answer)]
            found.append({"on": line.answered_at, "title": word, "who": line.person.name, "tone": tone})
    found.sort(key=lambda entry: entry["on"])
    if record.state == RecordState.WITHDRAWN:
        entry = {"on": record.changed_at, "title": _("作废"), "text": record.withdrawn_reason, "tone": "late"}
        found.append(entry | {"who": str(record.changed_by or "")})
    return [entry | {"on": timezone.localtime(entry["on"])} for entry in found]


def exported(records: Iterable[Record]) -> Iterator[list[Any]]:
    """The rows of the list as a spreadsheet: one for every head the user may read."""
    for record in records:
        for line in record.lines:  # type: ignore[attr-defined]
            yield [
                record.get_kind_display(),
                record.held_on,
                line.person.name,
                line.person.staff_no,
                line.unit.name if line.unit else "",
                period_label(line.period) if line.period else "",
                _("是") if line.present else _("否"),
                record.body.name if record.body else "",
                record.host,
                record.place,
                record.get_state_display(),
                answer_shown(record, line)[1],
            ]


def answers_counted(record: Record, lines: list[Participation]) -> list[tuple[str, str]]:
    """Tone and word for the answers of a record in a list: of one head the answer, of many the numbers."""
    if record.state == RecordState.DRAFT:
        return []
    if len(lines) == 1:
        return [answer_shown(record, lines[0])]
    if record.origin == Origin.IMPORTED:
        return [("muted", _("不需确认"))]
    asked = [line.answer for line in lines if line.present]
    counted = [
        (answer, asked.count(answer)) for answer in (Answer.OBJECTED, Answer.PENDING, Answer.CONFIRMED)
    ]
    return [(ANSWER_TONES[answer], f"{answer.label} {number}") for answer, number in counted if number]


def wording(kind: str) -> dict[str, Any]:
    """What the parts of a record of `kind` are called."""
    names = WORDING.get(Proof(kind)) or (_("主持人"), _("摘要"), _("指出的问题"), _("整改措施"))
    return dict(zip(("host", "summary", "problems", "measures"), names, strict=True))
