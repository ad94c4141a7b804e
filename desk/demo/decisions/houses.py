"""The units that decide: who keeps their matters, who leads them, who sits in their meetings."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from accounts.services import give_role, make_user
from decisions.selectors.meetings import ProposedSeat, proposed_seats
from desk.demo.dates import start_of
from desk.demo.decisions.timeline import rows
from desk.demo.people import Cast
from organisation.models import Person, Tenure, Unit
from rulebook.roles import Role


@dataclass
class House:
    """A unit that decides together, its secretary, and its people by name."""

    unit: Unit
    secretary: User
    cast: Cast
    today: date
    people: dict[str, Person] = field(default_factory=dict)
    seated: dict[date, list[ProposedSeat]] = field(default_factory=dict)

    def seats(self, on: date) -> list[ProposedSeat]:
        """Who sits in the unit's meetings on a day, its head first."""
        if on not in self.seated:
            self.seated[on] = proposed_seats(self.unit, on)
        return self.seated[on]

    def user(self, person: int) -> User:
        """The user of a member; a new one has no password."""
        if person not in self.cast.of_person:
            made = make_user(person=Person.objects.get(pk=person), by=None, on=self.today)
            self.cast.of_person[person] = made
        return self.cast.of_person[person]

    def head(self, on: date) -> User:
        """The user of the unit's head, the first in rank."""
        return self.user(self.seats(on)[0].person)

    def named(self, name: str) -> int:
        """Somebody of the unit, by name."""
        return self.people[name].pk


def houses(cast: Cast, today: date) -> dict[str, House]:
    """Every unit that has a secretary, by name; the secretary's role is given here."""
    found: dict[str, House] = {}
    for row in rows("secretaries.csv"):
        unit = Unit.objects.get(name=row["单位"])
        held = Tenure.objects.filter(post__unit=unit).select_related("person")
        house = House(unit, User(), cast, today, {one.person.name: one.person for one in held})
        house.secretary = house.user(house.named(row["议事秘书"]))
        give_role(
            user=house.secretary, role=Role.SECRETARY, body=unit, reason="承担本单位议事秘书工作", by=None,
            on=start_of(today),
        )  # fmt: skip
        found[unit.name] = house
    return found
