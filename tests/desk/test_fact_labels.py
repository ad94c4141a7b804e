"""Every fact a finding tells is named in words on its page, whatever it was found in."""

from string import Formatter

import pytest

from desk.presenters.finding_facts import LABELS
from rulebook.findings import CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_fact_of_a_finding_has_a_name(code: str) -> None:
    rule = CODES[code]
    told = (rule.message, rule.planned, rule.unplanned)
    facts = {name for text in told for _before, name, _form, _conversion in Formatter().parse(text) if name}
    assert facts <= LABELS.keys()
