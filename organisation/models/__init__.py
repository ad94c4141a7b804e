"""The county's units and who holds their posts, dated."""

from organisation.models.divisions import Division
from organisation.models.people import Absence, Person, Relative
from organisation.models.tenures import LeaderLink, Tenure
from organisation.models.units import Affiliation, Post, Section, Unit

__all__ = [
    "Absence",
    "Affiliation",
    "Division",
    "LeaderLink",
    "Person",
    "Post",
    "Relative",
    "Section",
    "Tenure",
    "Unit",
]
