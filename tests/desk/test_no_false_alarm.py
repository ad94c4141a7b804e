"""Evidence raises no false alarm: what services write leaves entry and version that fit."""

import pytest

from core.evidence.faults import Kind
from core.evidence.verifying import faults
from tests.desk.test_every_url_as_every_role import built, things

# Brought into their state by the tests themselves, past the services, to have one of each.
MADE_UP = {
    ("core_evidenceday", Kind.DAY),
    ("integrity_inquiry", Kind.PAST_VERSIONS),
    ("integrity_integrityopinion", Kind.PAST_VERSIONS),
    ("inspections_inspection", Kind.PAST_VERSIONS),
    ("appraisals_appraisal", Kind.PAST_VERSIONS),
}
__all__ = ["built", "things"]


@pytest.mark.usefixtures("things")
def test_what_every_part_of_the_product_wrote_fits_its_evidence() -> None:
    """A county in which something of everything was entered."""
    found = [fault for fault in faults() if (fault.table, fault.kind) not in MADE_UP]
    assert [str(fault) for fault in found] == []
