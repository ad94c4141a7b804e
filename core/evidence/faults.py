"""What can be wrong with the evidence, in words."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Kind(StrEnum):
    """What was found."""

    CHANGED = "changed"
    DELETED = "deleted"
    INSERTED = "inserted"
    PAST_VERSIONS = "past-versions"
    VERSION_TOUCHED = "version-touched"
    ENTRY_CHANGED = "entry-changed"
    ENTRY_MISSING = "entry-missing"
    ENTRY_ADDED = "entry-added"
    ROOT = "root"
    CHAIN = "chain"
    DAY = "day"
    TRIGGER = "trigger"
    UNKNOWN_ROOT = "unknown-root"
    OTHER_ROLE = "other-role"


WORDS = {
    Kind.CHANGED: gettext_lazy("内容被改动，与最后一次存证不一致"),
    Kind.DELETED: gettext_lazy("记录被删除，没有删除的存证"),
    Kind.INSERTED: gettext_lazy("记录没有存证，是绕过系统写入的"),
    Kind.PAST_VERSIONS: gettext_lazy("现有内容与最新历史版本不一致，是绕过系统修改的"),
    Kind.VERSION_TOUCHED: gettext_lazy("只增不改的记录写入之后被修改或者删除"),
    Kind.ENTRY_CHANGED: gettext_lazy("存证条目被改动或者调换顺序"),
    Kind.ENTRY_MISSING: gettext_lazy("存证条目缺失"),
    Kind.ENTRY_ADDED: gettext_lazy("存证条目不属于任何批次"),
    Kind.ROOT: gettext_lazy("批次根值与其中条目不符"),
    Kind.CHAIN: gettext_lazy("批次与前一批次不相连"),
    Kind.DAY: gettext_lazy("每日根值与当日批次不符"),
    Kind.TRIGGER: gettext_lazy("存证触发器被停用、删除或者改动"),
    Kind.UNKNOWN_ROOT: gettext_lazy("所给根值不是本系统任何一日的根值"),
    Kind.OTHER_ROLE: gettext_lazy("不是由系统的运行角色写入"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: in which table (its name in PostgreSQL and in words), which row, what."""

    table: str
    words: str
    key: str
    kind: Kind

    def __str__(self) -> str:
        return _("%(words)s（%(table)s）%(key)s：%(what)s") % {
            "words": self.words, "table": self.table, "key": self.key, "what": WORDS[self.kind],
        }  # fmt: skip

    def as_json(self) -> dict[str, str]:
        """For other programs."""
        return asdict(self) | {"message": str(self)}
