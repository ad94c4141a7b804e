"""The chapter of the integrity file on decisions that went wrong (C11, C14): cases over missing steps that led to a loss, of who chaired."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.wording import cn_date
from decisions.models import AccountabilityCase
from decisions.policies.losses import visible_cases
from supervision.selectors.timeline import Bearing, Chapter, Entry, Reading


def cases(reading: Reading) -> Iterator[Entry]:
    """Cases of decisions the person chaired, with what they said and what came of it."""
    rows = visible_cases(reading.user, reading.on).filter(chair=reading.person).select_related("matter__unit")
    for row in rows.order_by("opened_on", "pk"):
        facts = [(_("单位"), row.matter.unit.name), (_("立案日期"), cn_date(row.opened_on))]
        if row.closed_on:
            facts += [(_("办结日期"), cn_date(row.closed_on)), (_("处理结果"), row.outcome)]
        yield Entry(
            kind="case",
            row=row.pk,
            day=row.opened_on,
            title=_("决策失误责任追究：%(matter)s") % {"matter": row.matter.number},
            facts=facts,
            states=[("muted", _("已办结")) if row.closed_on else ("late", _("正在办理"))],
            answer=row.statement,
            url=reverse("case", args=[row.pk]),
        )


def _held(reading: Reading) -> int:
    return AccountabilityCase.objects.filter(chair=reading.person).count()


def _bearing(reading: Reading) -> Iterator[Bearing]:
    rows = visible_cases(reading.user, reading.on).filter(chair=reading.person, closed_on=None)
    if rows.exists():
        yield Bearing(words=_("有决策失误责任追究正在办理。"), pending=True)


ACCOUNTABILITY = Chapter(
    key="accountability", order=70, title=gettext_lazy("决策失误责任追究"), clause="C11", entries=cases, held=_held,
    bearings=_bearing,
)  # fmt: skip
