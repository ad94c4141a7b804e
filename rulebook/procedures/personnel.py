"""Appraising, rewarding and removing heads (考核、奖励、调整, C14, C20): the kinds of file, and what each may come to.

What is found where a file was decided without the conclusions in force is told by each conclusion itself (rulebook.procedures.appointments
has that of audits).
"""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.types import Source


class Kind(StrEnum):
    """What is decided about a head (事项类别)."""

    APPRAISAL = "appraisal"
    REWARD = "reward"
    REMOVAL = "removal"


@dataclass(frozen=True, slots=True)
class KindRule:
    """A kind of file: what it may come to (`results`, by code) and by which instrument; `of_year`: one for each person and year."""

    title: str
    results: dict[str, str]
    source: Source
    of_year: bool = False


KINDS: dict[str, KindRule] = {
    Kind.APPRAISAL: KindRule(
        "年度考核",
        {
            "excellent": "优秀",
            "competent": "称职",
            "basic": "基本称职",
            "incompetent": "不称职",
            "ungraded": "不确定等次",
        },
        Source("公务员考核规定", read=False),
        of_year=True,
    ),
    Kind.REWARD: KindRule(
        "表彰奖励",
        {
            "citation": "嘉奖",
            "merit-3": "记三等功",
            "merit-2": "记二等功",
            "merit-1": "记一等功",
            "title": "授予称号",
            "honour": "其他表彰",
            "refused": "不予奖励",
        },
        Source("中华人民共和国公务员法", "第五十二条", read=False),
    ),
    # As a consequence of how the post was held; the ordinary end of a term is none.
    Kind.REMOVAL: KindRule(
        "调整免职",
        {
            "moved": "平职调整",
            "rank": "转任职级公务员",
            "removed": "免职",
            "demoted": "降职",
            "kept": "不作调整",
        },
        Source("推进领导干部能上能下规定", read=False),
    ),
}
RESULTS: dict[str, str] = {code: word for rule in KINDS.values() for code, word in rule.results.items()}
