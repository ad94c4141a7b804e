"""Storing a roster without errors, table by table, in a number of statements that does not grow with its rows."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from core.writing import create_with_history, update_with_history
from organisation.choices import LinkKind
from organisation.models import Affiliation, LeaderLink, Person, Post, Section, Tenure, Unit
from organisation.services.roster.drafts import Draft, LinkDraft, UnitKey
from organisation.services.roster.tenures import model_of

REASON = "名册导入"
BATCH = 1000
PARKED_FROM = date(1, 1, 1)  # where tenures wait while others take their days; long before any of them


class Store:
    """Writes on behalf of `by`, each row with its history unless it is about to be undone."""

    def __init__(self, by: Any, *, with_history: bool) -> None:
        self.by, self.with_history = by, with_history

    def create(self, model: type[models.Model], rows: Sequence[models.Model]) -> None:
        """Insert rows."""
        if rows and self.with_history:
            create_with_history(rows, by=self.by, reason=REASON)
        elif rows:
            model._default_manager.bulk_create(rows, batch_size=BATCH)

    def update(self, model: type[models.Model], rows: Sequence[models.Model], fields: Sequence[str]) -> None:
        """Update `fields` of rows."""
        if rows and self.with_history:
            update_with_history(rows, fields, by=self.by, reason=REASON)
        elif rows:
            model._default_manager.bulk_update(rows, fields, batch_size=BATCH)


def store(draft: Draft, *, by: Any, with_history: bool, step: Callable[[], None]) -> None:
    """Write the whole draft; `step` is called after each table. Without history where everything is undone afterwards."""
    writer = Store(by, with_history=with_history)
    for write in (_units, _affiliations, _people, _posts, _tenures, _links):
        write(draft, writer)
        step()


def _units(draft: Draft, writer: Store) -> None:
    units = draft.units.values()
    writer.create(Unit, [unit.model for unit in units if unit.is_new])
    changed = [unit.model for unit in units if not unit.is_new and unit.changes]
    writer.update(Unit, changed, ["category", "division", "credit_code"])


def _affiliations(draft: Draft, writer: Store) -> None:
    writer.update(Affiliation, [link for link in draft.affiliations if link.pk], ["parent", "during"])
    writer.create(Affiliation, [link for link in draft.affiliations if not link.pk])


def _people(draft: Draft, writer: Store) -> None:
    writer.create(Person, [person.model for person in draft.people.values() if person.is_new])


def _posts(draft: Draft, writer: Store) -> None:
    sections = _sections(draft, writer)
    new: list[Post] = []
    for post in draft.posts.values():
        for seat in post.seats:
            if not seat.pk:
                seat.unit, seat.section = post.unit.model, sections.get((post.key.unit, post.key.section))
                new.append(seat)
    changed = [seat for post in draft.posts.values() if post.changes for seat in post.seats if seat.pk]
    writer.update(Post, changed, ["is_head", "managed_by"])
    writer.create(Post, new)


def _sections(draft: Draft, writer: Store) -> dict[tuple[UnitKey, str], Section]:
    """The sections the posts lie in, the missing ones made."""
    units = {unit.model.pk: unit.key for unit in draft.units.values()}
    known = {
        (units[section.unit_id], section.name): section for section in Section.objects.filter(unit__in=units)
    }
    new: dict[tuple[UnitKey, str], Section] = {}
    for post in draft.posts.values():
        key = (post.key.unit, post.key.section)
        if post.key.section and key not in known:
            new.setdefault(key, Section(unit=post.unit.model, name=post.key.section))
    writer.create(Section, [*new.values()])
    return known | new


def _tenures(draft: Draft, writer: Store) -> None:
    """Corrected tenures may exchange days among each other, so all of them first leave theirs."""
    changed = [tenure for tenure in draft.tenures if tenure.stored and tenure.changes]
    _park(Tenure, [tenure.stored.pk for tenure in changed if tenure.stored])
    writer.update(
        Tenure, [model_of(tenure) for tenure in changed], ["post", "during", "kind", "note", "linked_leader"]
    )
    writer.create(Tenure, [model_of(tenure) for tenure in draft.tenures if tenure.stored is None])


def _park(model: type[models.Model], pks: Sequence[int]) -> None:
    """Put rows aside, each on a day of its own where nobody else is."""
    days = [PARKED_FROM + timedelta(days=place) for place in range(len(pks))]
    parked = [
        model(pk=pk, during=DateRange(day, day + timedelta(days=1)))
        for pk, day in zip(pks, days, strict=True)
    ]
    if parked:
        model._default_manager.bulk_update(parked, ["during"], batch_size=BATCH)


def _links(draft: Draft, writer: Store) -> None:
    """Let each stored link take one of the leader's spans, make further ones, delete those without a day left."""
    changed: list[LeaderLink] = []
    new: list[LeaderLink] = []
    for link in draft.links:
        kept, added = _fitted(link)
        changed += kept
        new += added
    _delete(draft.links, changed)
    _park(LeaderLink, [row.pk for row in changed])
    writer.update(LeaderLink, changed, ["during"])
    writer.create(LeaderLink, new)


def _fitted(link: LinkDraft) -> tuple[list[LeaderLink], list[LeaderLink]]:
    stored = sorted(link.stored, key=lambda row: row.during)
    for row, span in zip(stored, link.spans, strict=False):
        row.during = span.during
    added = [
        LeaderLink(leader=link.leader, unit=link.unit.model, kind=LinkKind.LINKED, during=span.during)
        for span in link.spans[len(stored) :]
    ]
    return stored[: len(link.spans)], added


def _delete(links: Iterable[LinkDraft], kept: list[LeaderLink]) -> None:
    pks = {row.pk for row in kept}
    for link in links:
        for row in link.stored:
            if row.pk not in pks:
                row.delete()
