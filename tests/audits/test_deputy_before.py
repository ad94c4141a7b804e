"""An audit of a deputy before a post is taken is no business of the unit's head: who is considered is kept to those in the step (B2)."""

import pytest

from audits.policies.audits import visible_audits
from audits.services.stages.rectifications import (
    add_progress,
    check_rectification,
    confirm_rectification,
    owners_offered,
    plan_rectification,
    report_done,
)
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Finding
from supervision.policies import visible_findings
from tests.audits.staged import DAY, Staged, judged, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def deputy(county) -> Staged:
    """An audit, before a post is taken, of a member of the town's leading body who does not head it."""
    person = county.members[2]
    return staged(county, kind="before", person=person, post=person.tenures.get().post)


def by_deputy(one: Staged, kind: Kind, **values):
    return one.take(kind, by=one.world.users[2], **values)


def reported(one: Staged):
    for kind in (Kind.NOTICE, Kind.STATEMENT, Kind.HEAD_PROMISE, Kind.ENTRY):
        by_deputy(one, kind) if kind in (Kind.STATEMENT, Kind.HEAD_PROMISE) else one.take(kind)
    found = one.found()
    one.take(Kind.DRAFT)
    by_deputy(one, Kind.HEAD_OPINION)
    for kind in (Kind.REPORT, Kind.ISSUE_LIST, Kind.RESULT):
        one.take(kind)
    return found


def test_the_person_the_bureau_and_those_in_the_step_see_it_and_the_head_of_the_unit_does_not(county, deputy):
    deputy.take(Kind.NOTICE)
    seen = {
        name: visible_audits(user, DAY).filter(pk=deputy.audit.pk).exists()
        for name, user in {
            "person": county.users[2], "bureau": county.auditor, "organisation": county.organiser,
            "discipline": county.discipline, "head": county.head_user, "secretary": county.secretary,
            "member": county.member, "outsider": county.outsider,
        }.items()
    }  # fmt: skip
    assert {name for name, sees in seen.items() if sees} == {"person", "bureau", "organisation", "discipline"}


def test_its_pages_are_not_there_for_the_head_of_the_unit(county, deputy, as_user):
    deputy.take(Kind.NOTICE)
    client = as_user(county.head_user)
    assert client.get(f"/audits/{deputy.audit.pk}/").status_code == 404
    assert county.members[2].name not in client.get("/audits/").content.decode().split("<main")[1]
    assert as_user(county.users[2]).get(f"/audits/{deputy.audit.pk}/").status_code == 200


def test_an_audit_of_a_head_before_another_post_stays_the_units(county):
    one = staged(county, kind="before")
    one.take(Kind.NOTICE)
    assert visible_audits(county.secretary, DAY).filter(pk=one.audit.pk).exists()


def test_nothing_is_asked_of_the_unit_and_the_person_answers_alone(county, deputy):
    reported(deputy)
    assert deputy.audit.steps.filter(kind="summary").count() == 0
    assert {code for code, _who in judged()} == {"audit-issue"}
    by_deputy(deputy, Kind.SUMMARY)
    said = str(deputy.audit.documents.get(kind="draft").content)
    assert "你单位" not in said


def test_what_it_found_is_kept_like_a_cadre_matter(county, deputy):
    reported(deputy)
    judged()
    row = Finding.objects.get(code="audit-issue")
    sees = [
        user
        for user in (county.users[2], county.organiser, county.discipline)
        if row in visible_findings(user, DAY)
    ]
    assert len(sees) == 3
    for user in (county.head_user, county.secretary, county.member, county.leader):
        assert row not in visible_findings(user, DAY)


def test_the_person_puts_it_right_one_of_the_bureau_checks_it_and_another_confirms(county, deputy):
    found, person = reported(deputy), county.members[2]
    assert list(owners_offered(deputy.audit, DAY)) == [person]
    said = {"finding": found.pk, "on": DAY}
    plan_rectification(measures="归还。", owner=person, by=county.users[2], **said)
    add_progress(token=found.token, text="已归还。", by=county.users[2], **said)
    report_done(recovered=None, by=county.users[2], **said)
    check_rectification(words="凭证相符。", by=deputy.second, **said)
    row = confirm_rectification(mended=True, words="核对无误。", by=deputy.third, **said)
    assert row.state == "mended"
