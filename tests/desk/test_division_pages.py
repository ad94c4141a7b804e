"""Pages of a unit's division of work: who is in charge of what on any day, the form that enters it, the list of units it is wrong in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisation.models import Person
from rulebook.division import FIELDS, Field
from supervision.choices import FindingState
from supervision.models import Charge, Finding, Suspension
from supervision.selectors import holder_of
from supervision.selectors.division import last_change
from supervision.services import Assigned, divide_work
from tests import factories
from tests.desk.world import DAY, World

Log = Callable[[str], Client]
BASIS = "镇党委〔2026〕1号"
SINCE = DAY - timedelta(days=100)


def address(world: World, name: str = "unit-division", unit: str = "town") -> str:
    return reverse(name, args=[world.units[unit].pk])


def typed(world: World, **changed: str) -> dict[str, str]:
    """The form as the secretary fills it in: everything with the member."""
    rows = dict.fromkeys((field.value for field in FIELDS), str(world.people["member"].pk))
    seen = str(last_change(world.units["town"].pk))
    return rows | {"since": SINCE.isoformat(), "basis": BASIS, "seen": seen} | changed


def send(world: World, client_of: Log, who: str = "secretary", **changed: str) -> HttpResponse:
    return client_of(who).post(address(world, "unit-division-edit"), typed(world, **changed))


def divide(world: World, unit: str = "town", person: Person | None = None) -> None:
    head = next(t.person for t in world.units[unit].posts.get(is_head=True).tenures.all())
    holder = person or head
    rows = [Assigned(field, holder.pk) for field in FIELDS]
    by = factories.make_user(role="secretary", body=world.units[unit])
    divide_work(unit=world.units[unit].pk, since=SINCE, basis=BASIS, rows=rows, seen=0, by=by, on=DAY)


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_secretary_divides_the_work_and_everybody_concerned_reads_it(
    world: World, client_of: Log
) -> None:
    answer = send(world, client_of)
    assert answer.status_code == 302
    for who in ("secretary", "head", "member", "discipline-officer", "leader"):
        page = words(client_of(who).get(address(world)))
        assert "温映川" in page
        assert BASIS in page
        assert "副职分管" in page
    assert "登记分工" not in words(client_of("member").get(address(world)))


def test_a_past_day_is_shown_as_it_was(world: World, client_of: Log) -> None:
    send(world, client_of)
    before = SINCE - timedelta(days=1)
    page = words(client_of("head").get(address(world), {"on": before.isoformat()}))
    assert page.count("尚未明确") == len(FIELDS)
    later = words(client_of("head").get(address(world), {"on": SINCE.isoformat()}))
    assert later.count("副职分管</span>") == len(FIELDS)
    assert "尚未明确" not in later


def test_naming_the_head_is_warned_about_first_and_becomes_a_finding_if_it_is_meant(
    world: World, client_of: Log
) -> None:
    head = str(world.people["head"].pk)
    answer = send(world, client_of, finance=head)
    assert answer.status_code == 422
    assert "会列为问题" in words(answer)
    assert f'value="{BASIS}"' in words(answer)
    assert not Charge.objects.exists()
    assert send(world, client_of, finance=head, acknowledged="on").status_code == 302
    finding = Finding.objects.get(state=FindingState.OPEN)
    assert (finding.code, finding.person) == ("head-holds-finance", world.people["head"])
    page = words(client_of("discipline-officer").get(address(world)))
    assert reverse("finding", args=[finding.pk]) in page
    assert address(world) in words(client_of("discipline-officer").get(reverse("finding", args=[finding.pk])))


def test_who_is_no_leader_on_that_day_is_refused_by_name_and_nothing_typed_is_lost(
    world: World, client_of: Log
) -> None:
    long_ago = "2021-01-01"
    answer = send(world, client_of, since=long_ago)
    assert answer.status_code == 422
    assert "温映川在2021年1月1日不是本单位班子成员" in words(answer)
    assert f'value="{BASIS}"' in words(answer)
    assert f'value="{long_ago}"' in words(answer)
    stranger = send(world, client_of, personnel=str(world.people["far"].pk))
    assert "请从本单位班子成员中选择" in words(stranger)
    assert not Charge.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"since": "昨天"}, "无法识别"),
        ({"since": "2027-01-01"}, "不能晚于今天"),
        ({"basis": " "}, "这个字段是必填项"),
        (dict.fromkeys((field.value for field in FIELDS), ""), "请至少为一项工作选择分管领导"),
        ({"finance": "none"}, "请从本单位班子成员中选择"),
    ],
)
def test_bad_input_is_refused_in_plain_words(
    world: World, client_of: Log, changed: dict[str, str], said: str
) -> None:
    answer = send(world, client_of, **changed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Charge.objects.exists()


def test_a_double_click_enters_it_once(world: World, client_of: Log) -> None:
    form, client = typed(world), client_of("secretary")
    for _ in range(2):
        assert client.post(address(world, "unit-division-edit"), form).status_code == 302
    assert Charge.objects.count() == len(FIELDS)
    assert Charge.history.count() == len(FIELDS)


def test_what_another_entered_meanwhile_is_not_overwritten_unseen(world: World, client_of: Log) -> None:
    form = typed(world)
    send(world, client_of, since=(SINCE - timedelta(days=5)).isoformat())
    answer = client_of("head").post(address(world, "unit-division-edit"), form)
    assert answer.status_code == 409
    assert "另一人刚刚登记过" in words(answer)
    assert f'value="{last_change(world.units["town"].pk)}"' in words(answer)


def test_the_form_for_a_correction_begins_with_the_division_of_that_day(world: World, client_of: Log) -> None:
    send(world, client_of, construction="none")
    page = words(
        client_of("secretary").get(address(world, "unit-division-edit"), {"since": SINCE.isoformat()})
    )
    assert f'value="{SINCE.isoformat()}"' in page
    assert f'value="{BASIS}"' in page
    assert '<option value="none" selected>' in page
    send(world, client_of, basis="镇党委〔2026〕2号")
    page = words(client_of("member").get(address(world)))
    assert BASIS in page  # in what was entered before
    assert "镇党委〔2026〕2号" in page
    assert holder_of(world.units["town"].pk, Field.CONSTRUCTION, DAY) == world.people["member"]


def test_the_units_page_shows_the_division_to_whom_it_is_to_be_seen(world: World, client_of: Log) -> None:
    send(world, client_of)
    url = reverse("unit", args=[world.units["town"].pk])
    assert address(world) in words(client_of("head").get(url))
    assert address(world) not in words(client_of("personnel-officer").get(url))


def test_the_list_of_units_is_narrowed_to_those_whose_division_is_wrong(world: World, client_of: Log) -> None:
    divide(world)
    divide(world, "far", _deputy(world, "far"))
    wrong = {"division": "wrong"}
    page = words(client_of("discipline-officer").get(reverse("unit-list"), wrong))
    assert "城关镇</a>" in page
    assert "华坪镇</a>" not in page
    assert "城关镇</a>" not in words(client_of("personnel-officer").get(reverse("unit-list"), wrong))


def test_the_page_asks_as_often_for_a_long_history_as_for_a_short_one(world: World, client_of: Log) -> None:
    divide(world)
    client = client_of("discipline-officer")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(world)).status_code == 200
        return len(queries)

    asked()
    short = asked()
    for days in range(1, 6):
        rows = [Assigned(field, world.people["member"].pk) for field in FIELDS]
        unit = world.units["town"].pk
        divide_work(
            unit=unit, since=SINCE + timedelta(days=days), basis=BASIS, rows=rows, seen=last_change(unit),
            by=world.users["secretary"], on=DAY,
        )  # fmt: skip
    assert asked() <= short


def test_an_administrator_sets_the_five_fields_aside_with_a_reason_and_what_was_found_closes(
    world: World, client_of: Log
) -> None:
    divide(world)
    assert Finding.objects.exclude(state=FindingState.CLOSED).count() == len(FIELDS)
    client, add = client_of("administrator"), reverse("admin:supervision_suspension_add")
    entered = {"county": world.county.pk, "during_0": "2026-01-01", "during_1": "", "reason": "机构改革期间"}
    assert client.post(add, entered).status_code == 200  # who decided it is missing
    assert not Suspension.objects.exists()
    assert client.post(add, entered | {"decided_by": "县委〔2026〕8号"}).status_code == 302
    assert Suspension.objects.get().entered_by == world.users["administrator"]
    assert not Finding.objects.exclude(state=FindingState.CLOSED).exists()
    page = words(client_of("head").get(address(world)))
    assert "暂不执行" in page
    assert "县委〔2026〕8号" in page
    assert (
        client.post(add, entered | {"decided_by": "县委〔2026〕9号"}).status_code == 200
    )  # these days are taken
    assert Suspension.objects.count() == 1


def _deputy(world: World, unit: str) -> Person:
    person: Person = factories.make_person()
    factories.make_tenure(person, factories.make_post(world.units[unit], "副镇长", head=False))
    return person
