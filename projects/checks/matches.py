"""Bidders matched against declared interests, in SQL: by credit code, else by name, as things stood on the day the bidder stood."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from finance.choices import BidStatus
from projects.procedure.interests import Match

# A leader counts for the projects of the unit whose leading body (posts of no section) they sat in on the day.
MATCHED = """
SELECT interest.id, bidder.id, project.title, part.name, supplier.name, person.id, person.name, interest.relation, interest.kind,
    stood.day, recusal."on"
FROM projects_project project
JOIN projects_part part ON part.project_id = project.id
JOIN projects_bidder bidder ON bidder.part_id = part.id AND bidder.status <> %(withdrawn)s
JOIN finance_supplier supplier ON supplier.id = bidder.supplier_id
JOIN projects_interest interest ON
    (interest.credit_code <> '' AND interest.credit_code = supplier.credit_code)
    OR (interest.enterprise = supplier.name AND (interest.credit_code = '' OR supplier.credit_code = ''))
JOIN organisation_person person ON person.id = interest.person_id
CROSS JOIN LATERAL (SELECT COALESCE(part.opened_on, part.awarded_on, part.contract_on) AS day) stood
LEFT JOIN projects_recusal recusal ON recusal.project_id = project.id AND recusal.person_id = interest.person_id
WHERE project.id = ANY(%(projects)s) AND NOT project.cancelled
    AND (interest.since IS NULL OR interest.since <= COALESCE(stood.day, %(on)s))
    AND (interest.until IS NULL OR interest.until > COALESCE(stood.day, %(on)s))
    AND EXISTS (
        SELECT FROM organisation_tenure tenure JOIN organisation_post post ON post.id = tenure.post_id
        WHERE tenure.person_id = interest.person_id AND post.unit_id = project.unit_id AND post.section_id IS NULL
            AND tenure.during @> COALESCE(stood.day, %(on)s)::date)
ORDER BY bidder.id, interest.id
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """An interest and the bidder it is in, with what is judged of them."""

    interest: int
    bidder: int
    match: Match


def matched(projects: Iterable[int], on: date) -> list[Pair]:
    """Every declared interest in a bidder of `projects` (numbers of rows) as of `on`; one query."""
    asked: dict[str, Any] = {"projects": sorted(projects), "on": on, "withdrawn": BidStatus.WITHDRAWN.value}
    with connection.cursor() as cursor:
        cursor.execute(MATCHED, asked)
        return [Pair(interest, bidder, Match(bidder, *rest)) for interest, bidder, *rest in cursor.fetchall()]
