"""Before which county leaders a major matter is put (C24): nobody whom it is about, who is related to them, or whom it so much as mentions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import User
from complaints.checks.routing import held_on, people_called
from complaints.models import PersonalKey
from organisation.models import Person, Post, Relative, Tenure
from rulebook.procedures.major import LEADERS, LEADERS_NAMED, LeaderRule


@dataclass(frozen=True, slots=True)
class Leader:
    """A county leader of the day: the post they are told on, their log-in and pair where they have them."""

    person: Person
    post: Post
    user: User | None
    key: PersonalKey | None


def people_reported(said: dict[str, Any], named: Collection[str], county: str, on: date) -> frozenset[int]:
    """Whom a report is about: who was chosen, called by name or post, and whom the officer `named` by staff number."""
    chosen = {said["person"]} if said.get("person") else set()
    called = people_called(said.get("person_words", ""), said.get("unit"), held_on(county, on))
    numbers = Person.objects.filter(staff_no__in=named).values_list("pk", flat=True)
    return frozenset(chosen | called | set(numbers))


def entitled(county: str, reported: frozenset[int], words: str, on: date) -> list[Leader]:
    """The leaders it is put before, in the order of the rulebook, as many as it says; fewer where not so many are left.

    Passed over is who is reported, a registered relative of them, or whose name or post the `words` mention.
    """
    barred, together = reported | _relatives(reported), "".join(words.split())
    found: list[Tenure] = []
    for rule in LEADERS:
        for one in _holding(rule, county, on):
            known = {tenure.person_id for tenure in found}
            if one.person_id not in barred | known and not _mentioned(one, together):
                found.append(one)
                break
    return _with_keys(found[: LEADERS_NAMED.value])


def _holding(rule: LeaderRule, county: str, on: date) -> Iterable[Tenure]:
    held = Tenure.objects.filter(
        post__unit__county=county, post__unit__function=rule.function, post__section=None, during__contains=on
    )
    rows = held.filter(person__isnull=False).select_related("person", "post__unit").order_by("post_id", "pk")
    return [row for row in rows if rule.holds(row.post.unit.function, row.post.title)]


def _mentioned(one: Tenure, together: str) -> bool:
    return (one.person.name if one.person else "") in together or one.post.title in together


def _relatives(people: Collection[int]) -> frozenset[int]:
    pairs = Relative.objects.filter(Q(person__in=people) | Q(relative__in=people))
    return frozenset(one for pair in pairs.values_list("person", "relative") for one in pair)


def _with_keys(rows: list[Tenure]) -> list[Leader]:
    people = [row.person_id for row in rows]
    users = {user.person_id: user for user in User.objects.filter(person__in=people, is_active=True)}
    keys = {
        key.owner_id: key for key in PersonalKey.objects.filter(owner__in=users.values(), replaced_at=None)
    }
    found = []
    for row in rows:
        user = users.get(row.person_id)
        if row.person is not None:
            found.append(Leader(row.person, row.post, user, keys.get(user.pk) if user else None))
    return found
