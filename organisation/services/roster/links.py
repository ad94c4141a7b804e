"""Which county leader is linked to which unit (分管联系县级领导, A1), following the tenures whose rows name the leader."""

from collections import defaultdict
from collections.abc import Iterable

from core.spans import FOREVER, Span, Spans, difference, intersection, union
from organisation.choices import LinkKind
from organisation.models import LeaderLink, Person, Tenure
from organisation.services.roster.drafts import Draft, LinkDraft, TenureDraft, UnitDraft


def read_links(draft: Draft) -> None:
    """Fill `draft.links` with every leader's links to a unit that are to change.

    The first time a row names a leader, the link covers the tenure. Where a stored tenure's row now names another leader, that
    link starts on the day of the import; the one before ends on that day, unless another row still names that leader.
    A successor who names another leader changes the link on the first day held; an empty cell changes nothing.
    """
    tenures: dict[int, list[TenureDraft]] = defaultdict(list)
    for tenure in draft.tenures:
        tenures[id(tenure.post.unit)].append(tenure)
    units = [u for u in draft.units.values() if any(t.leader is not None for t in tenures[id(u)])]
    pks = [unit.model.pk for unit in units if not unit.is_new]
    links: dict[int, list[LeaderLink]] = defaultdict(list)
    for link in LeaderLink.objects.filter(unit_id__in=pks).select_related("leader"):
        links[link.unit_id].append(link)
    outside = _tenures_outside(draft, pks)
    for unit in units:
        pk = 0 if unit.is_new else unit.model.pk
        _UnitLinks(draft, unit, links[pk], outside[pk]).settle(tenures[id(unit)])


def _tenures_outside(draft: Draft, pks: list[int]) -> dict[int, list[Tenure]]:
    """Stored tenures of the units that no row of the file is about, where a roster named a leader before."""
    in_file = {tenure.stored.pk for tenure in draft.tenures if tenure.stored}
    found: dict[int, list[Tenure]] = defaultdict(list)
    stored = Tenure.objects.filter(post__unit_id__in=pks, linked_leader__isnull=False)
    for tenure in stored.select_related("post", "linked_leader"):
        if tenure.pk not in in_file:
            found[tenure.post.unit_id].append(tenure)
    return found


class _UnitLinks:
    """The links of one unit: what is stored, what the rows state, what that ends. Leaders are told apart by staff number."""

    def __init__(self, draft: Draft, unit: UnitDraft, links: list[LeaderLink], outside: list[Tenure]) -> None:
        self.draft, self.unit = draft, unit
        self.people: dict[str, Person] = {}
        self.links: dict[str, list[LeaderLink]] = defaultdict(list)
        self.stated: dict[str, Spans] = defaultdict(list)
        self.dropped: dict[str, Spans] = defaultdict(list)
        self.kept_outside: dict[str, Spans] = defaultdict(list)
        self.outside = outside
        for link in links:
            self.links[self._number(link.leader)].append(link)
        for tenure in outside:
            if tenure.linked_leader is not None:
                self.kept_outside[self._number(tenure.linked_leader)].append(Span.of(tenure.during))

    def _number(self, person: Person) -> str:
        self.people[person.staff_no] = person
        return person.staff_no

    def settle(self, tenures: list[TenureDraft]) -> None:
        """Read the rows of the unit, then note every leader whose links are to change."""
        for tenure in tenures:
            if tenure.named_leader is not None:
                self._state(tenure, self._number(tenure.named_leader))
                self._drop(tenure, tenures, tenure.named_leader.staff_no)
        for number, person in self.people.items():
            before = self._stored(number, LinkKind.LINKED)
            protected = [*self.stated[number], *self.kept_outside[number]]
            kept = difference(before, difference(self.dropped[number], protected))
            in_charge = self._stored(number, LinkKind.IN_CHARGE)
            after = difference([*kept, *self.stated[number]], in_charge)
            if after != before:
                links = [link for link in self.links[number] if link.kind == LinkKind.LINKED]
                self.draft.links.append(LinkDraft(self.unit, person, links, after))

    def _state(self, tenure: TenureDraft, number: str) -> None:
        """The days for which a row names its leader: all of a new tenure, or of one the link covered already; else from the day on."""
        before = self._stored(number)
        if tenure.stored is None:
            self.stated[number].append(tenure.span)
            return
        was = Span.of(tenure.stored.during)
        if not difference([was], before):
            self.stated[number].append(tenure.span)
            if was.start < tenure.span.start:  # the tenure began later than thought, and the link with it
                self.dropped[number].append(Span(was.start, tenure.span.start))
            return
        named_before = tenure.stored.linked_leader
        is_newly_named = named_before is None or named_before.staff_no != number
        from_now_on = [Span(self.draft.on, FOREVER)] if is_newly_named else []
        self.stated[number] += intersection([tenure.span], [*before, *from_now_on])

    def _drop(self, tenure: TenureDraft, tenures: list[TenureDraft], number: str) -> None:
        """The days on which the row replaces a leader named before: by the tenure's own row, or by its predecessors' on the post."""
        if tenure.stored is not None:
            was = tenure.stored.linked_leader
            if was is not None and was.staff_no != number and tenure.span.end > self.draft.on:
                self.dropped[was.staff_no].append(Span(self.draft.on, FOREVER))
            return
        seats = {seat.pk for seat in tenure.post.seats if seat.pk}
        in_file = (other.stored for other in tenures if other.stored is not None)
        for other in (*in_file, *self.outside):
            if other.post_id in seats and other.linked_leader and other.linked_leader.staff_no != number:
                self.dropped[other.linked_leader.staff_no].append(tenure.span)

    def _stored(self, number: str, kind: LinkKind | None = None) -> Spans:
        links: Iterable[LeaderLink] = self.links.get(number, [])
        return union(Span.of(link.during) for link in links if kind is None or link.kind == kind)
