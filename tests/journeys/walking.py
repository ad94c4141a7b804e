"""Walking through every page as every kind of user: axe finds nothing, the content policy blocks nothing, no other host is asked."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import Count, QuerySet
from django.test import Client, RequestFactory
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.models import RoleHeld, User
from accounts.policies import proposes, visible_changes
from accounts.selectors import listed_roles
from appointments.policies import editable_actions, editable_cases, opinion_cases, visible_actions
from appointments.policies import visible_cases as visible_files
from appointments.selectors.actions import unconsulted_actions
from appointments.selectors.cases import unconsulted_files
from appraisals.policies import (
    kept_meetings,
    organised_rounds,
    own_appraisals,
    sealed_appraisals,
    visible_appraisals,
)
from appraisals.policies.ballots import handled_appraisals, handled_polls, handled_rounds
from audits.models import Handover
from audits.policies import conducted_audits, drafted_revisions, visible_audits, visible_plans
from audits.policies.handovers import followed_items, received_handovers, visible_handovers
from audits.policies.stages import (
    answered_rectifications,
    team_audits,
    visible_audit_findings,
    written_audits,
)
from audits.services.handovers.states import fills
from complaints.policies import (
    opens_complaints,
    own_notices,
    receiving_bodies,
    visible_clarifications,
    visible_complaints,
    visible_mails,
)
from complaints.views.sessions import COOKIE
from core.clock import today
from decisions.choices import MatterState, MeetingState
from decisions.models import Matter
from decisions.policies import (
    kept_units,
    listing_units,
    own_tasks,
    published_drafts,
    visible_bylaws,
    visible_doubts,
    visible_matters,
    visible_meetings,
    visible_resolutions,
)
from decisions.selectors.losses import losable_matters, visible_cases
from desk.demo.logins import PASSPHRASE
from finance.policies import (
    editable_purchases,
    editable_uses,
    kept_budgets,
    visible_budgets,
    visible_off_book,
    visible_purchases,
    visible_self_checks,
    visible_uses,
)
from inspections.policies import (
    answered_inspections,
    followed_inspections,
    kept_deputies,
    organised_inspections,
    own_memberships,
    visible_inspections,
)
from inspections.policies import visible_plans as visible_inspection_plans
from integrity.models import Inquiry
from integrity.policies import readable_records
from integrity.policies.files import (
    drafted_opinions,
    kept_files,
    readable_files,
    visible_corrections,
    visible_opinions,
)
from integrity.policies.gifts import receivable_gifts
from integrity.policies.incidents import visible_incidents
from integrity.policies.inquiries import handled_inquiries, own_admonitions, own_inquiries, visible_inquiries
from integrity.policies.lists import lists_from_above, shown_for_lists, visible_lists
from organisation.models import Tenure
from projects.models import Project
from projects.policies import editable_projects, led_projects, visible_projects, watched_interference
from retention.policies import liftable_holds
from retention.policies import visible_lists as destruction_lists
from supervision.policies import (
    divided_units,
    dividing_units,
    visible_duties,
    visible_findings,
    visible_tenures,
    visible_units,
)
from tests.conftest import in_chinese
from tests.journeys.shapes import loose_ties, shapes_of
from tests.journeys.watching import Watch

NOT_FOUND = 404
NOWHERE = "/nothing-here/"
EVERYBODYS_OWN = {"/", "/inbox/"}  # made of what each may do
LISTS = (
    "/", "/duties/", "/heads/", "/units/", "/mandates/", "/dashboard/", "/inbox/", "/records/", "/records/plan/",
    "/records/new/?kind=reminder-talk", "/records/new/?kind=integrity-forum", "/rules/", "/evidence/", "/search/?q=zj", "/account/",
    "/account/security/", "/account/security/app/", "/account/security/passkey/", "/account/sessions/", "/account/password/",
    "/accounts/recoveries/", "/accounts/recoveries/new/", "/accounts/roles/", "/accounts/roles/changes/",
    "/accounts/roles/changes/new/", "/log/events/", "/log/sessions/", "/log/failures/", "/log/changes/", "/operation/",
    "/powers/", "/import/roster/", "/import/records/", "/import/purchases/", "/components/", NOWHERE,
    "/matters/", "/meetings/", "/resolutions/", "/findings/", "/decisions/", "/matter-lists/", "/cases/", "/drafts/",
    "/matters/new/", "/meetings/new/", "/meetings/paper/", "/purchases/", "/purchases/flags/", "/purchases/new/",
    "/appointments/", "/appointments/new/", "/appointments/actions/", "/appointments/actions/new/",
    "/appointments/opinions/", "/appointments/viewings/", "/bylaws/",
    "/doubts/", "/responsibility/", "/responsibility/incidents/", "/responsibility/incidents/new/",
    "/responsibility/gifts/", "/responsibility/gifts/new/", "/responsibility/declarations/",
    "/responsibility/declarations/new/", "/responsibility/declarations/viewings/",
    "/projects/", "/projects/new/", "/interests/", "/interests/new/", "/interests/viewings/", "/interference/",
    "/interference/new/", "/import/projects/", "/import/division/", "/import/appointments/",
    "/funds/", "/funds/new/", "/funds/import/", "/funds/budgets/", "/funds/budgets/new/", "/funds/self-checks/",
    "/funds/off-book/", "/funds/off-book/new/", "/handovers/", "/handovers/items/",
    "/audits/", "/audits/proposals/", "/audits/proposals/new/", "/audits/plans/", "/audits/plans/new/",
    "/complaints/", "/complaints/open/", "/complaints/new/", "/complaints/mails/", "/complaints/past/", "/complaints/handed-on/", "/complaints/keys/", "/complaints/figures/", "/complaints/numbers/",
    "/ballot/", "/ballot/thanks/", "/report/",
    "/report/new/", "/report/resume/", "/report/progress/",
    "/clarifications/", "/clarifications/all/", "/complaints/notices/",
    "/inquiries/", "/inquiries/new/", "/integrity-files/", "/integrity-files/corrections/", "/integrity-files/opinions/",
    "/appraisals/", "/appraisals/overview/", "/appraisals/rounds/", "/appraisals/rounds/new/",
    "/inspections/", "/inspections/plans/", "/inspections/plans/new/", "/inspections/deputies/", "/inspections/deputies/new/", "/inspections/tasks/",
    "/retention/", "/retention/holds/", "/retention/holds/new/", "/retention/destruction/", "/retention/tombstones/", "/account/data/",
    "/audits/overview/", "/audits/heads/", "/audits/rectifications/", "/import/audits/", "/import/decisions/",
)  # fmt: skip


def addresses(user: User) -> Iterator[str]:
    """The lists, and one of each thing this user may open."""
    yield from LISTS
    on = today()
    matters, meetings = visible_matters(user, on), visible_meetings(user, on)
    going_on = meetings.filter(state=MeetingState.OPEN)
    for found, address in (
        (visible_changes(user, on).values_list("pk", flat=True), "/accounts/roles/changes/{}/"),
        (_ended_roles(user, on), "/accounts/roles/{}/end/"),
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
        (visible_uses(user, on).filter(origin="entered").values_list("pk", flat=True), "/funds/{}/"),
        (visible_uses(user, on).values_list("pk", flat=True), "/funds/{}/sheet/"),
        (editable_uses(user, on).values_list("pk", flat=True), "/funds/{}/edit/"),
        (editable_uses(user, on).values_list("pk", flat=True), "/funds/{}/signers/"),
        (visible_budgets(user, on).values_list("pk", flat=True), "/funds/budgets/{}/"),
        (kept_budgets(user, on).values_list("pk", flat=True), "/funds/budgets/{}/edit/"),
        (visible_self_checks(user, on).values_list("pk", flat=True), "/funds/self-checks/{}/"),
        (visible_off_book(user, on).values_list("pk", flat=True), "/funds/off-book/{}/"),
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
        (visible_doubts(user, on).values_list("pk", flat=True), "/doubts/{}/"),
        (visible_bylaws(user, on).values_list("unit", flat=True), "/bylaws/unit/{}/"),
        (visible_bylaws(user, on).values_list("pk", flat=True), "/bylaws/{}/"),
        (kept_units(user, on).values_list("pk", flat=True), "/bylaws/unit/{}/new/"),
        (visible_files(user, on).values_list("pk", flat=True), "/appointments/{}/"),
        (editable_cases(user, on).values_list("pk", flat=True), "/appointments/{}/steps/exclusions/"),
        (editable_cases(user, on).values_list("pk", flat=True), "/appointments/{}/discussion/"),
        (unconsulted_files(user, on).values_list("pk", flat=True), "/appointments/{}/conclusions/"),
        (visible_actions(user, on).order_by("pk").values_list("pk", flat=True), "/appointments/actions/{}/"),
        (unconsulted_actions(user, on).values_list("pk", flat=True), "/appointments/actions/{}/conclusions/"),
        (
            editable_actions(user, on).filter(state="open").values_list("pk", flat=True),
            "/appointments/actions/{}/decide/",
        ),
        (opinion_cases(user, on).values_list("pk", flat=True), "/appointments/{}/opinion/"),
        (visible_lists(user, on).exclude(reviews=None).values_list("pk", flat=True), "/responsibility/{}/"),
        (
            visible_lists(user, on).filter(state="prepared").values_list("pk", flat=True),
            "/responsibility/{}/",
        ),
        (shown_for_lists(user, on).values_list("pk", flat=True), "/responsibility/{}/items/1/evidence/"),
        (
            lists_from_above(user, on).filter(state="in-force").values_list("pk", flat=True),
            f"/responsibility/{{}}/reviews/{'year-end' if on.month > 10 else 'mid-year'}/",
        ),
        (visible_incidents(user, on).values_list("pk", flat=True), "/responsibility/incidents/{}/"),
        *_inquiries(user, on),
        *_integrity_files(user, on),
        *_inspections(user, on),
        *_appraisals(user, on),
        (handled_rounds(user, on).values_list("pk", flat=True), "/appraisals/rounds/{}/slips/"),
        (organised_rounds(user, on).values_list("pk", flat=True), "/appraisals/rounds/{}/days/"),
        (
            handled_appraisals(user, on).filter(state="voting").values_list("pk", flat=True),
            "/appraisals/{}/turnout/",
        ),
        (
            handled_polls(user, on)
            .filter(appraisal__state="voting", papers__gt=0)
            .values_list("pk", flat=True),
            "/appraisals/polls/{}/papers/",
        ),
        (receivable_gifts(user, on).values_list("pk", flat=True), "/responsibility/gifts/{}/receive/"),
        (visible_projects(user, on).order_by("pk").values_list("pk", flat=True), "/projects/{}/"),
        (led_projects(user, on).values_list("pk", flat=True), "/projects/{}/visit/"),
        (visible_handovers(user, on).order_by("-state", "pk").values_list("pk", flat=True), "/handovers/{}/"),
        (_open_handovers(fills(user, on)), "/handovers/{}/fill/"),
        (_open_handovers(received_handovers(user, on), "checking"), "/handovers/{}/check/"),
        (_open_handovers(received_handovers(user, on), "signed"), "/handovers/{}/flaws/new/"),
        (followed_items(user, on).order_by("pk").values_list("pk", flat=True), "/handovers/items/{}/close/"),
        (visible_complaints(user, on).order_by("pk").values_list("pk", flat=True), "/complaints/{}/"),
        (
            visible_complaints(user, on).exclude(merged=None).order_by("pk").values_list("pk", flat=True),
            "/complaints/{}/",
        ),
        (
            visible_complaints(user, on).exclude(former=None).order_by("pk").values_list("pk", flat=True),
            "/complaints/{}/",
        ),
        (visible_mails(user, on).order_by("pk").values_list("pk", flat=True), "/complaints/mails/{}/"),
        (receiving_bodies(user, on).values_list("pk", flat=True), "/complaints/keys/bodies/{}/"),
        *_complaints(user, on),
        (_projects_edited(user, on), "/projects/{}/edit/"),
        (_projects_edited(user, on), "/projects/{}/stages/tender/"),
        (_projects_edited(user, on), "/projects/{}/records/approval/"),
        (_projects_edited(user, on), "/projects/{}/parts/new/"),
        (
            visible_projects(user, on).exclude(parts=None).values_list("parts__pk", flat=True),
            "/project-parts/{}/",
        ),
        (
            editable_projects(user, on).exclude(parts=None).values_list("parts__pk", flat=True),
            "/project-parts/{}/edit/",
        ),
        (
            editable_projects(user, on).exclude(parts=None).values_list("parts__pk", flat=True),
            "/project-parts/{}/changes/new/",
        ),
        (watched_interference(user, on).values_list("pk", flat=True), "/interference/{}/"),
        (visible_audits(user, on).values_list("pk", flat=True), "/audits/{}/"),
        (conducted_audits(user, on).values_list("pk", flat=True), "/audits/{}/team/"),
        (visible_plans(user, on).values_list("pk", flat=True), "/audits/plans/{}/"),
        (
            visible_audits(user, on).filter(steps__kind="report").values_list("pk", flat=True),
            "/audits/{}/",
        ),
        (
            visible_audits(user, on).filter(steps__kind="notice").values_list("pk", flat=True),
            "/audits/{}/steps/notice/",
        ),
        (team_audits(user, on).exclude(papers=None).values_list("pk", flat=True), "/audits/{}/papers/"),
        (
            written_audits(user, on).filter(state="entered").values_list("pk", flat=True),
            "/audits/{}/findings/new/",
        ),
        (visible_audit_findings(user, on).values_list("pk", flat=True), "/audit-findings/{}/"),
        (
            answered_rectifications(user, on).filter(state="unmended").values_list("finding", flat=True),
            "/audit-findings/{}/rectify/plan/",
        ),
        (drafted_revisions(user, on).values_list("pk", flat=True), "/audits/revisions/{}/edit/"),
        (liftable_holds(user, on).values_list("pk", flat=True), "/retention/holds/{}/lift/"),
        (
            destruction_lists(user, on).filter(state="waiting").values_list("pk", flat=True),
            "/retention/destruction/{}/",
        ),
        (published_drafts(on).filter(until__gte=on).values_list("pk", flat=True), "/drafts/{}/"),
    ):
        first = found.first()
        if first is not None:
            yield address.format(first)


def _integrity_files(user: User, on: date) -> Iterator[tuple[QuerySet[Any, int], str]]:
    """A file, a request for a correction open and answered, an opinion in each state, and the forms."""
    yield (
        readable_files(user, on).exclude(inquiries=None).order_by("pk").values_list("pk", flat=True),
        "/integrity-files/{}/",
    )
    yield readable_files(user, on).order_by("pk").values_list("pk", flat=True), "/integrity-files/{}/"
    yield (
        kept_files(user, on).order_by("pk").values_list("pk", flat=True),
        "/integrity-files/{}/opinions/new/",
    )
    own = (
        Tenure.objects.filter(person=user.person_id, post__is_head=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    yield own, "/integrity-files/corrections/new/?chapter=posts&entry=tenure-{}"
    asked = visible_corrections(user, on).order_by("pk")
    yield asked.filter(answer=None).values_list("pk", flat=True), "/integrity-files/corrections/{}/"
    yield asked.exclude(answer=None).values_list("pk", flat=True), "/integrity-files/corrections/{}/"
    for state in ("draft", "submitted", "signed"):
        found = visible_opinions(user, on).filter(state=state).order_by("pk").values_list("pk", flat=True)
        yield found, "/integrity-files/opinions/{}/"
    drafts = drafted_opinions(user, on).filter(state="draft").order_by("pk")
    yield drafts.values_list("pk", flat=True), "/integrity-files/opinions/{}/edit/"


def _inquiries(user: User, on: date) -> Iterator[tuple[QuerySet[Inquiry, int], str]]:
    """A letter of inquiry in each state that shows another page, and the forms."""
    seen, handled = visible_inquiries(user, on), handled_inquiries(user, on)
    for state in ("draft", "submitted", "sent", "received", "answered", "closed"):
        yield seen.filter(state=state).values_list("pk", flat=True), "/inquiries/{}/"
    yield handled.filter(state="draft").values_list("pk", flat=True), "/inquiries/{}/edit/"
    yield handled.filter(state="sent", way="talk").values_list("pk", flat=True), "/inquiries/{}/talk/"
    late = handled.filter(state="received", answer_due__lt=on)
    yield late.values_list("pk", flat=True), "/inquiries/{}/assess/"
    own = own_inquiries(user, on).filter(state="received", way="letter")
    yield own.values_list("pk", flat=True), "/inquiries/{}/answer/"
    criticised = own_admonitions(user).filter(criticism=None).values("inquiry")
    own = own_inquiries(user, on).filter(pk__in=criticised)
    yield own.values_list("pk", flat=True), "/inquiries/{}/criticism/"


def _appraisals(user: User, on: date) -> Iterator[tuple[QuerySet[Any, int], str]]:
    """An appraisal in each state that shows another page, its result and forms, the rounds."""
    seen = visible_appraisals(user, on).order_by("pk")
    for state in ("set-up", "published", "voting", "closed", "sealed"):
        yield seen.filter(state=state).values_list("pk", flat=True), "/appraisals/{}/"
    yield seen.filter(state="sealed").values_list("pk", flat=True), "/appraisals/{}/result/"
    yield seen.exclude(signs=[]).values_list("pk", flat=True), "/appraisals/{}/result/"
    yield (
        sealed_appraisals(user, on).filter(state="closed").values_list("pk", flat=True),
        "/appraisals/{}/result/",
    )
    yield kept_meetings(user, on).order_by("pk").values_list("pk", flat=True), "/appraisals/{}/meeting/"
    mine = own_appraisals(user).filter(state="set-up", stated_on=None)
    yield mine.values_list("pk", flat=True), "/appraisals/{}/statement/"
    rounds = organised_rounds(user, on).order_by("-year", "pk").values_list("pk", flat=True)
    yield rounds, "/appraisals/rounds/{}/"
    yield rounds, "/appraisals/rounds/{}/add/"


def _inspections(user: User, on: date) -> Iterator[tuple[QuerySet[Any, int], str]]:
    """An inspection in each state that shows another page, its draw, the forms, a deputy's own page."""
    seen, mine = visible_inspections(user, on), organised_inspections(user, on)
    for state in ("planned", "listed", "drawn", "called", "visited", "sent", "replied", "followed", "closed"):
        yield seen.filter(state=state).values_list("pk", flat=True), "/inspections/{}/"
    followed = followed_inspections(user, on)
    yield followed.filter(state="listed").values_list("pk", flat=True), "/inspections/{}/draw/"
    yield followed.filter(state="closed").values_list("pk", flat=True), "/inspections/{}/draw/"
    for state, page in (("planned", "list"), ("drawn", "call"), ("called", "visit"), ("visited", "gather")):
        yield mine.filter(state=state).values_list("pk", flat=True), f"/inspections/{{}}/{page}/"
    yield (
        answered_inspections(user, on).filter(state="sent").values_list("pk", flat=True),
        "/inspections/{}/reply/",
    )
    yield own_memberships(user).order_by("pk").values_list("pk", flat=True), "/inspections/tasks/{}/"
    yield (
        visible_inspection_plans(user, on).order_by("pk").values_list("pk", flat=True),
        "/inspections/plans/{}/",
    )
    yield kept_deputies(user, on).order_by("pk").values_list("pk", flat=True), "/inspections/deputies/{}/"


def _complaints(user: User, on: date) -> Iterator[tuple[QuerySet[Any, int], str]]:
    """Complaints with something that followed from them, the forms for it, what leaders and heads see of it."""
    seen = visible_complaints(user, on).order_by("pk")
    put, disposed = seen.filter(major=True).exclude(notices=None), seen.filter(state="disposed")
    yield put.values_list("pk", flat=True), "/complaints/{}/"
    yield put.values_list("pk", flat=True), "/complaints/{}/escalate/"
    yield disposed.values_list("pk", flat=True), "/complaints/{}/"
    yield seen.filter(clarify_by__isnull=False).values_list("pk", flat=True), "/complaints/{}/clarification/"
    yield disposed.order_by("-pk").values_list("pk", flat=True), "/complaints/{}/inquiry/"
    notices = own_notices(user, on).order_by("pk")
    yield notices.filter(instruction=None).values_list("pk", flat=True), "/complaints/notices/{}/"
    yield notices.exclude(instruction=None).values_list("pk", flat=True), "/complaints/notices/{}/"
    cleared = visible_clarifications(user, on)
    for state in ("draft", "asked", "wished", "approved", "done"):
        yield cleared.filter(state=state).values_list("pk", flat=True), "/clarifications/{}/"


def _open_handovers(rows: QuerySet[Handover], *states: str) -> QuerySet[Handover, int]:
    return (
        rows.filter(state__in=states or ("filling", "checking")).order_by("pk").values_list("pk", flat=True)
    )


def _ended_roles(user: User, on: date) -> QuerySet[RoleHeld, int]:
    """Roles that `user` may propose to end."""
    rows = listed_roles(on).exclude(user=user).values_list("pk", flat=True)
    return rows if proposes(user, on) else rows.none()


def _projects_edited(user: User, on: date) -> QuerySet[Project, int]:
    return editable_projects(user, on).order_by("pk").values_list("pk", flat=True)


def _carried_out(matters: QuerySet[Matter]) -> QuerySet[Matter, int]:
    """Of `matters` those with most written about them: prepared, decided and carried out."""
    found = matters.exclude(executions=None).annotate(steps=Count("preparations"))
    return found.order_by("-steps", "pk").values_list("pk", flat=True)


def administration(user: User) -> Iterator[str]:
    """Of the administration pages those `user` may open: every table, how a row is added, one row and its history."""
    request = RequestFactory().get("/")
    request.user = user
    if not admin.site.has_permission(request):
        return
    yield reverse("admin:index")
    for model in filter(admin.site.is_registered, apps.get_models()):
        table = admin.site.get_model_admin(model)
        if not table.has_view_permission(request):
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if table.has_add_permission(request):
            yield reverse(f"{name}_add")
        row = table.get_queryset(request).first()
        if row is not None:
            yield from (reverse(f"{name}_{page}", args=[quote(row.pk)]) for page in ("change", "history"))


class Walk:
    """A visitor who goes through the pages of one user after the other, in one browser with one screen.

    Every page that anybody may open is opened by the first `users` of the kinds of user who may – the first page and the inbox by all – and asked for its status, for errors
    of scripts and of the content policy, for other hosts, for its width, for loose ties: who comes later sees what others saw, in other
    words. Axe does not even look again at a page whose shape it has seen, frame and main part (tests/journeys/shapes.py says what
    that is and why it is enough). Who may open what is a table of its own (tests/desk/test_every_url_as_every_role.py).
    """

    def __init__(self, browser: Browser, home: str, size: dict[str, int], *, users: int) -> None:
        self.home, self.size, self.users = home, size, users
        self.opened: Counter[str] = Counter()
        self.page = in_chinese(browser, size).new_page()
        self.watch = Watch(self.page, home)
        self.shapes: set[str] = set()

    def through(self, name: str) -> list[str]:
        """What is wrong with any page that the user `name` may open."""
        user = User.objects.get(username=name)
        client = self._log_in(user)
        pages = [*self._worth_opening(client, chain(addresses(user), administration(user)))]
        return [
            f"{name} at {self.size['width']}: {address}: {fault}"
            for address in pages
            for fault in self._faults(address)
        ]

    def _worth_opening(self, client: Client, pages: Iterator[str]) -> Iterator[str]:
        """Of `pages` those that not enough users have opened; of those closed to the user one, for they all look the same."""
        kinds = set()
        for address in pages:
            kind = re.sub(r"\d+", "1", address)
            if self.opened[kind] >= self.users and kind not in EVERYBODYS_OWN:
                continue
            if address not in LISTS or address == NOWHERE or client.get(address).status_code != NOT_FOUND:
                kinds.add(kind)
                yield address
        self.opened.update(kinds)

    def _log_in(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.home}
        self.page.context.clear_cookies()
        self.page.context.add_cookies([cookie, *self._opened(client, user)])
        return client

    def _opened(self, client: Client, user: User) -> list[dict[str, str]]:
        """The cookie of who opens complaints; the passphrase is the demo's."""
        if not (opens_complaints(user, today()) or own_notices(user, today()).exists()):
            return []
        client.post(reverse("complaint-open"), {"passphrase": PASSPHRASE})
        return [{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": self.home}]

    def _faults(self, address: str) -> list[str]:
        self.watch.faults.clear()
        answer = self.page.goto(self.home + address)
        assert answer is not None
        wrong = [f"status {answer.status}"] if answer.status not in {200, 404} else []
        new = shapes_of(self.page) - self.shapes
        if new:
            self.shapes |= new
            wrong += self.watch.axe()
        wrong += loose_ties(self.page) + [fault for fault in self.watch.faults if "404" not in fault]
        if self.watch.wider_than_screen():
            wrong.append("wider than the screen")
        return wrong
