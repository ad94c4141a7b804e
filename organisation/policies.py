"""Whose roster an administrator's pages may show and change: the counties that the account's roles give.

Roles are kept one floor up, so the answer is registered by accounts when the product starts.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from organisation.models import Tenure

Counties = frozenset[str] | None
Imports = Callable[[Any, bool], bool]
_answers: list[Callable[[Any], Counties]] = []
_imports: list[Imports] = []


def register_counties(answer: Callable[[Any], Counties]) -> None:
    """Let `answer` say which counties (codes) a user may keep; None: all of them."""
    _answers[:] = [answer]


def register_imports(answer: Imports) -> None:
    """Let `answer` say whether a user imports a county's data; of cases (True), or its roster alone."""
    _imports[:] = [answer]


def may_import(user: Any, *, of_cases: bool) -> bool:
    """Whether `user` imports what their counties keep; nobody where nothing says so."""
    return any(answer(user, of_cases) for answer in _imports)


def counties_of(user: Any) -> Counties:
    """The counties whose roster `user` may keep; none where nothing says so, None for all."""
    return _answers[0](user) if _answers else frozenset()


def in_counties(path: str, counties: frozenset[str]) -> Q:
    """Rows whose unit, reached by `path` ("" for the unit itself), belongs to `counties`."""
    return Q(**{f"{path}__county__in" if path else "county__in": sorted(counties)})


def people_in(path: str, counties: frozenset[str]) -> Q:
    """Rows whose person, reached by `path` ("pk" for the person), serves or served in `counties`, or nowhere yet."""
    tenures = Tenure.objects.filter(person=OuterRef(path))
    theirs = tenures.filter(post__unit__county__in=sorted(counties))
    return Q(Exists(theirs)) | ~Q(Exists(tenures))
