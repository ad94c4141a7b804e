"""Integrity files: whose there are, who saw them, what heads asked to be corrected, opinions on them; always through the policies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower

from accounts.models import User
from core.models import Event
from core.searching import matches
from integrity.models import FileCorrection, IntegrityOpinion
from integrity.policies.files import (
    answered_corrections,
    drafted_opinions,
    followed_corrections,
    readable_files,
    signed_opinions,
    visible_corrections,
    visible_opinions,
)
from organisation.models import Person, Tenure
from rulebook.procedures.files import CODES, OPINION_MONTHS, State
from rulebook.tenure import OWING
from supervision.selectors.consulted import Conclusion

TARGET = Person._meta.label_lower
VIEWED, PRINTED = "integrity-file.viewed", "integrity-file.printed"
KEY, TITLE = "integrity-file", "廉政档案"
(CODE,) = CODES
OPEN, LATE = "open", "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuery:
    """What a file is narrowed by: a chapter, years, words; empty values ask for everything."""

    chapter: str = ""
    since: int | None = None
    until: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OpinionQuery:
    """What opinions are narrowed by; empty values ask for everything."""

    text: str = ""
    state: str = ""
    purpose: str = ""


def files_matching(user: User, on: date, text: str = "") -> QuerySet[Person]:
    """People whose file `user` may open, by name or unit; each with the posts headed on `on` (`headed`) and open requests (`asked`)."""
    rows = readable_files(user, on)
    if text:
        there = Tenure.objects.filter(
            matches(text, field="post__unit__search_keys"), person=OuterRef("pk"), post__is_head=True
        )
        rows = rows.filter(matches(text) | Q(Exists(there)))
    posts = Tenure.objects.filter(post__is_head=True, during__contains=on).select_related(
        "post__unit", "post__section"
    )
    asked = (
        answered_corrections(user, on).filter(person=OuterRef("pk"), answer=None).order_by().values("person")
    )
    number = Subquery(asked.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    rows = rows.annotate(asked=Coalesce(number, Value(0)))
    return rows.prefetch_related(Prefetch("tenures", posts.order_by("pk"), "headed")).order_by("name", "pk")


def viewings_of(person: Person) -> QuerySet[Event]:
    """Every view and print of the file, last first."""
    rows = Event.objects.filter(action__in=[VIEWED, PRINTED], target_type=TARGET, target_id=person.pk)
    return rows.select_related("actor__person").order_by("-at", "-pk")


def corrections_matching(user: User, on: date, state: str = "") -> QuerySet[FileCorrection]:
    """Requests `user` may open, those still open first, the most pressing before."""
    rows = visible_corrections(user, on)
    if state == OPEN:
        rows = rows.filter(answer=None)
    elif state == LATE:
        rows = rows.filter(answer=None, due__lt=on)
    rows = rows.annotate(done=Exists(_answers()))
    return rows.select_related("person", "answer").order_by("done", "due", "pk")


def corrections_of(user: User, on: date, person: Person) -> QuerySet[FileCorrection]:
    """Requests about the file of `person`, the latest first."""
    rows = visible_corrections(user, on).filter(person=person)
    return rows.select_related("answer").order_by("-asked_on", "-pk")


def corrections_to_answer(user: User, on: date) -> QuerySet[FileCorrection]:
    """Requests a body of `user` has to answer, the most pressing first."""
    return answered_corrections(user, on).filter(answer=None).select_related("person").order_by("due", "pk")


def corrections_overdue(user: User, on: date) -> QuerySet[FileCorrection]:
    """Requests nobody answered in time, put before the principal of the body."""
    rows = followed_corrections(user, on).filter(answer=None, due__lt=on)
    return rows.select_related("person").order_by("due", "pk")


def own_corrections_answered(user: User, since: date) -> QuerySet[FileCorrection]:
    """The user's own requests that were answered on `since` or later."""
    rows = FileCorrection.objects.filter(person=user.person_id, answer__on__gte=since)
    return rows.select_related("answer").order_by("-answer__on", "-pk")


def opinions_matching(user: User, on: date, query: OpinionQuery) -> QuerySet[IntegrityOpinion]:
    """Opinions `user` may open that answer `query`, the latest first."""
    rows = visible_opinions(user, on)
    if query.text:
        rows = rows.filter(matches(query.text))
    for name, value in (("state", query.state), ("purpose", query.purpose)):
        if value:
            rows = rows.filter(**{name: value})
    return rows.select_related("person", "unit", "post", "body").order_by("-drafted_on", "-pk")


def opinions_of(user: User, on: date, person: Person) -> QuerySet[IntegrityOpinion]:
    """Opinions on `person` that `user` may open, the latest first."""
    rows = visible_opinions(user, on).filter(person=person).exclude(state=State.DROPPED)
    return rows.select_related("body").order_by("-drafted_on", "-pk")


def opinions_in_force(user: User, on: date, person: Person) -> QuerySet[IntegrityOpinion]:
    """Signed opinions on `person` that may be used on `on`, the latest first."""
    rows = visible_opinions(user, on).filter(
        person=person, state=State.SIGNED, signed_on__lte=on, valid_until__gte=on
    )
    return rows.select_related("drafted_by__person", "signed_by__person").order_by("-signed_on", "-pk")


def opinions_to_sign(user: User, on: date) -> QuerySet[IntegrityOpinion]:
    """Opinions others drafted that `user` signs, or gives back."""
    rows = signed_opinions(user, on).filter(state=State.SUBMITTED)
    return rows.select_related("person", "unit").order_by("drafted_on", "pk")


def opinions_to_reword(user: User, on: date) -> QuerySet[IntegrityOpinion]:
    """Drafts of the user's body that were given back."""
    rows = drafted_opinions(user, on).filter(state=State.DRAFT).exclude(returned="")
    return rows.select_related("person", "unit").order_by("drafted_on", "pk")


def conclusions_of(people: Collection[int]) -> list[Conclusion]:
    """The file of each of `people` who heads a unit or did, to be consulted from the first day of that; one query (C14)."""
    held = Tenure.objects.filter(person__in=list(people), post__is_head=True, kind__in=OWING)
    first: dict[int, date] = {}
    for person, day in held.order_by(Lower("during")).values_list("person", Lower("during")):
        first.setdefault(person, day)
    return [
        Conclusion(
            key=KEY, row=person, person=person, title=TITLE, code=CODE, since=day, known_on=day,
            months=OPINION_MONTHS.value, here_only=True,
        )
        for person, day in first.items()
    ]  # fmt: skip


def people_with_file(on: date) -> QuerySet[Person]:
    """Everybody whose file is to be consulted on `on`."""
    held = Tenure.objects.filter(
        person=OuterRef("pk"), post__is_head=True, kind__in=OWING, during__startswith__lte=on
    )
    return Person.objects.filter(Exists(held))


def _answers() -> QuerySet[FileCorrection]:
    return FileCorrection.objects.filter(pk=OuterRef("pk"), answer__isnull=False)
