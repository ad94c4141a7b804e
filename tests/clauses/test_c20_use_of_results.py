"""C20: the conclusions of audits are an important ground for selecting cadres; whoever decides without them is found out."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from appointments.checks import found_in
from appointments.models import Case
from appointments.selectors.cases import unconsulted_files
from appointments.services.cases import link_matter
from appointments.services.checking import check_cases
from appointments.services.consulting import consult
from appointments.services.states import NotPossible
from audits.choices import Outcome
from audits.models import Audit, TeamMember
from audits.selectors.conclusions import conclusions_of
from audits.services.stages.objections import answer_objection, file_objection
from rulebook.procedures.auditing import BY_STEP, Actor
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Finding
from tests import factories
from tests.appointments.files import days_ago, decide, make_case, prepare
from tests.audits.staged import Staged, staged
from tests.decisions.world import TODAY, World, build, make_matter
from tests.today import fix_today

CODE = "audit-not-consulted"


@pytest.fixture
def county(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest, tmp_path: Path
) -> World:
    """The town that appoints, today."""
    fix_today(monkeypatch)
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    return build()


@dataclass(frozen=True)
class OfCandidate(Staged):
    """An audit of whom the town is about to promote, when they were in charge of a bureau."""

    head_user: User

    def user(self, kind: Kind) -> User:
        """The candidate takes the head's steps."""
        return self.head_user if BY_STEP[kind].by == Actor.HEAD else super().user(kind)


def audit_of_candidate(county: World) -> OfCandidate:
    """Planned, with its team."""
    user = factories.make_user("candidate", person=county.candidate)
    made = staged(county, person=county.candidate)
    return OfCandidate(made.world, made.audit, made.leader, made.second, made.third, user)


def another(first: OfCandidate, reported: int) -> OfCandidate:
    """A further audit of the same head by the same team, reported so many days ago."""
    of = first.audit
    audit = Audit(
        body=of.body, person=of.person, post=of.post, kind="leaving", year=of.year, since=of.since, until=of.until
    )  # fmt: skip
    audit.save()
    for member in of.team.all():
        TeamMember.objects.create(
            audit=audit, person=member.person, role=member.role, declared_on=member.declared_on
        )
    held = replace(first, audit=audit).upto(Kind.UNIT_OPINION)
    held.take(Kind.REPORT, reported)
    return held


@pytest.fixture
def audited(county: World) -> OfCandidate:
    """An audit of whom the town is about to promote: its report was issued 50 days ago, with one finding."""
    held = audit_of_candidate(county)
    held.reported(Kind.REPORT)
    return held


@pytest.fixture
def case(county: World) -> Case:
    """The file of the same."""
    found = make_case(county)
    prepare(county, found)
    return found


def weigh(county: World, case: Case, on: date = TODAY, day: date | None = None) -> None:
    """Record how every conclusion was weighed."""
    names = {one.name: "问题金额不大，已责成整改，不影响任用。" for one in conclusions_of([case.person_id])}
    consult(file=case, words=names, day=day or on, by=county.secretary, on=on)


def codes(case: Case) -> set[str]:
    """What is found in the file today."""
    found = found_in([Case.objects.get(pk=case.pk)], TODAY)
    return {one.rule.code for faults in found.values() for one in faults}


def test_nothing_goes_to_the_meeting_before_the_conclusions_were_consulted(county, audited, case):
    matter = make_matter(county, category="重要人事任免", candidates=[county.candidate])
    with pytest.raises(ValidationError, match="C20"):
        link_matter(case=case.pk, matter=matter.pk, by=county.secretary, on=TODAY)
    weigh(county, case)
    link_matter(case=case.pk, matter=matter.pk, by=county.secretary, on=TODAY)


def test_discussed_without_them_is_found_every_night_and_by_the_same_judgement(county, audited, case):
    decide(county, case)
    assert CODE in codes(case)
    check_cases(cases=[case.pk], on=TODAY)
    finding = Finding.objects.get(code=CODE)
    assert (finding.clause, finding.unit) == ("C20", county.town)
    assert conclusions_of([case.person_id])[0].title in finding.facts["conclusions"]


def test_consulting_them_afterwards_does_not_mend_it(county, audited, case):
    decide(county, case)
    weigh(county, case)
    assert CODE in codes(case)


def test_consulted_before_nothing_is_found(county, audited, case):
    weigh(county, case, on=days_ago(31))
    decide(county, case)
    assert CODE not in codes(case)


@pytest.mark.parametrize("day", [30, 31])
def test_the_day_of_the_discussion_is_in_time(county, audited, case, day):
    weigh(county, case, on=days_ago(day))
    decide(county, case)
    assert CODE not in codes(case)


def test_a_report_issued_after_the_discussion_was_not_to_be_consulted(county, case):
    held = audit_of_candidate(county)
    held.upto(Kind.UNIT_OPINION)
    decide(county, case)
    held.take(Kind.REPORT, 5)
    assert CODE not in codes(case)


def test_nor_one_that_was_overturned_by_then(county, audited, case):
    objection = file_objection(
        token=uuid4(), audit=audited.audit.pk, text="事实不清。", by=audited.head_user, on=days_ago(45)
    )
    reviewer = audited.third
    answer_objection(
        objection=objection.pk, reviewer=reviewer.person, outcome=Outcome.OVERTURNED, answer="事实不清。",
        by=reviewer, on=days_ago(32),
    )  # fmt: skip
    decide(county, case)
    assert CODE not in codes(case)


def test_a_report_about_somebody_else_does_not_count(county, case):
    staged(county).reported(Kind.REPORT)
    decide(county, case)
    assert CODE not in codes(case)


def test_a_second_report_has_to_be_consulted_as_well(county, audited, case):
    weigh(county, case, on=days_ago(45))
    another(audited, 40)
    decide(county, case)
    assert CODE in codes(case)


def test_a_paper_file_is_entered_as_it_was_and_found_fault_with(county, audited):
    case = make_case(county, past=True)
    matter = decide(county, case)
    assert Case.objects.get(pk=case.pk).matter == matter
    assert CODE in codes(case)
    weigh(county, case, day=days_ago(35))
    assert CODE not in codes(case)


def test_a_file_that_is_kept_as_it_happens_takes_no_earlier_day(county, audited, case):
    with pytest.raises(ValidationError, match="C20"):
        weigh(county, case, day=days_ago(3))


def test_it_is_recorded_once_and_in_words(county, audited, case):
    with pytest.raises(ValidationError):
        consult(file=case, words={}, day=TODAY, by=county.secretary, on=TODAY)
    weigh(county, case)
    weigh(county, case)
    row = case.consultations.get()
    assert (row.by, row.on, row.key) == (county.secretary, TODAY, "audits")


def test_nobody_records_it_who_does_not_keep_the_file_nor_for_another_conclusion(county, audited, case):
    with pytest.raises(NotPossible):
        consult(file=case, words={"audits-1": "已核对。"}, day=TODAY, by=county.discipline, on=TODAY)
    with pytest.raises(NotPossible):
        consult(file=case, words={"audits-999999": "已核对。"}, day=TODAY, by=county.secretary, on=TODAY)


def test_it_waits_in_the_inbox_of_who_keeps_the_file_until_it_was_done(county, audited, case):
    assert unconsulted_files(county.secretary, TODAY).get() == case
    assert not unconsulted_files(county.discipline, TODAY).exists()
    weigh(county, case)
    assert not unconsulted_files(county.secretary, TODAY).exists()
