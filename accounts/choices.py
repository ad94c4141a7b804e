"""Choices of the accounts tables, from the rulebook."""

from rulebook.roles import ROLES

ROLE_CHOICES = [(rule.role.value, rule.name) for rule in ROLES.values()]
