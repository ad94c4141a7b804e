"""Telling the county's two years of decisions from first to last, day by day."""

from datetime import date

from core import workdays
from decisions.services.checking import JUDGING
from desk.demo.decisions.finding import note_findings
from desk.demo.decisions.following import note_following
from desk.demo.decisions.houses import House, houses
from desk.demo.decisions.lists import note_lists
from desk.demo.decisions.matters import Docket, note_matters
from desk.demo.decisions.sittings import note_meetings
from desk.demo.decisions.timeline import Days, Timeline
from desk.demo.people import Cast
from organisation.choices import RelativeKind
from organisation.models import Relative


def tell(cast: Cast, today: date) -> None:
    """Let the units decide from the calendar's first day to `today`. What is found is judged on the days of the checks alone."""
    units = houses(cast, today)
    _relate(units["城关镇"])
    days, timeline = Days(today, workdays.load()), Timeline()
    docket = Docket(units, days)
    note_lists(timeline, days, units)
    note_matters(timeline, docket)
    note_meetings(timeline, docket)
    note_following(timeline, docket)
    note_findings(timeline, days, cast)
    with JUDGING.together():
        timeline.run()


def _relate(town: House) -> None:
    """A deputy of the town is a relative of one who is proposed for a post in it."""
    Relative.objects.create(
        person=town.people["蒋宁静"], relative=town.people["卜敏行"], kind=RelativeKind.COLLATERAL
    )
