"""Which county leader is linked to which unit (分管联系县级领导, A1), following the tenures whose rows name the leader."""

from collections import defaultdict
from collections.abc import Iterable

from core.spans import FOREVER, Span, Spans, difference, intersection, union
from organisation.choices import LinkKind
from organisation.models import LeaderLink, Person, Tenure
from organisation.services.roster.drafts import Draft, LinkDraft, TenureDraft, UnitDraft


def read_links(draft: Draft) -> None:
    """Fill `draft.links` with every leader's links to a unit that are to change.

    The first time a leader is named for a tenure, the link covers the tenure. Where a stored tenure now names another leader,
    the change takes effect on the day of the import; the leader named before, and by no row any more, ends on that day.
    """
    named: dict[int, list[TenureDraft]] = defaultdict(list)
    units: dict[int, UnitDraft] = {}
    for tenure in draft.tenures:
        if tenure.leader is not None:
            named[id(tenure.post.unit)].append(tenure)
            units[id(tenure.post.unit)] = tenure.post.unit
    pks = [unit.model.pk for unit in units.values() if unit.model.pk]
    stored: dict[int, list[LeaderLink]] = defaultdict(list)
    for link in LeaderLink.objects.filter(unit_id__in=pks).select_related("leader"):
        stored[link.unit_id].append(link)
    outside = _units_with_other_holders(draft, pks)
    for at, unit in units.items():
        _Unit(draft, unit, named[at], stored[unit.model.pk or 0], unit.model.pk in outside).settle()


def _units_with_other_holders(draft: Draft, pks: list[int]) -> set[int]:
    """Units where someone not in the file holds a post on the day: their row may be the one that named a stored leader."""
    in_file = {tenure.stored.pk for tenure in draft.tenures if tenure.stored}
    holders = Tenure.objects.filter(post__unit_id__in=pks, during__contains=draft.on)
    return {unit for pk, unit in holders.values_list("pk", "post__unit_id") if pk not in in_file}


class _Unit:
    """The links of one unit: what is stored, what the rows contribute, what that ends."""

    def __init__(
        self,
        draft: Draft,
        unit: UnitDraft,
        tenures: list[TenureDraft],
        stored: list[LeaderLink],
        others_hold_posts: bool,
    ) -> None:
        self.draft, self.unit, self.others_hold_posts = draft, unit, others_hold_posts
        self.tenures = tenures
        self.links: dict[str, list[LeaderLink]] = defaultdict(list)
        self.people: dict[str, Person] = {}
        for link in stored:
            self.people[link.leader.staff_no] = link.leader
            self.links[link.leader.staff_no].append(link)
        for tenure in tenures:
            if tenure.leader is not None:
                self.people[tenure.leader.model.staff_no] = tenure.leader.model

    def settle(self) -> None:
        """Add what the rows state, end what they replace."""
        stated: dict[str, Spans] = defaultdict(list)
        replacing: Spans = []
        for tenure in self.tenures:
            leader = tenure.leader.model.staff_no if tenure.leader else ""
            spans = self._contribution(tenure, self._stored(leader))
            stated[leader] = union([*stated[leader], *spans])
            if not tenure.post.is_new:
                replacing += difference(spans, self._stored(leader))
        if self._cannot_tell_who_is_replaced(stated):
            replacing = []
        for number, person in self.people.items():
            before = self._stored(number, LinkKind.LINKED)
            kept = difference(before, difference(replacing, stated[number]))
            in_charge = self._stored(number, LinkKind.IN_CHARGE)
            after = difference(union([*kept, *stated[number]]), in_charge)
            if after != before:
                links = [link for link in self.links[number] if link.kind == LinkKind.LINKED]
                self.draft.links.append(LinkDraft(self.unit, person, links, after))

    def _contribution(self, tenure: TenureDraft, before: Spans) -> Spans:
        """The days for which a row names its leader: all of a tenure that is new or named the leader already, else from the day on."""
        if tenure.stored is None or not difference([Span.of(tenure.stored.during)], before):
            return [tenure.span]
        from_now_on = Span(self.draft.on, FOREVER)
        return intersection([tenure.span], [*before, from_now_on])

    def _cannot_tell_who_is_replaced(self, stated: dict[str, Spans]) -> bool:
        """Whether several leaders not named by the file are linked while people outside the file hold posts of the unit."""
        today = Span(self.draft.on, FOREVER)
        unnamed = [
            number
            for number in self.links
            if number not in stated and intersection(self._stored(number, LinkKind.LINKED), [today])
        ]
        return self.others_hold_posts and len(unnamed) > 1

    def _stored(self, number: str, kind: LinkKind | None = None) -> Spans:
        links: Iterable[LeaderLink] = self.links.get(number, [])
        return union(Span.of(link.during) for link in links if kind is None or link.kind == kind)
