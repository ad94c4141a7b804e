"""Roles in words a lay reader understands."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import RoleHeld
from rulebook.roles import ROLES, Role


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role held, its name and its sentence."""

    held: RoleHeld
    name: str
    sentence: str


def role_rows(roles: Iterable[RoleHeld]) -> list[RoleRow]:
    """Put the rulebook's sentence beside each role."""
    rules = ((held, ROLES[Role(held.role)]) for held in roles)
    return [RoleRow(held, rule.name, rule.sentence) for held, rule in rules]
