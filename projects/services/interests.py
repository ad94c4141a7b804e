"""Declaring interests, ending one, and withdrawing from a project (回避)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from organisation.choices import RelativeKind
from organisation.models import Person, Relative, Tenure
from projects.models import Interest, Recusal
from projects.policies import may_declare_for, own_interests, watched_interests
from projects.services.checking import recheck, recheck_bidders_of
from projects.services.states import NotPossible, held
from rulebook.procedures.projects import Relation

VIEWED = "interest.viewed"
KIN = {
    Relation.SPOUSE: (RelativeKind.SPOUSE,),
    Relation.CHILD: (RelativeKind.DIRECT,),
    Relation.RELATIVE: (RelativeKind.DIRECT, RelativeKind.COLLATERAL, RelativeKind.IN_LAW),
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """An interest as typed; `kin` is the registered kinship where the relative is a cadre here."""

    person: Person
    relation: str
    enterprise: str
    credit_code: str
    kind: str
    kin: Relative | None = None
    since: date | None = None
    until: date | None = None


@ledger.service("interest.declare")
def declare_interest(*, token: UUID, declaration: Declaration, by: User, on: date) -> Interest:
    """Declare an interest; the same `token` again gives the one it made. Raises ValidationError by field, NotPossible."""
    known = Interest.objects.filter(token=token, entered_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    told = declaration
    if not may_declare_for(by, on).filter(pk=told.person.pk).exists():
        raise NotPossible
    problems = _problems(told, on)
    if problems:
        raise ValidationError(problems)
    row = Interest.objects.create(
        person=told.person, relation=told.relation, kin=told.kin, enterprise=told.enterprise,
        credit_code=told.credit_code, kind=told.kind, since=told.since, until=told.until, declared_on=on, entered_by=by,
        token=token,
    )  # fmt: skip
    recheck_bidders_of(told.person.pk, on)
    return row


def kinships(person: Person, relation: str) -> QuerySet[Relative]:
    """The registered kinships of `person` that a relation may stand for."""
    both = Q(person=person) | Q(relative=person)
    kinds = KIN.get(Relation(relation), ()) if relation in set(Relation) else ()
    return Relative.objects.filter(both, kind__in=kinds)


def _problems(told: Declaration, on: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if not told.enterprise.strip():
        problems["enterprise"] = [_("请填写企业名称。")]
    if told.since and told.until and told.until <= told.since:
        problems["until"] = [_("终止日期须晚于起日。")]
    if told.since and told.since > on:
        problems["since"] = [_("不能晚于今天。")]
    if told.kin is not None and not kinships(told.person, told.relation).filter(pk=told.kin.pk).exists():
        problems["kin"] = [_("这一亲属与所选关系不符，或者没有登记在册。")]
    return problems


@ledger.service("interest.end")
def end_interest(*, interest: int, until: date, by: User, on: date) -> Interest:
    """Note from which day on an interest is over (股权转让、离职 …). Raises ValidationError, NotPossible where it is over already."""
    mine = own_interests(by) | watched_interests(by, on)
    row = (
        Interest.objects.select_for_update(of=("self",)).filter(pk__in=mine.values("pk"), pk=interest).first()
    )
    if row is None or row.until is not None:
        raise NotPossible
    if until > on or (row.since is not None and until <= row.since):
        raise ValidationError({"until": [_("终止日期须晚于起日，且不能晚于今天。")]})
    row.until = until
    row.save()
    recheck_bidders_of(row.person_id, on)
    return row


@ledger.service("project.recuse")
def recuse(*, project: int, person: Person, day: date, how: str, by: User, on: date) -> Recusal:
    """Note that a leader of the unit withdrew from a project; the reason is not told here. Noted already: nothing is changed.

    Raises ValidationError by field, NotPossible.
    """
    found = held(project, by, on)
    held_posts = Tenure.objects.filter(post__unit=found.unit_id, person=person)
    if not held_posts.exists():
        raise ValidationError({"person": [_("只能登记本单位人员的回避。")]})
    if day > on:
        raise ValidationError({"day": [_("不能晚于今天。")]})
    row, _made = Recusal.objects.get_or_create(
        project=found, person=person, defaults={"on": day, "how": how, "entered_by": by}
    )
    recheck(found, on=on)
    return row


def note_viewing(*, interests: list[Interest], by: User) -> None:
    """Write in the ledger that `by` saw these declarations; who sees the own is not noted."""
    for interest in interests:
        if interest.person_id != by.person_id:
            ledger.record(VIEWED, by=by, target=interest)
