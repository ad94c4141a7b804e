"""The evidence of the demo county begins when its past is entered: what is dated back is so in its versions, too, and how it was entered is no evidence."""

from datetime import date, timedelta

from django.db import connection, models

from core.evidence.sealing import close_days, note_by_day, seal
from core.evidence.tables import columns_of, evidenced
from core.evidence.triggers import note_anew
from core.models import PendingEvidence
from decisions.models import Meeting, Preparation
from desk.demo.decisions.timeline import moment
from integrity.models import Participation, Record
from supervision.models import Finding

# Moments the demo dates back past the services, which know no moment but the present one.
DATED_BACK: dict[type[models.Model], tuple[str, ...]] = {
    Record: ("recorded_at",),
    Participation: ("answered_at",),
    Finding: ("answered_at", "assessed_at"),
    Preparation: ("answered_at",),
    Meeting: ("circulated_at", "opened_at"),
}
IN_VERSION = """
UPDATE {history} v SET {moments} FROM {table} n WHERE v.{key} = n.{key} AND ({differs})
    AND v.history_id = (SELECT max(history_id) FROM {history} WHERE {key} = n.{key})
"""


def begin(today: date) -> None:
    """Bring the moments that were dated back into the newest versions, forget what was noted so far, note every row as it stands, and seal it all
    on the evening before `today`, so that there is a root to look at.
    """
    with connection.cursor() as cursor:
        columns = columns_of(cursor)
        for table in evidenced():
            moments = DATED_BACK.get(table.model, ())
            if moments and table.history is not None:
                cursor.execute(
                    IN_VERSION.format(
                        table=table.name, history=table.history._meta.db_table, key=table.key,
                        moments=", ".join(f"{one} = n.{one}" for one in moments),
                        differs=" OR ".join(f"v.{one} IS DISTINCT FROM n.{one}" for one in moments),
                    )
                )  # fmt: skip
        PendingEvidence.objects.all().delete()
        for table in evidenced():
            if not table.by_day:
                note_anew(cursor, table, columns[table.name])
    note_by_day(on=today)
    seal(at=moment(today - timedelta(days=1), "20:00"))
    close_days(before=today)
