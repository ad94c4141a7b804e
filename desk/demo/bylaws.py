"""The rules the demo's units decide by, and the minutes of their meetings: all in order but a few."""

from datetime import date, timedelta
from uuid import NAMESPACE_OID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from accounts.services import make_user
from decisions.checks.bylaws import Enacting
from decisions.choices import MeetingState
from decisions.models import Meeting
from decisions.selectors.bylaws import bound_units
from decisions.services.bylaws import check_bylaws, enter_bylaw
from decisions.services.checking import JUDGING
from decisions.services.sittings import check_minutes, keep_papers
from desk.demo.dates import start_of
from desk.demo.people import Cast
from organisation.models import Tenure, Unit
from rulebook.procedures.regulator import BYLAWS, BylawKind, required_kinds

WITHOUT_COLLECTIVE, WITHOUT_ANY = "华坪镇", "县信访局"
TOWN = "城关镇"
STRICTER, OF_LATE = "县林业局", timedelta(days=20)
NAMES = {
    BylawKind.CHARTER: "章程",
    BylawKind.PROCEDURE: "领导班子议事规则",
    BylawKind.COLLECTIVE: "“三重一大”事项集体决策制度",
}
MINUTES_AFTER = timedelta(days=2)


def tell(cast: Cast, today: date) -> None:
    """Let every unit that has a head now enter what it must have, and the secretaries the minutes; then judge as of `today`."""
    units = list(bound_units())
    with JUDGING.together():
        for unit in units:
            _enter_all(cast, unit, today)
        _minutes(today)
    check_bylaws(units=[unit.pk for unit in units], on=today)
    closed = Meeting.objects.filter(state=MeetingState.CLOSED)
    check_minutes(meetings=list(closed.values_list("pk", flat=True)), on=today)


def _enter_all(cast: Cast, unit: Unit, today: date) -> None:
    held = Tenure.objects.filter(post__unit=unit, post__is_head=True, during__contains=today)
    head = held.select_related("person").order_by("post_id").first()
    if head is None or unit.name == WITHOUT_ANY:
        return
    if head.person_id not in cast.of_person:
        cast.of_person[head.person_id] = make_user(person=head.person, by=None, on=today)
    by = cast.of_person[head.person_id]
    for kind in required_kinds(unit.category, today):
        if unit.name != WITHOUT_COLLECTIVE or kind != BylawKind.COLLECTIVE:
            _enter(unit, kind, by, today)


def _enter(unit: Unit, kind: BylawKind, by: User, today: date) -> None:
    since = start_of(today)
    first = _version(unit, kind, by, today, since)
    if unit.name == STRICTER and kind == BylawKind.PROCEDURE:
        _version(unit, kind, by, today, today - OF_LATE, quorum="2/3", replaces=first)


def _version(
    unit: Unit,
    kind: BylawKind,
    by: User,
    today: date,
    since: date,
    quorum: str = "",
    replaces: int | None = None,
) -> int:
    name = f"{unit.name}{NAMES[kind]}"
    typed = Enacting(
        unit=unit,
        kind=kind.value,
        name=name,
        approved_on=since,
        approved_by=f"班子会议纪要〔{since.year}〕1号",
        since=since,
        quorum=quorum,
        vote_base="due" if kind == BylawKind.COLLECTIVE else "",
        vote_fraction="1/2" if kind == BylawKind.COLLECTIVE else "",
        replaces=replaces,
    )
    words = f"{name}\n（演示数据）{BYLAWS[kind].title}，自{since}起执行。"
    made = enter_bylaw(
        token=uuid5(NAMESPACE_OID, f"{name}{since}"),
        typed=typed,
        official=[SimpleUploadedFile(f"{NAMES[kind]}.txt", words.encode())],
        by=by,
        on=today,
    )
    return made.pk


def _minutes(today: date) -> None:
    """Minutes two days after each meeting; none of the last one held here that is older than the days for them, and of the town's last."""
    rows = list(
        Meeting.objects.filter(state=MeetingState.CLOSED)
        .select_related("secretary", "unit")
        .order_by("at", "pk")
    )
    old = [row for row in rows if not row.entered_later and timezone.localdate(row.at) < today - OF_LATE]
    without = {row.pk for row in (*old[-1:], *[row for row in rows if row.unit.name == TOWN][-1:])}
    for row in rows:
        day = timezone.localdate(row.at) + MINUTES_AFTER
        if row.secretary is None or day > today or row.pk in without:
            continue
        words = f"{row.unit.name}{row.kind}会议纪要（演示数据）{timezone.localdate(row.at)}"
        file = SimpleUploadedFile("会议纪要.txt", words.encode())
        keep_papers(meeting=row.pk, files=[file], paper="minutes", dated=day, by=row.secretary, on=day)
