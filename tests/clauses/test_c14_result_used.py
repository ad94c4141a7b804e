"""C14: 测评结果记入领导干部廉政档案, 作为干部选拔任用、考核奖惩的重要依据. A decision about a head without the result is a finding."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from appointments.models import PersonnelAction
from appointments.services.actions import ActionOpening, Decision, decide_action, open_action
from appointments.services.checking import check_actions
from appraisals.presenters.chapters import entries
from appraisals.presenters.conclusions import SOURCE, conclusions_of, results_in_force
from appraisals.services import sealing
from rulebook.procedures.appraisals import USED_YEARS
from supervision.models import Finding
from supervision.selectors.timeline import Reading
from tests.appointments.files import consult_all
from tests.appraisals import appraised
from tests.appraisals.appraised import ANGRY, PLEASED, SEALED, YEAR, Cast

pytestmark = pytest.mark.django_db
DECIDED = SEALED + timedelta(20)


@pytest.fixture
def cast(db: None) -> Cast:
    return appraised.build()


def reward(cast: Cast) -> PersonnelAction:
    opening = ActionOpening(
        unit=cast.units["committee"], person=cast.head, post=cast.tenures["town"].post, kind="reward", grounds="抗洪有功。",
        year=None, occasion="抗洪", past=False,
    )  # fmt: skip
    return open_action(token=uuid4(), opening=opening, by=cast.users["organisation"], on=DECIDED)


def decided(cast: Cast, row: PersonnelAction, on: date = DECIDED) -> list[str]:
    decision = Decision("citation", on, document="镇组发〔2026〕9号")
    decide_action(action=row.pk, decision=decision, by=cast.users["organisation"], on=on)
    check_actions(actions=[row.pk], on=on)
    return sorted(Finding.objects.filter(source_id=row.pk).values_list("code", flat=True))


def test_the_last_result_counts_for_two_years_or_until_the_next(cast: Cast):
    first = appraised.past(cast, "town", PLEASED)
    second = appraised.sealed(cast)
    told = {one.row: one for one in conclusions_of([cast.head.pk])}
    assert told[first.pk].until == second.sealed_on
    assert second.sealed_on is not None
    assert told[second.pk].until == second.sealed_on.replace(year=second.sealed_on.year + USED_YEARS.value)
    for on in (SEALED - timedelta(1), SEALED, SEALED.replace(year=YEAR + 2) - timedelta(1)):
        by_rows = set(results_in_force(on).values_list("pk", flat=True))
        assert by_rows == {row for row, one in told.items() if one.is_in_force(on)}
    assert not results_in_force(SEALED.replace(year=YEAR + 2)).exists()


def test_a_file_shows_the_result_and_why_a_talk_was_due(cast: Cast):
    row = appraised.sealed(cast, ANGRY)
    told = SOURCE.tell(cast.users["organisation"], conclusions_of([cast.head.pk]), SEALED)[row.pk]
    assert any("不满意的占 33.3%" in line for line in told.lines)
    assert told.url.endswith(f"/appraisals/{row.pk}/result/")


def test_a_reward_decided_without_the_result_is_found_and_with_it_not(cast: Cast):
    appraised.sealed(cast)
    row = reward(cast)
    consult_all(row, cast.users["organisation"], DECIDED)
    assert row.consultations.filter(key="appraisal").exists()
    assert "appraisal-not-consulted" not in decided(cast, row)


def test_a_reward_from_paper_decided_without_the_result_is_found(cast: Cast):
    appraised.sealed(cast)
    opening = ActionOpening(
        unit=cast.units["committee"], person=cast.head, post=cast.tenures["town"].post, kind="reward", grounds="抗洪有功。",
        year=None, occasion="抗洪", past=True,
    )  # fmt: skip
    row = open_action(token=uuid4(), opening=opening, by=cast.users["organisation"], on=DECIDED)
    assert "appraisal-not-consulted" in decided(cast, row)
    found = Finding.objects.get(code="appraisal-not-consulted")
    assert f"{YEAR}年度双述双评结果（城关镇）" in found.message


def test_the_sealed_result_stands_in_the_integrity_file_with_the_heads_words(cast: Cast):
    row = appraised.sealed(cast, ANGRY)
    sealing.comment(appraisal=row.pk, text="诚恳接受。", by=cast.users["town-head"], on=SEALED)
    for who in ("discipline", "town-head"):
        reading = Reading(person=cast.head, user=cast.users[who], on=SEALED)
        (entry,) = list(entries(reading))
        assert (entry.day, entry.answer) == (SEALED, "诚恳接受。")
    assert list(entries(Reading(person=cast.head, user=cast.users["second-head"], on=SEALED))) == []
