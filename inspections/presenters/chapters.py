"""The chapter of the integrity file on inspections by deputies (C22, C14)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.templatetags.wording import cn_date
from inspections.models import Inspection
from inspections.policies import visible_inspections
from inspections.presenters.pages import TONES
from rulebook.procedures.inspections import Grade, State
from supervision.selectors.timeline import Chapter, Entry, Reading


def inspections(reading: Reading) -> Iterator[Entry]:
    """Visits that took place, with the number of suggestions and what deputies said of the reply."""
    rows = visible_inspections(reading.user, reading.on).filter(
        person=reading.person, visited_on__isnull=False
    )
    counted = rows.annotate(
        suggested=Count("suggestions", distinct=True),
        satisfied=Count("members__verdicts", filter=~Q(members__verdicts__grade=Grade.NOT), distinct=True),
        unsatisfied=Count("members__verdicts", filter=Q(members__verdicts__grade=Grade.NOT), distinct=True),
    )
    for row in counted.select_related("unit", "body").order_by("held_on", "pk"):
        facts = [(_("被视察单位"), row.unit.name), (_("组织单位"), row.body.name)]
        facts.append((_("视察重点"), "、".join(map(str, row.focuses()))))
        if row.sent_on:
            facts.append((_("建议"), ngettext("%(n)s 条", "%(n)s 条", row.suggested) % {"n": row.suggested}))
        if row.replied_on:
            facts.append((_("答复日期"), cn_date(row.replied_on)))
        if row.satisfied or row.unsatisfied:
            told = {"yes": row.satisfied, "no": row.unsatisfied}
            facts.append((_("代表评价"), _("满意、基本满意 %(yes)s 人次，不满意 %(no)s 人次") % told))
        yield Entry(
            kind="inspection",
            row=row.pk,
            day=row.held_on or row.visited_on or date(row.year, 1, 1),
            title=_("“两代一委”视察 %(number)s") % {"number": row.number},
            facts=facts,
            states=[(TONES[State(row.state)], str(row.get_state_display()))],
            url=row.get_absolute_url(),
        )


def _held(reading: Reading) -> int:
    return Inspection.objects.filter(person=reading.person, visited_on__isnull=False).count()


INSPECTIONS = Chapter(
    key="inspections",
    order=110,
    title=gettext_lazy("“两代一委”视察"),
    clause="C22",
    entries=inspections,
    held=_held,
)
