"""Who sees what of an audit under way, and when: team and bureau, head and unit from the draft, the others from the report on."""

import pytest
from django.urls import reverse

from audits.models import Delivery
from audits.policies import visible_audits
from audits.policies.stages import visible_audit_findings, visible_rectifications, written_audits
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.procedures.auditing import Step as Kind
from rulebook.roles import Role
from tests import factories
from tests.audits.staged import mending, staged
from tests.today import DAY


def seers(county, one):
    """Which of everybody sees the finding of an audit."""
    users = {
        "leader": one.leader, "third": one.third, "auditor": county.auditor, "head": county.head_user,
        "secretary": county.secretary, "organiser": county.organiser, "discipline": county.discipline,
        "member": county.member, "outsider": county.outsider, "finance": county.finance, "kin": county.kin,
        "nobody": county.nobody,
    }  # fmt: skip
    return {name for name, user in users.items() if visible_audit_findings(user, DAY).exists()}


BUREAU = {"leader", "third", "auditor"}
UNIT = {"head", "secretary"}
USERS = {"organiser", "discipline"}


def test_findings_are_seen_by_more_the_further_the_audit_came(county):
    one = staged(county).upto(Kind.ENTRY)
    one.found()
    assert seers(county, one) == BUREAU
    one.take(Kind.DRAFT)
    assert seers(county, one) == BUREAU | UNIT
    one.take(Kind.HEAD_OPINION)
    one.take(Kind.UNIT_OPINION)
    one.take(Kind.REPORT)
    assert seers(county, one) == BUREAU | UNIT | USERS


def test_nobody_sees_or_handles_by_office_an_audit_of_a_relative(county):
    one = staged(county).upto(Kind.ENTRY)
    factories.make_relatives(one.third.person, county.head, "collateral")
    assert not visible_audits(one.third, DAY).exists()
    assert not written_audits(one.third, DAY).exists()
    assert not visible_audits(county.kin, DAY).exists()
    factories.make_relatives(one.second.person, county.head, "collateral")
    assert not written_audits(one.second, DAY).exists()


def test_an_owner_sees_the_own_rectification_and_not_the_audit(county, as_user):
    one = staged(county)
    row = one.reported()
    owner = factories.make_user("owner", person=county.candidate)
    assert not visible_rectifications(owner, DAY).exists()
    mending(county, row, county.candidate, owner)
    assert visible_rectifications(owner, DAY).get().finding == row
    client = as_user(owner)
    shown = client.get(reverse("audit-finding", args=[row.pk])).content.decode()
    assert row.title in shown
    assert row.justification not in shown
    assert client.get(reverse("audit", args=[one.audit.pk])).status_code == 404
    assert client.get(reverse("rectification-list")).status_code == 200


def test_the_committee_sees_what_was_sent_to_it_and_nothing_before(county):
    one = staged(county)
    committee = Unit.objects.get(function=Function.COUNTY_COMMITTEE)
    officer = factories.make_user("committee", role=Role.OFFICER, body=committee)
    one.reported(Kind.ISSUE_LIST)
    assert not visible_audits(officer, DAY).exists()
    one.take(Kind.RESULT)
    assert Delivery.objects.filter(body=committee).exists()
    assert visible_audits(officer, DAY).get() == one.audit
    assert visible_audit_findings(officer, DAY).exists()


@pytest.mark.parametrize("kind", [Kind.HEAD_OPINION, Kind.DRAFT, Kind.STATEMENT])
def test_what_head_and_bureau_exchange_is_not_for_those_who_use_the_result(county, as_user, kind):
    one = staged(county).upto(Kind.RESULT)
    url = reverse("audit-step", args=[one.audit.pk, kind])
    assert as_user(county.organiser).get(url).status_code == 404
    assert as_user(county.head_user).get(url).status_code == 200
    assert as_user(one.third).get(url).status_code == 200


def test_the_result_report_is_not_for_the_head(county, as_user):
    one = staged(county).upto(Kind.RESULT)
    url = reverse("audit-step", args=[one.audit.pk, Kind.RESULT])
    assert as_user(county.head_user).get(url).status_code == 404
    assert as_user(county.organiser).get(url).status_code == 200
