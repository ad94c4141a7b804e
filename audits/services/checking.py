"""Keeping the register of findings true to the audit teams: after whatever bears on one, and every night (C18).

The bureau's head answers for a team that is not independent; the member it concerns is kept from it.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from audits.choices import UNREPORTED
from audits.models import TeamMember
from audits.procedure.found import found
from audits.procedure.independence import ties_in
from audits.selectors.checking import MEMBERS
from core.found import Found
from organisation.models import Person, Tenure
from rulebook.procedures.decisions import MatterCategory
from rulebook.tenure import OWING
from supervision.services import Judging, Subject, reconcile

BATCH = 500
JUDGING = Judging("audits")


@transaction.atomic
def check_members(*, members: Sequence[int], on: date) -> int:
    """Judge these members (numbers of rows) as of `on`; return how many findings were raised. A constant number of queries."""
    held = TeamMember.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=members)
    rows = list(held.select_related("audit__body", "audit__person", "audit__unit", "person").order_by("pk"))
    live = [row for row in rows if row.left_on is None and row.audit.state in UNREPORTED]
    heads = _heads_of({row.audit.body_id for row in rows}, on)
    subjects: dict[Subject, list[Found]] = {}
    with override(settings.LANGUAGE_CODE):
        ties = ties_in(live, on)
        for row in rows:
            title = f"{row.audit} 审计组"
            subject = Subject(
                source=MEMBERS,
                source_id=row.pk,
                title=title,
                kind=MatterCategory.PERSONNEL,
                unit=row.audit.body,
                person=heads.get(row.audit.body_id),
                concerns=row.person,
            )
            why = "；".join(tie.words for tie in ties.get(row.pk, []))
            facts = {"audit": str(row.audit), "member": row.person.name, "why": why}
            subjects[subject] = [found("audit-team-not-independent", **facts)] if why else []
        return reconcile(found=subjects, on=on) if subjects else 0


def _heads_of(bodies: set[int], on: date) -> dict[int, Person]:
    """Who heads each of `bodies` on `on`."""
    held = Tenure.objects.filter(
        post__unit__in=bodies, post__is_head=True, kind__in=OWING, during__contains=on
    )
    rows = held.select_related("person", "post").order_by("-post_id")
    return {row.post.unit_id: row.person for row in rows}


def recheck_members(members: Sequence[int], *, on: date) -> None:
    """Judge `members` anew once the transaction stands."""
    JUDGING.after_commit(partial(check_members, members=list(members), on=on))


def check_all(numbers: Sequence[int], on: date) -> int:
    """Judge any number of members, batch by batch."""
    return sum(check_members(members=numbers[at : at + BATCH], on=on) for at in range(0, len(numbers), BATCH))
