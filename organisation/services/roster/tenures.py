"""The tenures a roster states: matched with the stored ones, refused where two people would hold one post at once."""

from collections import defaultdict

from django.utils.translation import gettext as _

from core.importing import Row
from core.spans import FOREVER, Span
from organisation.models import Person, Post, Tenure
from organisation.services.roster.columns import END, KIND, LEADER, NOTE, STAFF_NO, START
from organisation.services.roster.drafts import Draft, PostDraft, PostKey, TenureDraft
from organisation.services.roster.posts import add_seat
from rulebook.tenure import TenureKind

Stored = dict[PostKey, list[Tenure]]


def read_tenures(draft: Draft) -> None:
    """Fill `draft.tenures`, each matched with the stored tenure it confirms or corrects and given a seat."""
    for row in draft.rows:
        tenure = _tenure(draft, row)
        if tenure is not None:
            draft.tenures.append(tenure)
    stored = _stored_tenures(draft)
    by_post: dict[PostKey, list[TenureDraft]] = defaultdict(list)
    for tenure in draft.tenures:
        by_post[tenure.post.key].append(tenure)
    for key, tenures in by_post.items():
        _match(tenures, stored[key])
        matched = {tenure.stored.pk for tenure in tenures if tenure.stored}
        others = [tenure for tenure in stored[key] if tenure.pk not in matched]
        _refuse_overlaps(draft, tenures, others)
        if draft.posts[key].has_one_seat:
            for tenure in tenures:
                tenure.seat = draft.posts[key].seats[0]
        else:
            _seat(draft.posts[key], tenures, others)
    for tenure in draft.tenures:
        _compare(tenure)


def _tenure(draft: Draft, row: Row) -> TenureDraft | None:
    """The tenure of a row whose unit, post, person and dates can be read."""
    key = draft.post_key(row)
    person = draft.people.get(row[STAFF_NO])
    if row[START] is not None and row[END] is not None and row[END] <= row[START]:
        draft.refuse(row, END, _("离任日期必须晚于任职日期（离任日期是不再任职的第一天）"))
        return None
    if key is None or person is None or row[START] is None or END in row.bad:
        return None
    span = Span(row[START], row[END] or FOREVER)
    leader = draft.people.get(row[LEADER]) if row[LEADER] else None
    return TenureDraft(row, person, draft.posts[key], span, leader=leader)


def _stored_tenures(draft: Draft) -> Stored:
    """Stored tenures by post, without those of people whose row for that post cannot be read: that row is an error already."""
    posts = {seat.pk: key for key, post in draft.posts.items() for seat in post.seats if seat.pk}
    read = {tenure.row.number for tenure in draft.tenures}
    unread = {(row[STAFF_NO], draft.post_key(row)) for row in draft.rows if row.number not in read}
    found: Stored = defaultdict(list)
    for tenure in (
        Tenure.objects.filter(post_id__in=posts)
        .select_related("person", "linked_leader")
        .order_by("during", "pk")
    ):
        key = posts[tenure.post_id]
        if (tenure.person.staff_no, key) not in unread:
            found[key].append(tenure)
    return found


def _match(tenures: list[TenureDraft], stored: list[Tenure]) -> None:
    """Tie rows to stored tenures of the same person on the same post: the same first day first, then an overlap corrected.

    A file without the column of ends leaves the ends that are stored.
    """
    left = list(stored)
    in_order = sorted(tenures, key=lambda tenure: tenure.span)
    for exactly in (True, False):
        for tenure in in_order:
            if tenure.stored is not None:
                continue
            for candidate in left:
                span = Span.of(candidate.during)
                fits = span.start == tenure.span.start if exactly else span.overlaps(tenure.span)
                if candidate.person_id == tenure.person.model.pk and fits:
                    tenure.stored = candidate
                    if END not in tenure.row.columns:
                        tenure.span = Span(tenure.span.start, span.end)
                    left.remove(candidate)
                    break


def _refuse_overlaps(draft: Draft, tenures: list[TenureDraft], others: list[Tenure]) -> None:
    """Two people on a one-seat post at once, or one person twice on any post, in the file or beside what is stored."""
    one_seat = tenures[0].post.has_one_seat
    in_order = sorted(tenures, key=lambda tenure: tenure.span)
    running: list[TenureDraft] = []
    for tenure in in_order:
        running = [other for other in running if other.span.end > tenure.span.start]
        for other in running:
            if one_seat or other.person is tenure.person:
                _refuse_pair(draft, *sorted((other, tenure), key=lambda pair: pair.row.number))
                break
        running.append(tenure)
        for kept in others:
            same_person = kept.person_id == tenure.person.model.pk
            if (one_seat or same_person) and Span.of(kept.during).overlaps(tenure.span):
                _refuse_stored(draft, tenure, kept)
                break


def _refuse_pair(draft: Draft, first: TenureDraft, later: TenureDraft) -> None:
    values = {"post": later.post.name, "name": first.person.model.name, "row": first.row.number}
    if first.person is later.person:
        message = _("与第 %(row)s 行重复：%(name)s在“%(post)s”的任职时间重叠")
    else:
        message = _("两人同时任职：“%(post)s”在这段时间已由%(name)s（第 %(row)s 行）担任")
    draft.refuse(later.row, START, message % values)


def _refuse_stored(draft: Draft, tenure: TenureDraft, kept: Tenure) -> None:
    values = {"post": tenure.post.name, "name": kept.person.name, "since": kept.during.lower.isoformat()}
    if kept.person_id == tenure.person.model.pk:
        message = _("系统中%(name)s在“%(post)s”另有一段自 %(since)s 起的任职与此重叠")
    else:
        message = _(
            "两人同时任职：系统中“%(post)s”自 %(since)s 起由%(name)s担任，请在文件中同时写明其离任日期"
        )
    draft.refuse(tenure.row, START, message % values)


def _seat(post: PostDraft, tenures: list[TenureDraft], others: list[Tenure]) -> None:
    """Give each tenure a seat free for all its days: its own where it has one, else the lowest, else a further one."""
    taken: list[tuple[Post, Span]] = []
    by_pk = {seat.pk: seat for seat in post.seats if seat.pk}
    for kept in others:
        taken.append((by_pk[kept.post_id], Span.of(kept.during)))

    def is_free(seat: Post, span: Span) -> bool:
        return not any(held is seat and during.overlaps(span) for held, during in taken)

    def settled(tenure: TenureDraft) -> tuple[bool, bool, Span]:
        """The unchanged before the corrected before the new."""
        stored = tenure.stored
        return stored is None, stored is not None and Span.of(stored.during) != tenure.span, tenure.span

    for tenure in sorted(tenures, key=settled):
        own = [by_pk[tenure.stored.post_id]] if tenure.stored else []
        free = (seat for seat in (*own, *post.seats) if is_free(seat, tenure.span))
        tenure.seat = next(free, None) or add_seat(post, post.seats[0].managed_by)
        taken.append((tenure.seat, tenure.span))


def _compare(tenure: TenureDraft) -> None:
    """Note what the row changes in the stored tenure. An empty kind, note or leader leaves what is stored; an empty end withdraws it."""
    stored = tenure.stored
    if stored is None:
        return
    before = Span.of(stored.during)
    facts = [
        (START, _day(before.start), _day(tenure.span.start)),
        (END, _day(before.end), _day(tenure.span.end)),
        (KIND, stored.kind, tenure.row[KIND] or stored.kind),
        (NOTE, stored.note, tenure.row[NOTE] or stored.note),
        (LEADER, _name(stored.linked_leader), _name(tenure.named_leader)),
    ]
    tenure.changes += [fact for fact in facts if fact[1] != fact[2]]
    if not tenure.changes and tenure.seat is not None and stored.post_id != tenure.seat.pk:
        tenure.changes.append((_("席次"), "", str(tenure.seat.seat)))


def _name(person: Person | None) -> str:
    return f"{person.name}（{person.staff_no}）" if person else ""


def _day(day: object) -> str:
    return "" if day == FOREVER else str(day)


def model_of(tenure: TenureDraft) -> Tenure:
    """The row to store for a tenure; its person and seat must be stored already."""
    made = tenure.stored or Tenure(kind=TenureKind.FULL)
    if tenure.seat is None:
        raise ValueError("a tenure is stored after it was given a seat")
    made.person, made.post = tenure.person.model, tenure.seat
    made.during = tenure.span.during
    made.kind = tenure.row[KIND] or made.kind
    made.note = tenure.row[NOTE] or made.note
    made.linked_leader = tenure.named_leader
    return made
