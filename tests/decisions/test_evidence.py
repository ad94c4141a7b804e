"""What was decided cannot be changed in PostgreSQL unseen: neither title nor amount of the matter, nor who said and voted what."""

import pytest
from django.db import connection

from core.clock import now
from core.evidence.faults import Kind
from core.evidence.sealing import seal
from core.evidence.verifying import faults
from decisions.models import Matter
from tests.decisions.test_seal import close, decided
from tests.decisions.world import World

pytestmark = pytest.mark.django_db


def test_a_decided_matter_leaves_evidence_that_fits_and_its_change_by_sql_is_named(world: World) -> None:
    close(world, decided(world))
    assert not list(faults())
    seal(at=now())
    matter = Matter.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE decisions_matter SET title = '修建办公楼', amount = 1 WHERE id = %s", [matter.pk]
        )
    (fault,) = faults()
    assert (fault.table, fault.key, fault.kind) == ("decisions_matter", str(matter.pk), Kind.PAST_VERSIONS)
    assert "决策事项" in str(fault)
