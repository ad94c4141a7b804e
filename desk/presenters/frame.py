"""What every page shows around its content: navigation by what the user may do, banners, the inbox's count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from redis import RedisError

from accounts.limits import WARNED_SECONDS
from accounts.models import User
from accounts.policies import (
    grants_of,
    holds_role,
    may_in_tables,
    may_recover,
    reads_roles,
    stands_in,
)
from accounts.services import administers, imports_roster
from accounts.services.sessions import asked_for, seconds_left
from appointments.policies import sees_actions, sees_cases, watches
from appraisals.policies import sees_appraisals
from audits.policies import sees_audits, sees_plans
from audits.policies.handovers import sees_handovers
from complaints.policies import keeps_keys, opens_complaints, told_figures
from core.clock import today
from core.models import Event
from core.periods import quarter_of
from core.workdays import shown
from decisions.policies import sees_any_matter
from desk.presenters.inbox import inbox_count
from desk.selectors.findings import sees_findings
from finance.policies import sees_any_funds, sees_any_purchase
from inspections.policies import own_tasks, sees_inspections
from integrity.policies import entered_kinds
from integrity.policies.files import sees_files
from integrity.policies.inquiries import sees_inquiries
from integrity.policies.lists import sees_lists
from organisation.models import Division
from projects.policies import reports_interference, sees_any_project
from retention.policies import approves, holding_bodies
from rulebook.duties import REMINDER_TALK
from rulebook.roles import ROLES, Role
from supervision.policies import Scope, scope_of

KEPT_SECONDS = 60
ARGUMENTS = {"log": ["events"]}  # of addresses that lead to one part of several
_counties: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation."""

    label: str | Promise
    url: str
    icon: str
    current: bool = False
    badge: str = ""


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome.navigation`, `banners`, `county`, `role`, `inbox_count`. Nothing for someone not logged in.

    On the page that says there is no such page the inbox is not counted: None.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_active:
        return {"chrome": {"navigation": [], "banners": []}}
    if asked_for(request):  # only half logged in: nothing of what they may see is told yet
        return {"chrome": {"navigation": [], "banners": [], "gated": True}}
    on = today()
    scope = scope_of(user, on)
    waiting = None if hasattr(request, "is_nowhere") else _waiting(request.path, user, on)
    entries = [
        (name, label, icon, reverse(name, args=ARGUMENTS.get(name)))
        for name, label, icon in _entries(user, scope, on)
    ]
    here = max((url for *_rest, url in entries if _is_current(request.path, url)), key=len, default="")
    return {
        "chrome": {
            "navigation": [
                Entry(label, url, icon, url == here, _badge(name, waiting))
                for name, label, icon, url in entries
            ],
            "banners": list(_banners(request.path, user, scope, on)),
            "county": _county(scope),
            "role": _role(user, scope, on),
            "inbox_count": waiting,
            "administers": administers(user),
            "session_left": seconds_left(request),
            "session_warned": WARNED_SECONDS,
        },
    }


def _waiting(path: str, user: User, on: date) -> int:
    """The inbox's count; kept for a minute, or until the user does something, everywhere but where the inbox itself is told."""
    if path in {reverse("home"), reverse("inbox")}:
        return inbox_count(user, on)
    last = Event.objects.filter(actor=user).aggregate(last=Max("pk"))["last"]
    key = f"inbox:{user.pk}:{on}:{last}"
    try:
        known: int | None = cache.get(key)
        if known is None:
            known = inbox_count(user, on)
            cache.set(key, known, KEPT_SECONDS)
    except (RedisError, OSError):  # pages stand without Redis
        return inbox_count(user, on)
    return known


def _entries(user: User, scope: Scope, on: date) -> Iterator[tuple[str, Any, str]]:
    """Name of the address, label and icon of what `user` can use."""
    kinds = {kind for reach in scope.reaches for kind in reach.kinds}
    talks = REMINDER_TALK.kind in entered_kinds(user, on)
    matters = sees_any_matter(user, on)
    wide = any(reach.kinds and (reach.counties or reach.everywhere) for reach in scope.reaches)
    possible = (
        ("home", _("工作台"), "home", True),
        ("inbox", _("提醒"), "inbox", True),
        ("duty-list", _("履职事项"), "calendar", bool(kinds or scope.heads_units)),
        ("talk-plan", _("约谈计划"), "talk", talks),
        ("inquiry-list", _("函询谈话"), "bell", sees_inquiries(user, on)),
        ("record-list", _("履职记录"), "file", _has_records(scope)),
        ("responsibility-lists", _("廉政责任"), "shield", sees_lists(user, on)),
        ("integrity-files", _("廉政档案"), "lock", sees_files(user, on)),
        ("matter-list", _("决策事项"), "check", matters),
        ("meeting-list", _("会议"), "talk", matters),
        ("resolution-list", _("决议档案"), "lock", matters),
        ("appointment-list", _("干部任用"), "user", sees_cases(user, on)),
        ("personnel-action-list", _("考核奖惩"), "file", sees_actions(user, on)),
        ("appointment-opinions", _("廉洁意见"), "shield", watches(user, on)),
        ("fund-list", _("资金"), "file", sees_any_funds(user, on)),
        ("purchase-list", _("采购"), "unit", sees_any_purchase(user, on)),
        ("project-list", _("工程项目"), "chart", sees_any_project(user, on)),
        ("interference-list", _("插手干预登记"), "lock", reports_interference(user, on)),
        ("audit-list", _("经济责任审计"), "check", sees_plans(user, on) or sees_audits(user, on)),
        ("handover-list", _("离任交接"), "user", sees_handovers(user, on)),
        ("inspection-list", _("代表视察"), "people", sees_inspections(user, on)),
        ("inspection-tasks", _("我的视察"), "check", own_tasks(user)),
        ("appraisal-list", _("双述双评"), "check", sees_appraisals(user, on)),
        ("complaint-list", _("检举控告"), "inbox", opens_complaints(user, on)),
        ("complaint-numbers", _("举报统计"), "chart", told_figures(user, on)),
        ("complaint-keys", _("密钥"), "lock", keeps_keys(user, on) or told_figures(user, on)),
        ("finding-list", _("问题登记"), "alert", sees_findings(user, on)),
        ("head-list", _("一把手"), "people", not scope.is_empty),
        ("powers", _("权力运行"), "chart", sees_findings(user, on) and not scope.is_empty),
        ("my-mandates", _("监督职责"), "shield", bool(scope.members_of or scope.linked_units)),
        ("unit-list", _("单位"), "unit", not scope.is_empty or bool(scope.heads_units)),
        ("dashboard", _("完成情况"), "chart", wide or bool(scope.linked_units)),
        ("roster-import", _("导入名册"), "upload", imports_roster(user)),
        ("role-change-list", _("角色授予"), "shield", reads_roles(user, on) or stands_in(user, on)),
        ("recovery-list", _("账号找回"), "lock", may_recover(user, on)),
        ("hold-list", _("暂停销毁"), "lock", bool(holding_bodies(user, on))),
        ("destruction-lists", _("销毁清册"), "file", approves(user, on)),
        ("log", _("审计记录"), "file", holds_role(user, Role.AUDIT_ADMINISTRATOR, on=on)),
        ("operation", _("运行状态"), "clock", holds_role(user, Role.ADMINISTRATOR, on=on)),
        ("rules", _("条款与规则"), "book", True),
        ("admin:index", _("基础数据"), "gear", administers(user)),
    )
    yield from ((name, label, icon) for name, label, icon, may in possible if may)


def _has_records(scope: Scope) -> bool:
    return bool(scope.heads_units) or any(reach.reads for reach in scope.reaches)


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _badge(name: str, waiting: int | None) -> str:
    if name != "inbox" or not waiting:
        return ""
    return "99+" if waiting > 99 else str(waiting)


def _banners(path: str, user: User, scope: Scope, on: date) -> Iterator[dict[str, Any]]:
    """Tell those who work with deadlines that a year's holidays are not entered yet: on the first page, and everywhere
    whoever can enter them.
    """
    if not (scope.bodies or scope.linked_units or grants_of(user, on)):
        return
    enters = may_in_tables(user, "core.calendarexception", "add", on)
    if path != reverse("home") and not enters:
        return
    next_quarter = quarter_of(quarter_of(on).ends + timedelta(days=1))
    for year in shown().missing_years([on, next_quarter.ends]):
        text = _("%(year)s年节假日安排尚未录入，该年的期限暂按周六、周日推算。") % {"year": year}
        url = reverse("admin:core_calendarexception_changelist") if enters else ""
        yield {"tone": "warning", "text": text, "url": url, "label": _("录入节假日安排")}


def _county(scope: Scope) -> str:
    """The name of the county the user works in; names do not change while the product runs, so each is read once."""
    code = scope.bodies[0].county_id if scope.bodies else settings.COUNTY_CODE
    if code not in _counties:
        found = Division.objects.filter(pk=code).values_list("name", flat=True).first()
        if found is None:
            return ""
        _counties[code] = found
    return _counties[code]


def _role(user: User, scope: Scope, on: date) -> str:
    parts = [f"{grant.body or ''} {_(ROLES[Role(grant.role)].name)}".strip() for grant in grants_of(user, on)]
    parts += [f"{body}“一把手”" for body in scope.bodies if body.pk in scope.heads_units]
    if scope.linked_units:
        parts.append(str(_("分管联系县领导")))
    return "；".join(parts)
