"""The pages of an import: what it is called, what a finished job shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import rechecks
from core.importing import Column
from core.importing.reports import MOST_LINES
from core.importing.tables import MOST_ERRORS
from core.models import Job
from core.paging import page_of
from organisation.policies import may_import
from organisation.services.roster import COLUMNS

Words = str | Promise
SHOWS: dict[str, Words] = {
    "errors": _("错误"),
    "created": _("新增"),
    "changed": _("变更"),
    "ended": _("离任"),
}


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of import: what its pages say and which form it takes.

    `open_to` says who imports it where that is not who keeps a county's data; such a kind has upload pages of its own.
    `of_cases`: whether it tells of what was done, which no administrator of the product sees. `rechecks`: the kinds of recheck by
    which what was imported is judged, where it is too much to be judged at once.
    """

    kind: str
    title: Words
    intro: Words
    page: str
    template_page: str
    sheet: Words
    columns: Sequence[Column]
    nouns: dict[str, Words]
    next_page: str
    next_label: Words
    suffixes: tuple[str, ...] = (".xlsx", ".csv")
    template_label: Words = _("下载模板")
    open_to: Callable[[Any], bool] | None = None
    rechecks: tuple[str, ...] = ()
    of_cases: bool = True


ROSTER = ImportKind(
    kind="roster",
    title=_("导入名册"),
    intro=_(
        "把全县单位、岗位、人员和任职情况一次导入。先检查并预览变化，确认后才保存；有任何错误则全部不保存。"
    ),
    page="roster-import",
    template_page="roster-template",
    sheet=_("名册"),
    columns=COLUMNS,
    nouns={"units": _("单位"), "posts": _("岗位"), "people": _("人员"), "tenures": _("任职")},
    next_page="unit-list",
    next_label=_("查看单位"),
    of_cases=False,
)
_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Give a kind of import its pages; called in AppConfig.ready()."""
    _kinds[kind.kind] = kind


def kind_of(name: str) -> ImportKind | None:
    """The kind of that name, None where there is none."""
    return _kinds.get(name)


def kind_tabs(current: ImportKind, user: Any) -> list[dict[str, Any]]:
    """A tab for each kind of import `user` may do as one who keeps a county's data."""
    if current.open_to is not None:
        return []
    return [
        {"label": kind.title, "url": reverse(kind.page), "current": kind is current}
        for kind in sorted(_kinds.values(), key=lambda kind: kind.kind, reverse=True)
        if kind.open_to is None and may_import(user, of_cases=kind.of_cases)
    ]


def recent_jobs(user: Any, kind: ImportKind) -> QuerySet[Job]:
    """The last imports and checks of that kind by `user`."""
    return Job.objects.filter(owner=user, kind=kind.kind).defer("result")[:10]


class JobPage:
    """A job as its page shows it: progress, then preview or result, or what went wrong."""

    def __init__(self, job: Job, show: str, number: str | None) -> None:
        self.job, self.kind = job, _kinds[job.kind]
        self.is_check = bool(job.options["dry_run"])
        self.errors: list[dict[str, Any]] = job.result.get("errors", [])
        self.lines: dict[str, list[dict[str, Any]]] = {name: [] for name in SHOWS}
        self.lines["errors"] = self.errors
        for line in job.result.get("lines", []):
            self.lines[line["what"]].append(line | {"noun_word": self.kind.nouns[line["noun"]]})
        filled = [name for name, rows in self.lines.items() if rows]
        self.show = show if show in filled else next(iter(filled), "")
        self.page = page_of(self.lines[self.show], number) if self.show else None
        self.progress_url = reverse("import-job-progress", args=[job.pk])

    @property
    def heading(self) -> Words:
        """What the page is about."""
        if not self.job.is_over:
            return _("正在检查") if self.is_check else _("正在导入")
        return _("检查结果") if self.is_check else _("导入结果")

    @property
    def is_being_judged(self) -> bool:
        """Whether what was imported is still being judged in the background."""
        unit = self.job.options.get("unit")
        subjects = () if unit is None else (unit,)
        done = self.job.state == Job.State.DONE and not self.is_check
        return done and any(rechecks.is_waiting(kind, *subjects) for kind in self.kind.rechecks)

    @property
    def is_cut(self) -> bool:
        """Whether more was changed, or is wrong, than the page lists."""
        return len(self.job.result.get("lines", [])) >= MOST_LINES or len(self.errors) >= MOST_ERRORS

    @property
    def is_empty(self) -> bool:
        """Whether the file had no row at all."""
        return self.job.state == Job.State.DONE and not any(
            number for row in self.counts for number in row["numbers"]
        )

    @property
    def can_confirm(self) -> bool:
        """Whether this check found no error, something to change, and was not followed yet."""
        changes = any(sum(row["numbers"][:2]) for row in self.counts)
        done = self.is_check and self.job.state == Job.State.DONE
        return done and changes and "followed_by" not in self.job.options

    @property
    def counts(self) -> list[dict[str, Any]]:
        """A row a noun: created, changed, unchanged."""
        if self.job.state != Job.State.DONE:
            return []
        return [
            {
                "noun": word,
                "numbers": [self.job.result[said][noun] for said in ("created", "changed", "unchanged")],
            }
            for noun, word in self.kind.nouns.items()
        ]

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """A tab for each kind of line there is."""
        return [
            {
                "label": word,
                "url": f"?show={name}",
                "current": name == self.show,
                "count": len(self.lines[name]),
            }
            for name, word in SHOWS.items()
            if self.lines[name]
        ]
