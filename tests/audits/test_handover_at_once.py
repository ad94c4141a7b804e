"""A handover opens in the moment in which a tenure is ended, by page or by roster; the nightly run is the net below it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audits.models import Handover
from audits.services.handovers.opening import open_handovers
from organisation.models import Tenure
from organisation.services import leavings
from rulebook.roles import Role
from supervision.services import sweep
from tests import factories
from tests.audits.handing import LEFT, STARTS
from tests.decisions.decided import make_decided
from tests.organisation.rosters import loaded, row
from tests.today import DAY

pytestmark = pytest.mark.django_db
HEADS = 6


@pytest.fixture
def swept(county):
    """The small county, whose calendar was swept today before anybody left."""
    factories.start_calendar(STARTS)
    sweep(on=DAY)
    return county


@pytest.fixture
def keeper(client):
    """The administration pages, as the system administrator sees them."""
    user = factories.make_user(role=Role.ADMINISTRATOR)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def tenure_of(person) -> Tenure:
    return Tenure.objects.get(person=person, post__is_head=True)


def typed(tenure: Tenure, until: str) -> dict[str, object]:
    """The form of one tenure."""
    return {
        "person": tenure.person_id, "post": tenure.post_id, "kind": tenure.kind, "note": "",
        "during_0": tenure.during.lower.isoformat(), "during_1": until,
    }  # fmt: skip


def test_ending_a_tenure_on_its_page_opens_the_handover_with_what_is_known(
    swept, keeper, django_capture_on_commit_callbacks
):
    make_decided(swept, on=DAY - timedelta(30), title="修建集镇污水管网")
    tenure = tenure_of(swept.head)
    page = reverse("admin:organisation_tenure_change", args=[tenure.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert keeper.post(page, typed(tenure, LEFT.isoformat())).status_code == 302
    found = Handover.objects.get()
    assert (found.person, found.left_on, found.state) == (swept.head, LEFT, "filling")
    assert found.items.filter(source="decisions.Matter", title="修建集镇污水管网").exists()
    assert open_handovers(on=DAY) == 0

    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(page, typed(tenure, ""))
    assert Handover.objects.get().state == "void"


def test_ending_a_tenure_on_the_page_of_the_person_opens_it_too(
    swept, keeper, django_capture_on_commit_callbacks
):
    tenure = tenure_of(swept.head)
    page = reverse("admin:organisation_person_change", args=[swept.head.pk])
    sent = {"name": swept.head.name, "staff_no": swept.head.staff_no}
    for name in ("tenures", "absences", "relatives"):
        sent |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}
    lines = {f"tenures-0-{name}": value for name, value in typed(tenure, LEFT.isoformat()).items()}
    sent |= lines | {"tenures-TOTAL_FORMS": "1", "tenures-INITIAL_FORMS": "1", "tenures-0-id": tenure.pk}
    with django_capture_on_commit_callbacks(execute=True):
        answer = keeper.post(page, sent)
    assert answer.status_code == 302, answer.context["errors"]
    assert Handover.objects.get().left_on == LEFT


def test_a_deputy_who_leaves_hands_nothing_over(swept, keeper, django_capture_on_commit_callbacks):
    tenure = Tenure.objects.get(person=swept.members[2])
    with django_capture_on_commit_callbacks(execute=True) as calls:
        keeper.post(
            reverse("admin:organisation_tenure_change", args=[tenure.pk]), typed(tenure, LEFT.isoformat())
        )
    assert calls == []


def heads(first: int, number: int, **more: str):
    return [
        row(单位名称=f"县{first + at}局", 姓名="云知远", 工号=f"H{first + at}", 任职日期="2021-03-01", **more)
        for at in range(number)
    ]


def test_a_roster_ends_many_tenures_and_their_handovers_open_in_as_many_queries_as_one(
    swept, django_capture_on_commit_callbacks
):
    everyone = heads(0, 1 + HEADS)
    with django_capture_on_commit_callbacks(execute=True) as calls:
        loaded(*everyone)
    assert calls == []

    def ended(first: int, number: int) -> int:
        with django_capture_on_commit_callbacks() as calls:
            loaded(*heads(first, number, 离任日期=LEFT.isoformat()))
        with CaptureQueriesContext(connection) as counted:
            for call in calls:
                call()
        return len(counted)

    one = ended(0, 1)
    assert Handover.objects.count() == 1
    assert ended(1, HEADS) <= one
    assert Handover.objects.count() == 1 + HEADS
    assert {row.left_on for row in Handover.objects.all()} == {LEFT}


def test_a_roster_that_takes_an_end_back_gives_the_handover_up(swept, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        loaded(*heads(0, 1, 离任日期=LEFT.isoformat()))
    assert Handover.objects.get().state == "filling"
    with django_capture_on_commit_callbacks(execute=True):
        loaded(*heads(0, 1))
    assert Handover.objects.get().state == "void"


def test_a_dry_run_and_a_refused_file_open_nothing(swept, django_capture_on_commit_callbacks):
    from organisation.services import import_roster
    from tests.organisation.rosters import csv_of

    content = csv_of(heads(0, 1, 离任日期=LEFT.isoformat()))
    with django_capture_on_commit_callbacks(execute=True) as calls:
        import_roster(content=content, name="名册.csv", by=None, on=DAY, dry_run=True)
    assert calls == []


def test_one_who_follows_and_fails_harms_no_write(
    swept, keeper, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(**_told) -> None:
        raise RuntimeError

    monkeypatch.setattr(leavings, "_followers", [fail])
    tenure = tenure_of(swept.head)
    with django_capture_on_commit_callbacks() as calls:
        keeper.post(
            reverse("admin:organisation_tenure_change", args=[tenure.pk]), typed(tenure, LEFT.isoformat())
        )
    assert len(calls) == 1
    tenure.refresh_from_db()
    assert tenure.during == DateRange(tenure.during.lower, LEFT)
    sweep(on=DAY)
    assert open_handovers(on=DAY) == 1
