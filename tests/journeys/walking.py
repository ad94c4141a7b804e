"""Walking through every page as one kind of user: axe finds nothing, the content policy blocks nothing, no other host is asked."""

from collections.abc import Iterator

from django.db.models import Count, QuerySet
from django.test import Client
from playwright.sync_api import Browser, Page

from accounts.models import User
from appointments.policies import editable_cases, opinion_cases
from appointments.policies import visible_cases as visible_files
from core.clock import today
from decisions.choices import MatterState, MeetingState
from decisions.models import Matter
from decisions.policies import (
    listing_units,
    own_tasks,
    published_drafts,
    visible_matters,
    visible_meetings,
    visible_resolutions,
)
from decisions.selectors.losses import losable_matters, visible_cases
from finance.policies import editable_purchases, visible_purchases
from integrity.policies import readable_records
from supervision.policies import (
    divided_units,
    dividing_units,
    visible_duties,
    visible_findings,
    visible_tenures,
    visible_units,
)
from tests.conftest import in_chinese
from tests.journeys.watching import Watch

LISTS = (
    "/", "/duties/", "/heads/", "/units/", "/mandates/", "/dashboard/", "/inbox/", "/records/", "/records/plan/",
    "/records/new/?kind=reminder-talk", "/records/new/?kind=integrity-forum", "/rules/", "/search/?q=zj", "/account/",
    "/powers/", "/import/roster/", "/import/records/", "/import/purchases/", "/components/", "/nothing-here/",
    "/matters/", "/meetings/", "/resolutions/", "/findings/", "/decisions/", "/matter-lists/", "/cases/", "/drafts/",
    "/matters/new/", "/meetings/new/", "/meetings/paper/", "/purchases/", "/purchases/flags/", "/purchases/new/",
    "/appointments/", "/appointments/new/", "/appointments/opinions/", "/appointments/viewings/",
)  # fmt: skip


def addresses(user: User) -> Iterator[str]:
    """The lists, and one of each thing this user may open."""
    yield from LISTS
    on = today()
    matters, meetings = visible_matters(user, on), visible_meetings(user, on)
    going_on = meetings.filter(state=MeetingState.OPEN)
    for found, address in (
        (visible_duties(user, on).values_list("pk", flat=True), "/duties/{}/"),
        (visible_units(user, on).values_list("pk", flat=True), "/units/{}/"),
        (visible_tenures(user, on).values_list("person__staff_no", flat=True), "/heads/{}/"),
        (visible_tenures(user, on).values_list("person__staff_no", flat=True), "/heads/{}/powers/"),
        (readable_records(user, on).values_list("pk", flat=True), "/records/{}/"),
        (matters.filter(state=MatterState.PREPARING).values_list("pk", flat=True), "/matters/{}/"),
        (_carried_out(matters), "/matters/{}/"),
        (_carried_out(matters), "/matters/{}/execution/"),
        (matters.exclude(form=None).values_list("pk", flat=True), "/matters/{}/"),
        (matters.exclude(comments=None).values_list("pk", flat=True), "/matters/{}/comments/"),
        (own_tasks(user).values_list("pk", flat=True), "/tasks/{}/"),
        (meetings.filter(state=MeetingState.CLOSED).values_list("pk", flat=True), "/meetings/{}/"),
        (going_on.values_list("pk", flat=True), "/meetings/{}/"),
        (going_on.values_list("pk", flat=True), "/meetings/{}/live/"),
        (visible_resolutions(user, on).values_list("pk", flat=True), "/resolutions/{}/"),
        (visible_findings(user, on).values_list("pk", flat=True), "/findings/{}/"),
        (
            visible_purchases(user, on).exclude(flags=None).order_by("pk").values_list("pk", flat=True),
            "/purchases/{}/",
        ),
        (editable_purchases(user, on).values_list("pk", flat=True), "/purchases/{}/edit/"),
        (losable_matters(user, on).values_list("pk", flat=True), "/matters/{}/loss/"),
        (visible_cases(user, on).values_list("pk", flat=True), "/cases/{}/"),
        (
            listing_units(user, on).exclude(matter_lists=None).values_list("pk", flat=True),
            "/matter-lists/{}/",
        ),
        (
            listing_units(user, on).exclude(matter_lists=None).values_list("pk", flat=True),
            "/matter-lists/{}/emergencies/",
        ),
        (divided_units(user, on).exclude(charges=None).values_list("pk", flat=True), "/units/{}/division/"),
        (dividing_units(user, on).values_list("pk", flat=True), "/units/{}/division/edit/"),
        (visible_files(user, on).values_list("pk", flat=True), "/appointments/{}/"),
        (editable_cases(user, on).values_list("pk", flat=True), "/appointments/{}/steps/exclusions/"),
        (editable_cases(user, on).values_list("pk", flat=True), "/appointments/{}/discussion/"),
        (opinion_cases(user, on).values_list("pk", flat=True), "/appointments/{}/opinion/"),
        (published_drafts(on).filter(until__gte=on).values_list("pk", flat=True), "/drafts/{}/"),
    ):
        first = found.first()
        if first is not None:
            yield address.format(first)


def _carried_out(matters: QuerySet[Matter]) -> QuerySet[Matter, int]:
    """Of `matters` those with most written about them: prepared, decided and carried out."""
    found = matters.exclude(executions=None).annotate(steps=Count("preparations"))
    return found.order_by("-steps", "pk").values_list("pk", flat=True)


def opened_by(user: User, browser: Browser, home: str, size: dict[str, int]) -> Page:
    """A page of a browser in which `user` is logged in."""
    client = Client()
    client.force_login(user)
    context = in_chinese(browser, size)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": home}])
    return context.new_page()


def faults(page: Page, home: str, address: str, *, knows_missing: bool) -> tuple[list[str], bool]:
    """What is wrong with one page, and whether nothing is there for this user: that is a page like any other, looked at once."""
    watch = Watch(page, home)
    answer = page.goto(home + address)
    assert answer is not None
    missing = answer.status == 404
    if missing and knows_missing:
        return [], True
    wrong = [f"status {answer.status}"] if answer.status not in {200, 404} else []
    wrong += watch.axe() + [fault for fault in watch.faults if "404" not in fault]
    if watch.wider_than_screen():
        wrong.append("wider than the screen")
    return [f"{address}: {fault}" for fault in wrong], missing


def walk(name: str, browser: Browser, home: str, size: dict[str, int]) -> list[str]:
    """What is wrong with any page that the user `name` may open on a screen of `size`."""
    user = User.objects.get(username=name)
    page = opened_by(user, browser, home, size)
    wrong: list[str] = []
    knows_missing = False
    for address in addresses(user):
        found, missing = faults(page, home, address, knows_missing=knows_missing)
        knows_missing |= missing
        wrong += [f"{name} at {size['width']}: {fault}" for fault in found]
    page.context.close()
    return wrong
