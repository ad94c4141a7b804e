"""Loading the demo county from first to last, in one transaction."""

import csv
import io
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from accounts.models import User
from core.importing import Report
from desk.demo import (
    accounts,
    actions,
    appointments,
    appraisals,
    audit_stages,
    audits,
    bylaws,
    complaints,
    decisions,
    division,
    evidence,
    files,
    funds,
    handovers,
    inquiries,
    inspections,
    past_audits,
    projects,
    purchases,
    responsibility,
    retention,
)
from desk.demo.dates import start_of
from desk.demo.history import History
from desk.demo.logins import LOGINS
from desk.demo.people import Cast, add_circumstances, add_exceptions, make_cast, moved_rows, note_import
from organisation.models import Division, Unit
from organisation.services import import_roster, load_divisions
from supervision.models import CountyCalendar


def is_loaded() -> bool:
    """Whether the demo county is in this database."""
    return User.objects.filter(username__in=[login.username for login in LOGINS]).count() == len(LOGINS)


def is_empty() -> bool:
    """Whether nobody has begun to use this database: no unit, no user."""
    return not (Unit.objects.exists() or User.objects.exists())


@transaction.atomic
def load(*, today: date) -> None:
    """Load the demo county as it stands on `today`. The same day gives the same county."""
    cast = settle(today=today)
    history = History(cast, today)
    history.tell()
    _take_stock("organisation", "supervision", "integrity")
    history.desk.leave_today()
    decisions.tell(cast, today)
    division.tell(cast, today)
    bylaws.tell(cast, today)
    _take_stock("decisions", "supervision")
    responsibility.tell(cast, today)
    inquiries.tell(cast, today)
    _take_stock("integrity", "supervision")
    purchases.tell(today)
    funds.tell(cast, today)
    _take_stock("finance")
    projects.tell(cast, today)
    _take_stock("projects", "supervision")
    appointments.tell(cast, today)
    _take_stock("appointments")
    audits.tell(cast, today)
    audit_stages.tell(cast, today)
    past_audits.tell(today)
    _take_stock("audits")
    actions.tell(cast, today)
    _take_stock("appointments", "supervision")
    handovers.tell(cast, today)
    _take_stock("audits", "supervision")
    inspections.tell(cast, today)
    _take_stock("inspections", "supervision")
    appraisals.tell(cast, today)
    _take_stock("appraisals", "supervision")
    files.tell(cast, today)
    _take_stock("integrity")
    complaints.tell(cast, today)
    _take_stock("complaints")
    accounts.tell(cast, today)
    retention.tell(cast, today)
    evidence.begin(today)


def settle(*, today: date) -> Cast:
    """Enter the county's units and people, and give it users; nothing has been done yet."""
    load_divisions(counties=[settings.COUNTY_CODE])
    report = _import_roster(today)
    _take_stock("organisation")
    county = Division.objects.get(pk=settings.COUNTY_CODE)
    CountyCalendar.objects.update_or_create(county=county, defaults={"starts_on": start_of(today)})
    add_circumstances(today=today)
    cast = make_cast(today=today)
    note_import("roster", "镇坪县机构和任职名册.csv", report, cast)
    add_exceptions(cast, today=today)
    return cast


def _take_stock(*labels: str) -> None:
    """Tell the planner at once how much there is in the tables of these apps now: its own rounds come later.

    Only of tables that are filled: one counted while empty is planned as empty until it is counted again.
    """
    tables = [model._meta.db_table for label in labels for model in apps.get_app_config(label).get_models()]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, tables)))


def _import_roster(today: date) -> Report:
    rows = list(moved_rows("roster.csv", today=today))
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    report = import_roster(content=text.getvalue().encode(), name="roster.csv", by=None, on=start_of(today))
    if report.is_refused:
        raise ValueError(report.errors[:5])
    return report
