"""R025, R038 and R048: buyers and tenderers that stand out from all others of the file. Kept are two numbers an organisation."""

from collections.abc import Mapping

from finance.procedure.flags.facts import (
    ACTIVE,
    DISQUALIFIED,
    VALID,
    all_bids,
    ids,
    only_supplier,
    sole_id,
    submitted_bids,
)
from finance.procedure.flags.form import Release
from finance.procedure.flags.results import Put
from finance.procedure.flags.settings import Disqualified, TopTenderers, Variety
from finance.procedure.flags.whole.fences import fences, quantile
from rulebook.procedures.procurement import Group


class Tally(dict[str, list[int]]):
    """By organisation: how many of how many."""

    def count(self, name: str, part: int, whole: int) -> None:
        """Add `part` of `whole`."""
        kept = self.get(name)
        if kept is None:
            self[name] = [part, whole]
        else:
            kept[0] += part
            kept[1] += whole

    def ratios(self, least: int) -> dict[str, float]:
        """The shares of those with at least `least` in all."""
        return {name: part / whole for name, (part, whole) in self.items() if whole >= least}


class UnsuccessfulBids:
    """R025: a tenderer that bids often and wins seldom (陪标)."""

    def __init__(self, rule: TopTenderers) -> None:
        self._rule, self._won = rule, Tally()

    def note(self, _line: int, release: Release) -> None:
        """First pass: each tenderer once a release, however often it bid."""
        winner = only_supplier(release)
        if winner is None:
            return
        tenderers = {sole_id(bid.tenderers) for bid in all_bids(release) or () if bid.status == VALID}
        for tenderer in tenderers:
            if tenderer is not None:
                self._won.count(tenderer, int(tenderer == winner), 1)

    def settle(self, put: Put) -> None:
        """Between the passes: flag."""
        numbers = sorted(float(whole) for _part, whole in self._won.values())
        often = quantile(numbers, self._rule.percentile / 100)
        ratios = self._won.ratios(least=1)
        lower = self._rule.threshold
        if lower is None:
            found = fences(ratios.values())
            lower = found.lower if found.q1 > 0 else 0.0
        if not lower > 0:  # three quarters never win: nobody stands out
            return
        for name, ratio in ratios.items():
            if self._won[name][1] >= often and ratio <= lower:
                put(Group.TENDERER, name, "R025", ratio)


class DisqualifiedBids:
    """R038: a buyer, procuring entity or tenderer with a high share of disqualified bids."""

    def __init__(self, rule: Disqualified) -> None:
        self._rule = rule
        self._tenderers, self._buyers, self._entities = Tally(), Tally(), Tally()

    def note(self, _line: int, release: Release) -> None:
        """First pass."""
        submitted = submitted_bids(release)
        if not submitted:
            return
        out = 0
        for bid in submitted:
            is_out = int(bid.status == DISQUALIFIED)
            out += is_out
            for tenderer in ids(bid.tenderers):
                self._tenderers.count(tenderer, is_out, 1)
        entity = release.tender.entity if release.tender is not None else None
        for organisation, tally in ((release.buyer, self._buyers), (entity, self._entities)):
            if organisation is not None and isinstance(organisation.id, str):
                tally.count(organisation.id, out, len(submitted))

    def settle(self, put: Put) -> None:
        """Between the passes: flag. The least number of processes is held against submitted bids, as OCDS Cardinal does."""
        rule = self._rule
        self._flag(Group.BUYER, self._buyers.ratios(rule.minimum_contracting_processes), put)
        self._flag(Group.PROCURING_ENTITY, self._entities.ratios(rule.minimum_contracting_processes), put)
        self._flag(Group.TENDERER, self._tenderers.ratios(rule.minimum_submitted_bids), put)

    def _flag(self, group: Group, ratios: Mapping[str, float], put: Put) -> None:
        threshold = self._rule.threshold
        upper = fences(ratios.values()).upper if threshold is None else threshold
        if not upper > 0:  # three quarters have none disqualified: nobody stands out
            return
        for name, ratio in ratios.items():
            if ratio >= upper:
                put(group, name, "R038", ratio)


class SupplierVariety:
    """R048: a supplier of very different things."""

    def __init__(self, rule: Variety) -> None:
        self._rule = rule
        self._processes: dict[str, int] = {}
        self._levels: dict[str, set[str]] = {}

    def note(self, _line: int, release: Release) -> None:
        """First pass."""
        seen: set[str] = set()
        for award in release.awards or ():
            supplier = sole_id(award.suppliers) if award.status == ACTIVE else None
            if supplier is None:
                continue
            for item in award.items or ():
                code = item.classification.id if item.classification is not None else None
                if isinstance(code, str):
                    seen.add(supplier)
                    self._levels.setdefault(supplier, set()).add(code[: self._rule.digits])
        for supplier in seen:
            self._processes[supplier] = self._processes.get(supplier, 0) + 1

    def settle(self, put: Put) -> None:
        """Between the passes: flag."""
        rule = self._rule
        varieties = {
            supplier: float(len(self._levels[supplier]))
            for supplier, processes in self._processes.items()
            if processes >= rule.minimum_contracting_processes
        }
        upper = float(rule.threshold) if rule.threshold is not None else fences(varieties.values()).upper
        for supplier, variety in varieties.items():
            if variety >= upper:
                put(Group.TENDERER, supplier, "R048", variety)
