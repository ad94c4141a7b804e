"""The people and posts a roster names."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.importing import Row
from core.searching import search_keys
from organisation.models import Affiliation, Person, Post
from organisation.services.roster.columns import IS_HEAD, LEADER, MANAGED_BY, NAME, STAFF_NO
from organisation.services.roster.drafts import Draft, PersonDraft, PostDraft, PostKey
from rulebook.establishment import DEPARTMENT_MANAGED
from rulebook.tenure import Management

YES_NO = {True: "是", False: "否"}


def read_people(draft: Draft) -> None:
    """Fill `draft.people`, leaders included; one staff number belongs to one name, in the file and against what is stored."""
    numbers = {row[column] for row in draft.rows for column in (STAFF_NO, LEADER) if row[column]}
    stored = {person.staff_no: person for person in Person.objects.filter(staff_no__in=numbers)}
    for row in draft.rows:
        number, name = row[STAFF_NO], row[NAME]
        if number is None or name is None:
            continue
        person = draft.people.get(number)
        if person is None:
            model = stored.get(number)
            made = model or Person(staff_no=number, name=name, search_keys=search_keys(name, number))
            person = draft.people[number] = PersonDraft(made, is_new=model is None, row=row.number)
        if name != person.model.name:
            where = _("第 %(row)s 行") % {"row": person.row} if person.is_new else _("系统中")
            draft.refuse(
                row,
                NAME,
                _("工号 %(number)s 在%(where)s的姓名是“%(name)s”，一个工号不能有两个姓名")
                % {"number": number, "where": where, "name": person.model.name},
            )
    _read_leaders(draft, stored)


def _read_leaders(draft: Draft, stored: dict[str, Person]) -> None:
    """Leaders who are only stored join the people with row 0: they are not counted as named by the file."""
    unread = {row[STAFF_NO] for row in draft.rows if row[STAFF_NO]}
    for row in draft.rows:
        number = row[LEADER]
        if number is None or number in draft.people or number in unread:
            continue
        if number in stored:
            draft.people[number] = PersonDraft(stored[number], is_new=False, row=0)
        else:
            draft.refuse(
                row, LEADER, _("找不到工号为“%(number)s”的县领导，文件和系统中都没有") % {"number": number}
            )


def read_posts(draft: Draft) -> None:
    """Fill `draft.posts` with what the rows agree on and what is stored of them."""
    grouped: dict[PostKey, list[Row]] = {}
    for row in draft.rows:
        key = draft.post_key(row)
        if key is not None:
            grouped.setdefault(key, []).append(row)
    stored = _stored_posts(draft)
    placed = _units_under_a_parent(draft)
    for key, rows in grouped.items():
        heads = None if key.section else draft.agreed(rows, IS_HEAD, _HEAD_OTHERWISE())
        post = PostDraft(key, draft.units[key.unit], rows, is_head=bool(heads))
        managed = draft.agreed(rows, MANAGED_BY, _("“%(found)s”与第 %(row)s 行同一岗位的“%(first)s”不一致"))
        post.seats = stored.get(key, [])
        post.is_new = not post.seats
        if post.is_new:
            model = post.unit.model
            subordinate = model.category in DEPARTMENT_MANAGED and key.unit in placed
            default = Management.DEPARTMENT if subordinate else Management.COUNTY
            add_seat(post, managed or default)
        else:
            _change(post, managed)
        draft.posts[key] = post


def _HEAD_OTHERWISE() -> str:  # noqa: N802 - a message, translated when asked
    return _("与第 %(row)s 行同一岗位填写的“是否一把手”不一致")


def add_seat(post: PostDraft, managed_by: str) -> Post:
    """Add a seat to the post, numbered after the last."""
    seat = Post(
        title=post.key.title,
        seat=max((seat.seat for seat in post.seats), default=0) + 1,
        is_head=post.is_head,
        managed_by=managed_by,
    )
    post.seats.append(seat)
    return seat


def _change(post: PostDraft, managed_by: str | None) -> None:
    """Bring every stored seat to what the file says."""
    first = post.seats[0]
    if first.is_head != post.is_head:
        post.changes.append((IS_HEAD, YES_NO[first.is_head], YES_NO[post.is_head]))
    if managed_by and first.managed_by != managed_by:
        post.changes.append((MANAGED_BY, first.managed_by, managed_by))
    for seat in post.seats:
        seat.is_head = post.is_head
        seat.managed_by = managed_by or seat.managed_by


def _stored_posts(draft: Draft) -> dict[PostKey, list[Post]]:
    """The stored seats of the file's units, by post."""
    units = {unit.model.pk: unit.key for unit in draft.units.values() if not unit.is_new}
    found: dict[PostKey, list[Post]] = {}
    for seat in Post.objects.filter(unit_id__in=units).select_related("section").order_by("seat"):
        key = PostKey(units[seat.unit_id], seat.section.name if seat.section else "", seat.title)
        found.setdefault(key, []).append(seat)
    return found


def _units_under_a_parent(draft: Draft) -> set[object]:
    """Keys of the units that have a parent, by the file or by what is stored."""
    units = {unit.model.pk: unit.key for unit in draft.units.values() if not unit.is_new}
    stored: Iterable[int] = Affiliation.objects.filter(
        unit_id__in=units, during__contains=draft.on
    ).values_list("unit_id", flat=True)
    stated = {unit.key for unit in draft.units.values() if unit.parent is not None}
    return stated | {units[pk] for pk in stored}
