"""Stored rows brought before the rules: what stands against an exception, what a unit's division of work is judged by."""

from supervision.checks.division import Loaded, divisions_of
from supervision.checks.exceptions import problems_with

__all__ = ["Loaded", "divisions_of", "problems_with"]
