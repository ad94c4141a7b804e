"""Roles held and proposed as lists show them; what happened, as the log shows it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Case, Count, Model, Q, QuerySet, When
from django.utils.timezone import make_aware

from accounts.models import LoginSession, RoleChange, RoleHeld, User
from accounts.policies import visible_changes
from core.ledger import titles
from core.models import Event
from core.searching import matches

NAMED = ("user__person", "body", "proposed_by__person", "decided_by__person")


@dataclass(frozen=True, slots=True)
class LogIns:
    """How many log-ins there are: switched on, of these still with a password somebody else made, and switched off."""

    on: int
    temporary: int
    off: int


def counted_log_ins() -> LogIns:
    """The log-ins by their state; one query."""
    is_on = Q(is_active=True)
    return LogIns(
        **User.objects.aggregate(
            on=Count("pk", filter=is_on),
            temporary=Count("pk", filter=is_on & Q(temporary_until__isnull=False)),
            off=Count("pk", filter=~is_on),
        )
    )


def listed_changes(
    user: User, on: date, *, q: str = "", outcome: str = "", role: str = ""
) -> QuerySet[RoleChange]:
    """Proposals `user` may read, those that wait first."""
    rows = visible_changes(user, on).select_related(*NAMED)
    if q:
        rows = rows.filter(named(q))
    if role:
        rows = rows.filter(role=role)
    waiting = Q(outcome="", lapses_on__gt=on)
    if outcome == "open":
        rows = rows.filter(waiting)
    elif outcome == "lapsed":
        rows = rows.filter(Q(outcome="lapsed") | Q(outcome="", lapses_on__lte=on))
    elif outcome:
        rows = rows.filter(outcome=outcome)
    return rows.order_by(Case(When(waiting, then=0), default=1), "-proposed_at", "-pk")


def listed_roles(on: date, *, q: str = "", role: str = "") -> QuerySet[RoleHeld]:
    """Roles held on `on` or later, by role and user."""
    rows = RoleHeld.objects.filter(Q(during__endswith__gt=on) | Q(during__upper_inf=True))
    if q:
        rows = rows.filter(named(q))
    if role:
        rows = rows.filter(role=role)
    return rows.select_related("user__person", "body").order_by("role", "user__username", "pk")


def named(words: str, *, of: str = "user") -> Q:
    """Rows of users whose name, or log-in name, has `words` in it."""
    return Q(**{f"{of}__username__icontains": words}) | matches(words, field=f"{of}__person__search_keys")


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What a log is narrowed to: days, both included, words of who acted, what was done (words of its title, or how its code begins), whose table."""

    since: date | None = None
    until: date | None = None
    who: str = ""
    action: str = ""
    table: str = ""

    def days(self, field: str) -> Q:
        """Rows whose moment `field` lies in the days asked for."""
        since, before = self.bounds
        found = Q(**{f"{field}__gte": since}) if since else Q()
        return found & Q(**{f"{field}__lt": before}) if before else found

    @property
    def bounds(self) -> tuple[datetime | None, datetime | None]:
        """The first moment of these days, and the first after them."""
        after = self.until + timedelta(days=1) if self.until else None
        return (_midnight(self.since) if self.since else None, _midnight(after) if after else None)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def logged_events(asked: LogQuery) -> QuerySet[Event]:
    """What was done, the latest first."""
    rows = Event.objects.filter(asked.days("at")).select_related("actor__person")
    if asked.who:
        rows = rows.filter(named(asked.who, of="actor"))
    if asked.action:
        called = titles.actions_called(asked.action)
        rows = rows.filter(Q(action__startswith=asked.action) | Q(action__in=called))
    return rows.order_by("-at", "-id")


def logged_sessions(asked: LogQuery) -> QuerySet[LoginSession]:
    """Log-ins, the latest first."""
    rows = LoginSession.objects.filter(asked.days("begun_at")).select_related(
        "user__person", "ended_by__person"
    )
    if asked.who:
        rows = rows.filter(named(asked.who))
    return rows.order_by("-begun_at", "-pk")


def kept_tables() -> dict[str, type[Model]]:
    """Every table whose changes are kept, by label (app.model)."""
    return {model._meta.label_lower: model for model in apps.get_models() if hasattr(model, "history")}


def logged_changes(asked: LogQuery) -> QuerySet[Any]:
    """When rows of one table were changed and by whom, the latest first; not what stands in them."""
    tables = kept_tables()
    model: Any = tables.get(asked.table, RoleHeld)
    rows = model.history.filter(asked.days("history_date")).select_related("history_user__person")
    if asked.who:
        rows = rows.filter(named(asked.who, of="history_user"))
    told = ("history_date", "history_type", "history_user", model._meta.pk.attname)
    people = ("history_user__username", "history_user__person__name", "history_user__person__staff_no")
    return rows.only(*told, *people).order_by("-history_date", "-history_id")
