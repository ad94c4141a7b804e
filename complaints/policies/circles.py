"""An officer with those they stand back for (回避, N31): themselves and their registered relatives, as the roster has them now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from django.db.models import Q

from accounts.models import User
from organisation.models import Relative


@dataclass(frozen=True, slots=True)
class Circle:
    """A user with the person they are and that person's relatives, by number and name. `mark` is another when any of these is."""

    user: int
    person: int | None = None
    name: str = ""
    relatives: dict[int, str] = field(default_factory=dict)

    @property
    def people(self) -> frozenset[int]:
        """Everybody of it."""
        own = {self.person} if self.person is not None else set()
        return frozenset(own | self.relatives.keys())

    @property
    def mark(self) -> bytes:
        """What it comes to in short, to be compared."""
        return sha256(repr((self.person, self.name, sorted(self.relatives.items()))).encode()).digest()


def circles_of(users: Iterable[User]) -> dict[int, Circle]:
    """The circle of each user, by number; one query, besides that of the users with their people."""
    found = list(users)
    names = {user.person_id: user.person.name for user in found if user.person is not None}
    related: dict[int, dict[int, str]] = defaultdict(dict)
    if names:
        pairs = Relative.objects.filter(Q(person__in=names) | Q(relative__in=names))
        for one, other, name, other_name in pairs.values_list(
            "person", "relative", "person__name", "relative__name"
        ):
            related[one][other] = other_name
            related[other][one] = name
    return {
        user.pk: Circle(user.pk, user.person_id, names[user.person_id], dict(related[user.person_id]))
        if user.person_id is not None
        else Circle(user.pk)
        for user in found
    }


def circle_of(user: User) -> Circle:
    """The circle of one user."""
    return circles_of([user])[user.pk]
