"""What was handed over is finished with the record it comes from; its origin stays with it, and the nightly run writes it down."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from audits.models import HandoverItem
from audits.selectors.handovers.known import SOURCE
from audits.selectors.handovers.lists import HandoverQuery, handovers_matching, to_follow
from audits.services.handovers.following import close_item
from audits.services.handovers.settling import settle_items
from audits.services.handovers.signing import sign_as_leaver, sign_as_successor, sign_as_witness
from audits.services.handovers.states import NotPossible
from decisions.models import Matter
from organisation.models import Tenure
from projects.models import Project
from tests.audits.handing import LEFT, Handing, agreed, given, item, leave, nightly, signed
from tests.decisions.decided import make_decided
from tests.projects.built import planned
from tests.today import DAY

pytestmark = pytest.mark.django_db


def handed(county, *titles: str) -> Handing:
    """A signed handover with decided matters called `titles`, and a project."""
    for title in titles:
        make_decided(county, on=DAY - timedelta(30), title=title)
    planned(county)
    handing = leave(county)
    nightly()
    signed(handing)
    return handing


def waiting(handing: Handing, user=None) -> set[str]:
    return {row.source for row in to_follow(user or handing.successor_user, DAY)}


def test_a_matter_that_is_closed_leaves_the_successors_list_at_once_and_stays_with_its_origin(county):
    handing = handed(county, "整治背街小巷")
    assert waiting(handing) == {"decisions.Matter", "projects.Project"}
    Matter.objects.update(state="closed")
    assert waiting(handing) == {"projects.Project"}
    line = item(handing, source="decisions.Matter")
    assert line.closed_on is None
    assert settle_items(on=DAY) == 1
    assert settle_items(on=DAY) == 0
    line.refresh_from_db()
    assert (line.closed_on, line.closed_by, line.open, line.source_id) == (
        DAY,
        None,
        True,
        Matter.objects.get().pk,
    )
    assert "自动办结" in line.result
    assert line.history.count() > 1


def test_the_day_is_the_records_own_but_never_before_the_leaving(county):
    handing = handed(county)
    stages = Project.objects.get().stages.filter(kind="settlement")
    stages.update(began_on=LEFT, ended_on=LEFT + timedelta(2))
    settle_items(on=DAY)
    assert item(handing, source="projects.Project").closed_on == LEFT + timedelta(2)


def test_every_number_equals_its_list(county):
    handing = handed(county, "整治背街小巷", "改造农贸市场")
    Matter.objects.filter(title="改造农贸市场").update(state="closed")
    (listed,) = handovers_matching(county.organiser, DAY, HandoverQuery(state="left"))
    assert listed.left_open == to_follow(handing.successor_user, DAY).count() == 2
    Matter.objects.update(state="closed")
    Project.objects.update(cancelled=True)
    assert not handovers_matching(county.organiser, DAY, HandoverQuery(state="left")).exists()
    assert not to_follow(handing.successor_user, DAY).exists()


def test_the_page_says_of_an_item_that_its_record_is_finished(county, as_user):
    handing = handed(county, "整治背街小巷")
    Matter.objects.update(state="closed")
    client = as_user(handing.successor_user)
    page = client.get(f"/handovers/{handing.handover.pk}/").content.decode()
    assert "原记录已经办结" in page
    assert "整治背街小巷" not in client.get("/handovers/items/").content.decode()


def test_what_was_only_said_by_the_leaver_is_finished_by_hand(county):
    handed(county)
    Project.objects.update(cancelled=True)
    assert settle_items(on=DAY) == 1
    assert not HandoverItem.objects.filter(source="", open=True).exclude(closed_on=None).exists()


def test_an_item_finished_with_its_record_is_not_finished_again(county):
    handing = handed(county, "整治背街小巷")
    Matter.objects.update(state="closed")
    settle_items(on=DAY)
    with pytest.raises(NotPossible):
        close_item(
            item=item(handing, source="decisions.Matter").pk, closed_on=DAY, result="办结。",
            by=handing.successor_user, on=DAY,
        )  # fmt: skip


def test_what_was_left_open_keeps_its_first_origin_through_any_number_of_handovers(county):
    handing = leave(county)
    nightly()
    given(handing)
    told = {"title": "收回公务用车一辆", "text": "由某某移交，尚未办结。", "source": SOURCE, "source_id": 7}
    handing.handover.items.create(kind="belongings", open=True, **told)
    agreed(handing)
    number = handing.handover.pk
    for sign, by in (
        (sign_as_leaver, handing.leaver_user),
        (sign_as_successor, handing.successor_user),
        (sign_as_witness, handing.witness),
    ):
        sign(handover=number, by=by, on=DAY)
    tenure = Tenure.objects.get(person=handing.successor)
    tenure.during = DateRange(tenure.during.lower, DAY)
    tenure.save()
    nightly()
    line = HandoverItem.objects.get(handover__person=handing.successor, source=SOURCE)
    assert (line.source_id, line.title, line.kind) == (7, "收回公务用车一辆", "belongings")


def test_any_number_of_items_is_settled_in_the_same_number_of_queries(county, django_assert_max_num_queries):
    handed(county, *(f"事项{at}" for at in range(8)))
    Matter.objects.update(state="closed")
    with django_assert_max_num_queries(24):
        assert settle_items(on=DAY) == 8


def test_the_list_of_what_is_left_takes_the_same_queries_for_any_number(
    county, as_user, django_assert_max_num_queries
):
    handing = handed(county, *(f"事项{at}" for at in range(8)))
    client = as_user(handing.successor_user)
    client.get("/handovers/items/")
    with django_assert_max_num_queries(30):
        client.get("/handovers/items/")
