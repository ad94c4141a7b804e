"""Evidence of what citizens reported: the day after, by the day; neither the entry nor its place tells a moment."""

from datetime import timedelta

import pytest
from django.db import transaction

from complaints.models import Complaint
from core.clock import now
from core.evidence.faults import Kind
from core.evidence.sealing import note_by_day, seal
from core.evidence.verifying import faults
from core.models import PendingEvidence
from tests.complaints.conftest import World
from tests.complaints.test_merging import reported
from tests.tampering import past_the_product

pytestmark = pytest.mark.django_db


def noted() -> set[str]:
    return set(PendingEvidence.objects.filter(name__startswith="complaints_").values_list("name", flat=True))


def test_nothing_is_noted_as_a_report_comes_in_and_everything_the_day_after(world: World):
    before, waiting = noted(), PendingEvidence.objects.count()
    reported(world)
    assert (noted(), PendingEvidence.objects.count()) == (before, waiting)
    assert note_by_day(on=world.day) == 0, "the day itself is not over"
    assert note_by_day(on=world.day + timedelta(days=1)) == 1
    assert note_by_day(on=world.day + timedelta(days=1)) == 0
    assert "complaints_complaint" in noted()
    seal(at=now())
    assert not list(faults())


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE complaints_complaint SET content = sha256('other') WHERE id = %s", Kind.CHANGED),
        ("UPDATE complaints_complaint SET received_on = received_on - 1 WHERE id = %s", Kind.CHANGED),
        ("DELETE FROM complaints_complaint WHERE id = %s", Kind.DELETED),
    ],
)
def test_what_was_reported_cannot_be_changed_or_removed_unseen(world: World, statement: str, kind: Kind):
    complaint, _code = reported(world)
    note_by_day(on=world.day + timedelta(days=1))
    with transaction.atomic():
        with past_the_product() as execute:
            execute(statement, [complaint.pk])
        found = {(fault.table, fault.key, fault.kind) for fault in faults()}
        transaction.set_rollback(True)
    assert found == {("complaints_complaint", str(complaint.pk), kind)}


def test_handling_it_is_no_fault(world: World):
    complaint, _code = reported(world)
    note_by_day(on=world.day + timedelta(days=1))
    Complaint.objects.filter(pk=complaint.pk).update(state="handling", links=b"other", due=world.day)
    assert not list(faults())
