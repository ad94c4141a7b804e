"""The ledger refuses change; the holidays of the published years are entered."""

from datetime import date, timedelta

import chinese_calendar
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSE = """
CREATE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_event
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
"""
ALLOW = "DROP TRIGGER append_only ON core_event; DROP FUNCTION core_refuse_change();"
SATURDAY = 5


def enter_holidays(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Enter every published exception: weekdays not worked and weekend days worked."""
    exception = apps.get_model("core", "CalendarException")
    years = {day.year for day in chinese_calendar.holidays}
    day, last = date(min(years), 1, 1), date(max(years), 12, 31)
    rows = []
    while day <= last:
        worked = chinese_calendar.is_workday(day)
        if worked != (day.weekday() < SATURDAY):
            rows.append(
                exception(
                    day=day,
                    is_worked=worked,
                    name=str(chinese_calendar.get_holiday_detail(day)[1] or ""),
                )
            )
        day += timedelta(days=1)
    exception.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunPython(enter_holidays, migrations.RunPython.noop),
    ]
