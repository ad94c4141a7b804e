"""A mandate given or taken by hand counts on every page, not only on those that say who supervises whom."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from desk.presenters.inbox import inbox_count
from desk.tasks import send_digests
from integrity.models import Record
from integrity.services import Content, HeadLine, register_record, save_draft
from supervision.models import MandateException
from tests import factories
from tests.desk.world import AUDIT, DAY, FORUM, TALK, World
from tests.supervision.entangled import except_

ClientOf = Callable[[str], Client]
A_DAY = timedelta(days=1)


@pytest.fixture
def give(world: World) -> Callable[..., MandateException]:
    """Give the mandate of a clause over somebody to a body: `give("A8", "finance")`, by default over the head of the town."""

    def made(clause: str, body: str, person: str = "head") -> MandateException:
        return except_("add", clause, world.units[body], world.people[person])

    return made


@pytest.fixture
def take(world: World) -> Callable[..., MandateException]:
    """Take it, likewise."""

    def made(clause: str, body: str, person: str = "head") -> MandateException:
        return except_("remove", clause, world.units[body], world.people[person])

    return made


def talk_with(world: World, person: str = "head", unit: str = "town", body: str = "discipline") -> Record:
    """A talk that `body` held with the head of `unit`."""
    values = {"kind": TALK, "held_on": DAY, "body_id": world.units[body].pk, "summary": "提醒集体决策。"}
    content = Content(
        values=values, heads=(HeadLine(world.people[person].pk, world.units[unit].pk, period=""),)
    )
    officer = world.users[f"{body}-officer"]
    draft = save_draft(token=uuid4(), content=content, seen=None, by=officer, on=DAY)
    return register_record(record=draft.pk, by=officer, on=DAY)


def listed(client: Client, query: str = "") -> set[tuple[str, str]]:
    """Who is listed for which kind of duty."""
    rows = client.get(f"/duties/?state=&{query}").context["page"].object_list
    return {(duty.person.name, duty.kind) for duty in rows}


def exported(client: Client) -> set[str]:
    """Whom the exported workbook names."""
    answer = client.get("/duties/export/?state=")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    return {str(row[0]) for row in book.active.iter_rows(min_row=2, values_only=True)}


def looked_up(client: Client, name: str) -> set[str]:
    found = client.get("/search/", {"q": name}).context["found"]
    return {tenure.person.name for tenure in found.heads}


def test_who_was_named_by_hand_sees_the_head_everywhere(
    world: World, client_of: ClientOf, give: Callable[..., MandateException]
) -> None:
    record = talk_with(world)
    client, head = client_of("bureau-officer"), world.people["head"]
    assert client.get(f"/heads/{head.staff_no}/").status_code == 404
    give("A8", "bureau")
    assert client.get(f"/heads/{head.staff_no}/").status_code == 200
    assert client.get(f"/units/{world.units['town'].pk}/").status_code == 200
    assert client.get(f"/duties/{world.duty('head').pk}/").status_code == 200
    assert client.get(f"/records/{record.pk}/").status_code == 200
    assert ("山既明", TALK) in listed(client)
    assert ("石听澜", TALK) not in listed(client)
    assert "山既明" in exported(client)
    assert looked_up(client, "山既明") == {"山既明"}
    listed_heads = client.get("/heads/").context["page"].object_list
    assert "山既明" in {tenure.person.name for tenure in listed_heads}
    assert record in client.get("/records/").context["page"].object_list


def test_who_was_named_by_hand_is_counted_reminded_and_may_record(
    world: World, client_of: ClientOf, give: Callable[..., MandateException]
) -> None:
    client, user = client_of("finance-officer"), world.users["finance-officer"]
    assert inbox_count(user, DAY) == 0
    give("A8", "finance")
    user.__dict__.pop("_scopes")
    late = world.duty("head", period="2026Q3")
    inbox = client.get("/inbox/").context["parts"]
    assert {item.row.duty for part in inbox for item in part.items} == {late}
    assert client.get("/").context["work"].overdue == 1
    assert inbox_count(user, DAY) == 1
    assert client.get(f"/records/new/?duty={late.pk}").status_code == 200
    page = client_of("discipline-officer").get(f"/duties/{late.pk}/")
    assert page.context["row"].acting_names == "县纪委监委、县财政局、乔怀谷"


def test_who_was_named_for_one_kind_follows_that_kind_alone(
    world: World, client_of: ClientOf, give: Callable[..., MandateException]
) -> None:
    record = talk_with(world)
    give("A5", "finance")
    client = client_of("finance-officer")
    assert listed(client) == {("山既明", AUDIT), ("柏知远", AUDIT)} & listed(client) | {("山既明", AUDIT)}
    assert client.get(f"/duties/{world.duty('head').pk}/").status_code == 404
    assert client.get(f"/records/{record.pk}/").status_code == 404


def test_from_whom_a_head_was_taken_sees_the_head_nowhere(
    world: World, client_of: ClientOf, take: Callable[..., MandateException]
) -> None:
    record, late = talk_with(world), world.duty("head", period="2026Q3")
    user, client = world.users["discipline-officer"], client_of("discipline-officer")
    before = inbox_count(user, DAY)
    take("A8", "discipline")
    user.__dict__.pop("_scopes")
    head = world.people["head"]
    for address in (
        f"/heads/{head.staff_no}/",
        f"/duties/{late.pk}/",
        f"/duties/?head={head.staff_no}",
        f"/records/{record.pk}/",
        f"/records/{record.pk}/edit/",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"/records/{record.pk}/withdraw/", {"reason": "有误"}).status_code == 404
    assert "山既明" not in {name for name, _ in listed(client)} | exported(client)
    assert looked_up(client, "山既明") == set()
    assert client.get(f"/units/{world.units['town'].pk}/").context["facts"].timeline == []
    assert client.get(f"/units/{world.units['town'].pk}/").context["counts"] is None
    assert record not in client.get("/records/").context["page"].object_list
    assert inbox_count(user, DAY) == before - 1
    candidates = client.get(f"/records/new/?kind={TALK}").context["editor"].offered.values()
    assert "山既明" not in {candidate.name for candidate in candidates}
    assert ("石听澜", TALK) in listed(client)


def test_what_was_taken_and_given_to_nobody_comes_to_the_body_above(
    world: World, client_of: ClientOf, take: Callable[..., MandateException]
) -> None:
    take("A8", "discipline")
    late = world.duty("head", period="2026Q3")
    page = client_of("committee-officer").get(f"/duties/{late.pk}/")
    assert page.context["row"].acting_names == "镇坪县委、乔怀谷"
    assert ("山既明", TALK) in listed(client_of("committee-officer"), "whose=acting")


def test_what_was_taken_and_given_to_another_is_the_others(
    world: World,
    client_of: ClientOf,
    take: Callable[..., MandateException],
    give: Callable[..., MandateException],
) -> None:
    take("A8", "discipline")
    give("A8", "organisation")
    late = world.duty("head", period="2026Q3")
    page = client_of("organisation-officer").get(f"/duties/{late.pk}/")
    assert page.context["row"].acting_names == "县委组织部、乔怀谷"
    assert ("山既明", TALK) in listed(client_of("organisation-officer"), "whose=acting")
    assert ("山既明", TALK) not in listed(client_of("committee-officer"), "whose=acting")
    assert ("山既明", FORUM) in listed(client_of("committee-officer"), "whose=acting")


def test_a_head_taken_from_a_department_is_taken_from_its_counts(
    world: World, client_of: ClientOf, take: Callable[..., MandateException]
) -> None:
    client = client_of("bureau-officer")
    assert client.get("/dashboard/").context["board"].total.owed > 0
    assert client.get("/").context["work"].overdue == 2
    take("A9", "bureau", "below")
    client = client_of("bureau-officer")
    assert {name for name, _ in listed(client)} == {"柏知远"}
    assert {duty.person for duty in client.get("/dashboard/").context["board"].late_duties} == {
        world.people["other"]
    }
    assert client.get(f"/heads/{world.people['below'].staff_no}/").status_code == 404


def test_a_head_taken_from_those_inside_is_not_on_their_first_page(
    world: World, client_of: ClientOf, take: Callable[..., MandateException]
) -> None:
    assert "山既明" in client_of("member").get("/").content.decode()
    take("A10", "town")
    assert "山既明" not in client_of("member").get("/").content.decode()
    assert client_of("member").get(f"/heads/{world.people['head'].staff_no}/").status_code == 404


def test_the_daily_mail_names_no_head_that_was_taken(
    world: World, take: Callable[..., MandateException], mailoutbox: list
) -> None:
    user = world.users["bureau-officer"]
    user.email = "officer@example.org"
    user.save()
    send_digests(DAY.isoformat())
    assert "苗若溪" in mailoutbox.pop().body
    take("A9", "bureau", "below")
    send_digests((DAY + timedelta(days=1)).isoformat())
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [(DAY, DAY + A_DAY, 200), (DAY + A_DAY, None, 404), (DAY - 9 * A_DAY, DAY, 404)],
)
def test_an_exception_counts_from_its_first_day_to_its_last(
    world: World, client_of: ClientOf, since: date, until: date | None, status: int
) -> None:
    except_("add", "A8", world.units["bureau"], world.people["head"], since=since, until=until)
    address = f"/heads/{world.people['head'].staff_no}/"
    assert client_of("bureau-officer").get(address).status_code == status


def test_a_section_head_named_by_hand_is_seen(world: World, client_of: ClientOf) -> None:
    section = world.people["section"]
    assert client_of("audit-officer").get(f"/heads/{section.staff_no}/").status_code == 404
    except_("add", "A4", world.units["audit"], section)
    assert client_of("audit-officer").get(f"/heads/{section.staff_no}/").status_code == 200
    groups = client_of("audit-officer").get("/mandates/").context["groups"]
    assert ("A4", 1) in {(g["group"].clause, g["group"].tenures.count()) for g in groups}


def test_lists_ask_as_much_for_many_exceptions_as_for_one(
    world: World,
    client_of: ClientOf,
    give: Callable[..., MandateException],
    django_assert_max_num_queries: Callable,
) -> None:
    give("A8", "finance")
    addresses = ("/duties/?state=", "/heads/", "/units/", "/", "/inbox/", "/mandates/", "/records/")

    def queries() -> list[int]:
        counted = []
        for address in addresses:
            client = client_of("finance-officer")
            client.get(address)
            with django_assert_max_num_queries(80) as seen:
                assert client.get(address).status_code == 200
            counted.append(len(seen))
        return counted

    few = queries()
    for _ in range(30):
        head = factories.make_tenure(post=factories.make_post(factories.make_unit())).person
        except_("add", "A8", world.units["finance"], head)
    assert queries() == few
