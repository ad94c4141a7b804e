"""Publishing the list, drawing, filling a place that fell free (C22)."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import ledger
from inspections.models import Candidate, Deputy, Draw, Inspection, Member
from inspections.procedure.drawing import Entry, drawn_of, hash_of, order_of, seed_of
from inspections.procedure.independence import excluded_of
from inspections.services.held import NotPossible, note, organised
from rulebook.procedures.inspections import DRAW_AFTER, KINDS, REPLACEABLE, State, Step

TERM_IS_OVER = "任期已满"  # kept with the draw, so in the county's own language


def pool_of(inspection: Inspection, on: date) -> QuerySet[Deputy]:
    """Every deputy of the county who serves on `on`."""
    rows = Deputy.objects.filter(county=inspection.county_id, during__contains=on)
    return rows.select_related("unit", "person").order_by("kind", "number", "pk")


@ledger.service("inspection.list")
def publish_list(
    *, inspection: int, draw_on: date, unavailable: Mapping[int, str], by: User, on: date
) -> Inspection:
    """Publish the list with the day of the draw; `unavailable` says, by number of the row, why somebody cannot take part.

    Raises ValidationError by field where the day is too early, a reason is missing or too few are left; NotPossible.
    """
    row = organised(inspection, by, on, State.PLANNED)
    draw = Draw.objects.select_for_update().get(inspection=row)
    if draw_on < on + timedelta(DRAW_AFTER.value):
        words = _("抽选日期至少在名单公布 %(days)s 天以后。") % {"days": DRAW_AFTER.value}
        raise ValidationError({"draw_on": [words]})
    with override(settings.LANGUAGE_CODE):
        rows = _candidates(row, unavailable, on)
    quotas = {rule.kind.value: rule.quota.value for rule in KINDS.values()}
    _enough(rows, quotas)
    Candidate.objects.bulk_create(rows)
    draw.quotas, draw.listed_on, draw.listed_by, draw.draw_on = quotas, on, by, draw_on
    draw.list_hash = hash_of(entry_of(one) for one in rows)
    draw.save()
    row.state = State.LISTED
    row.save()
    note(row, Step.LIST, by=by, on=on)
    return row


@ledger.service("inspection.draw")
def draw_members(*, inspection: int, witness: str, spoken: str, by: User, on: date) -> Inspection:
    """Draw, on the day declared or later, with the number a witness names. There is one draw; it is not repeated.

    Raises ValidationError by field, NotPossible.
    """
    row = organised(inspection, by, on, State.LISTED)
    draw = Draw.objects.select_for_update().get(inspection=row)
    problems: dict[str, list[str]] = {}
    if draw.draw_on is None or on < draw.draw_on:
        problems["spoken"] = [_("还没有到公布的抽选日期。")]
    elif not (spoken.isascii() and spoken.isdecimal()):
        problems["spoken"] = [_("请填写见证人当场报出的数字，只用 0 到 9。")]
    if not witness.strip():
        problems["witness"] = [_("请填写见证人的单位和姓名。")]
    if problems or draw.draw_on is None:
        raise ValidationError(problems)
    entries = {one.pk: entry_of(one) for one in row.candidates.all()}
    draw.witness, draw.spoken, draw.drawn_on, draw.drawn_by = witness.strip(), spoken, on, by
    draw.seed = seed_of(
        secret=draw.secret,
        inspection=row.number,
        draw_on=draw.draw_on,
        list_hash=draw.list_hash,
        spoken=spoken,
    )
    draw.save()
    order = order_of(entries.values(), draw.seed)
    drawn = drawn_of(order, draw.quotas)
    of = {(one.kind, one.number): one for one in row.candidates.all()}
    for kind, numbers in drawn.items():
        for place, number in enumerate(numbers, start=1):
            _seat(row, of[kind, number], place, on)
    row.state = State.DRAWN
    row.save()
    note(row, Step.DRAW, by=by, on=on, reason=witness)
    return row


@ledger.service("inspection.replace")
def replace_member(*, inspection: int, member: int, reason: str, by: User, on: date) -> Member:
    """Let a member go, with the reason; the next in the order of the draw takes the place. Sent twice it is done once.

    Raises ValidationError without a reason or where nobody is left; NotPossible.
    """
    row = organised(inspection, by, on, *REPLACEABLE)
    gone = row.members.select_related("deputy").filter(pk=member).first()
    if gone is None:
        raise NotPossible
    if gone.left_on is not None:
        return Member.objects.get(replaces=gone)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明不能参加的理由。")]})
    draw = Draw.objects.get(inspection=row)
    candidates = list(row.candidates.select_related("deputy__unit"))
    of = {(one.kind, one.number): one for one in candidates}
    order = order_of([entry_of(one) for one in candidates], draw.seed).get(gone.kind, [])
    taken = row.members.filter(kind=gone.kind).count()
    with override(settings.LANGUAGE_CODE):
        barred = excluded_of(row, [one.deputy for one in candidates], on)
    for place, entry in enumerate(order[taken:], start=taken + 1):
        following = of[entry.kind, entry.number]
        if following.deputy_id in barred or on not in following.deputy.during:
            _seat(row, following, place, on, left=barred.get(following.deputy_id, TERM_IS_OVER))
            continue
        gone.left_on, gone.left_reason = on, reason.strip()[:300]
        gone.save()
        note(row, Step.REPLACE, by=by, on=on, reason=f"{gone.deputy.name}：{reason.strip()}")
        return _seat(row, following, place, on, replaces=gone)
    raise ValidationError({"reason": [_("名单上这一类已经没有可以递补的人。")]})


def entry_of(row: Candidate) -> Entry:
    """A stored line of the list as it was sealed."""
    return Entry(
        kind=row.kind, number=row.number, name=row.name, workplace=row.workplace, excluded=row.excluded
    )


def _candidates(row: Inspection, unavailable: Mapping[int, str], on: date) -> list[Candidate]:
    deputies = list(pool_of(row, on))
    excluded = excluded_of(row, deputies, on)
    made: list[Candidate] = []
    for one in deputies:
        why = excluded.get(one.pk, "")
        if not why and one.pk in unavailable:
            if not unavailable[one.pk].strip():
                raise ValidationError(
                    {"unavailable": [_("请写明%(who)s不能参加的理由。") % {"who": one.name}]}
                )
            why = f"不能参加：{unavailable[one.pk].strip()}"[:300]
        made.append(
            Candidate(
                inspection=row,
                deputy=one,
                kind=one.kind,
                number=one.number,
                name=one.name,
                workplace=one.works_at[:100],
                excluded=why,
            )  # fmt: skip
        )
    return made


def _enough(rows: list[Candidate], quotas: Mapping[str, int]) -> None:
    for rule in KINDS.values():
        left = sum(1 for one in rows if one.kind == rule.kind and not one.excluded)
        if left < quotas[rule.kind]:
            told = {"kind": _(rule.name), "left": left, "quota": quotas[rule.kind]}
            words = _("可以抽选的%(kind)s只有 %(left)s 人，不足名额 %(quota)s 人（L55）。")
            raise ValidationError({"unavailable": [words % told]})


def _seat(
    row: Inspection, one: Candidate, place: int, on: date, *, replaces: Member | None = None, left: str = ""
) -> Member:
    return Member.objects.create(
        inspection=row, deputy_id=one.deputy_id, kind=one.kind, place=place, replaces=replaces, since=on,
        left_on=on if left else None, left_reason=left,
    )  # fmt: skip
