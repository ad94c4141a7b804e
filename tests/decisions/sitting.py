"""Taking a meeting of the small county through its steps, as far as a test needs it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import zip_longest

from django.db import connection
from django.utils import timezone

from accounts.models import User
from decisions.models import AgendaItem, Matter, Meeting, Seat, Stance
from decisions.selectors.meetings import TAKING_PART
from decisions.services import running, speaking, voting
from organisation.models import Person
from tests.decisions.world import TODAY, World, make_meeting


def seat_of(meeting: Meeting, person: Person) -> Seat:
    """The seat of `person`."""
    return meeting.seats.get(person=person)


def stance_of(item: AgendaItem, person: Person) -> Stance:
    """What `person` did on `item`."""
    return item.stances.get(seat__person=person)


def sat_down(
    world: World,
    *matters: Matter,
    absent: Sequence[Person] = (),
    circulated_days_ago: int = 3,
    asked: bool = True,
) -> Meeting:
    """A meeting of today that was circulated in time and is open; attendance known, everybody asked about recusal."""
    for matter in matters:
        matter.state = "scheduled"
        matter.save()
    sent = timezone.make_aware(datetime.combine(TODAY - timedelta(days=circulated_days_ago), time(9)))
    meeting = make_meeting(world, *matters, on=TODAY, circulated_at=sent)
    at = timezone.make_aware(datetime.combine(TODAY, time(0, 1)))
    Meeting.objects.filter(pk=meeting.pk).update(at=at)
    meeting.seats.update(circulated_at=meeting.circulated_at)
    running.open_meeting(meeting=meeting.pk, by=world.secretary, on=TODAY)
    for seat in meeting.seats.select_related("person"):
        gone = seat.person in absent
        running.mark_attendance(
            seat=seat.pk, attended=not gone, reason="因公外出" if gone else "", by=world.secretary, on=TODAY
        )
    if asked:
        for stance in Stance.objects.filter(item__meeting=meeting, seat__attended=True):
            running.answer_recusal(
                item=stance.item_id, seat=stance.seat_id, recused=bool(stance.recusal_ground), by=world.secretary,
                on=TODAY,
            )  # fmt: skip
    meeting.refresh_from_db()
    return meeting


def all_speak(
    world: World, item: AgendaItem, *, head: bool = True, but: Sequence[Person] = (), **views: str
) -> None:
    """Every member taking part who has not spoken says 同意, or what `views` says by `m` and place in the world's members; the head
    last, `but` some not at all.
    """
    rows = list(item.stances.select_related("seat__person").filter(TAKING_PART))
    for stance in sorted(rows, key=lambda row: row.seat.is_head):
        if stance.spoke or stance.seat.person in but or (stance.seat.is_head and not head):
            continue
        view = views.get(f"m{world.members.index(stance.seat.person)}", "agree")
        speaking.speak(item=item.pk, seat=stance.seat_id, view=view, by=world.secretary, on=TODAY)


def at_the_vote(world: World, item: AgendaItem, **views: str) -> AgendaItem:
    """Discuss `item` and open the vote."""
    running.open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    all_speak(world, item, **views)
    return voting.open_voting(item=item.pk, by=world.secretary, on=TODAY)


def votes_for(item: AgendaItem, mark: str) -> dict[int | None, str]:
    """The same vote on every question of `item`."""
    candidates = list(item.matter.candidates.values_list("pk", flat=True))
    return dict.fromkeys([*candidates] or [None], mark)


def all_vote(world: World, item: AgendaItem, marks: Iterable[str]) -> None:
    """The members vote openly in their order."""
    for person, mark in zip(world.members, marks, strict=False):
        stance = item.stances.filter(TAKING_PART, seat__person=person).first()
        if stance:
            voting.cast_vote(
                item=item.pk, seat=stance.seat_id, votes=votes_for(item, mark), by=world.secretary, on=TODAY
            )


def only_item(meeting: Meeting) -> AgendaItem:
    """The one item of a meeting."""
    return meeting.items.get()


def user_of(world: World, person: Person) -> User:
    """The log-in of a member."""
    return world.users[world.members.index(person)]


def everything_stored() -> dict[str, list[str]]:
    """Every row of every table of the database as text, sorted, by table: what a database reader can see. Of the country's divisions,
    which nothing here writes, a digest.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        found = {}
        for (table,) in sorted(cursor.fetchall()):
            digest = (
                "md5(string_agg(t::text, '' ORDER BY t::text))"
                if table == "organisation_division"
                else "t::text"
            )
            cursor.execute(f'SELECT {digest} FROM "{table}" t')
            found[table] = sorted(row for (row,) in cursor.fetchall())
    return found


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Table and rows in which two dumps differ."""
    return [
        (table, left, right)
        for table in one
        for left, right in zip_longest(one[table], other[table], fillvalue="")
        if left != right
    ]
