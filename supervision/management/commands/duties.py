"""`manage.py duties --as-of D [--staff-no N] [--unit NAME] [--json]`: the calendar as it stands on D, a duty a line.

It plans nothing: that is `sweep`'s alone.
"""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Max

from core.clock import today
from core.management.arguments import day
from rulebook.duties import BY_KIND
from supervision.models import CountyCalendar, Duty
from supervision.selectors.bodies import Directory
from supervision.selectors.duties import duties_on, in_batches, state_on


class Command(BaseCommand):
    """List duties."""

    help = "列出截至指定日期的履职事项，每行一项"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--as-of", type=day, default=None, help="YYYY-MM-DD，缺省为今天")
        parser.add_argument("--staff-no", default=None, help="只列此工号")
        parser.add_argument("--unit", default=None, help="只列此单位（单位名称）")
        parser.add_argument("--json", action="store_true", help="每行输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the duties, ordered by staff number, kind and period."""
        on: date = options["as_of"] or today()
        duties = duties_on(on).order_by("person__staff_no", "kind", "period", "subject")
        if options["staff_no"]:
            duties = duties.filter(person__staff_no=options["staff_no"])
        if options["unit"]:
            duties = duties.filter(unit__name=options["unit"])
        self.tell_how_far_planned(on)
        directory = Directory(counties=duties.order_by().values_list("county", flat=True).distinct(), on=on)
        for batch in in_batches(duties):
            for duty in batch:
                self.stdout.write(self.line(duty, on, directory, as_json=options["json"]))

    def tell_how_far_planned(self, on: date) -> None:
        """Only `sweep` plans: say on standard error where `on` lies beyond what it planned."""
        last: date | None = CountyCalendar.objects.aggregate(last=Max("swept_to"))["last"]
        if last is None:
            self.stderr.write(f"履职日历尚未检查，没有生成任何事项；请先运行 sweep --date {on}")
        elif on > last:
            self.stderr.write(
                f"履职日历只检查到 {last}，其后才开始的事项尚未生成；请先运行 sweep --date {on}"
            )

    @staticmethod
    def line(duty: Duty, on: date, directory: Directory, *, as_json: bool) -> str:
        """One duty in the form of the interchange; what came after `on` is not told."""
        is_closed = duty.closed_on is not None and duty.closed_on <= on
        row = {
            "staff_no": duty.person.staff_no,
            "name": duty.person.name,
            "unit": duty.unit.name,
            "post": duty.post.title,
            "kind": duty.kind,
            "clause": BY_KIND[duty.kind].clause,
            "period": duty.period,
            "opens": duty.opens.isoformat(),
            "due": duty.due.isoformat(),
            "state": state_on(duty, on).value,
            "by": [body.name for body in directory.acting(duty)],
            "reason": duty.get_reason_display() if is_closed else "",
            "done_on": str(duty.closed_on) if is_closed and duty.fulfilment_id else None,
            "late": is_closed and duty.late,
        }
        return json.dumps(row, ensure_ascii=False) if as_json else "  ".join(map(str, row.values()))
