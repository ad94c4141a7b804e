"""Locks that whole use cases take, held to the end of the transaction."""

from django.db import connection

CALENDAR = 61_0927_0001  # whoever writes in bulk what a sweep reads, and the sweep itself
DECISIONS = 61_0927_0002  # whoever imports decisions
PURCHASES = 61_0927_0003  # whoever reckons the signs of stored purchases, or imports them
INTERFERENCE = 61_0927_0013  # whoever enters interference, so that each entry has a number of its own
PROJECTS = 61_0927_0014  # whoever imports projects
AUDITS = 61_0927_0016  # whoever brings the proposals of audits to their triggers
APPOINTMENTS = 61_0927_0015  # whoever imports past files of appointments
COMPLAINTS = (
    61_0927_0017  # whoever takes in a complaint, so that numbers have no gaps and a form is taken once
)
RETENTION = 61_0927_0021  # whoever deletes what is due, or stops its deletion: a hold stands from the moment it is placed
EVIDENCE = 61_0927_0018  # whoever seals the evidence, so that batches follow one another
FUNDS = 61_0927_0005  # whoever judges stored uses of funds, or imports them


def hold(lock: int) -> None:
    """Wait until nobody else holds `lock`, and hold it to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
