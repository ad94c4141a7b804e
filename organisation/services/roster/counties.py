"""In which county each row's unit lies."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from core.importing import Row
from organisation.choices import DivisionLevel
from organisation.models import Division, Unit
from organisation.services.divisions import load_divisions
from organisation.services.roster.columns import DIVISION, PARENT, UNIT
from organisation.services.roster.drafts import Draft, UnitKey

USABLE = (DivisionLevel.COUNTY, DivisionLevel.TOWN)


def unit_keys(draft: Draft) -> dict[int, UnitKey]:
    """Return the unit of each row that names one: the county of its division code, else of its parent, else of the file."""
    _check_divisions(draft)
    return _Counties(draft).by_row()


def _check_divisions(draft: Draft) -> None:
    """Refuse codes nobody knows."""
    codes = {row[DIVISION] for row in draft.rows if row[DIVISION]}
    known = known_divisions(codes | {settings.COUNTY_CODE})
    for row in draft.rows:
        if row[DIVISION] and row[DIVISION] not in known:
            draft.refuse(row, DIVISION, _("没有代码为“%(code)s”的县或乡镇") % {"code": row[DIVISION]})


def known_divisions(codes: Iterable[str]) -> set[str]:
    """Return which of `codes` are counties or towns; what is not stored yet is fetched from the delivered data."""
    wanted = set(codes)
    stored = Division.objects.filter(pk__in=wanted, level__in=USABLE).values_list("pk", flat=True)
    known = set(stored)
    if missing := {code[:6] for code in wanted - known}:
        load_divisions(counties=missing)
        known = set(stored.all())
    return known


class _Counties:
    """Resolves names to counties, each name once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.named: dict[str, list[Row]] = defaultdict(list)
        self.coded: dict[str, set[str]] = defaultdict(set)
        for row in draft.rows:
            if row[UNIT]:
                self.named[row[UNIT]].append(row)
                if row[DIVISION]:
                    self.coded[row[UNIT]].add(row[DIVISION][:6])
        parents = {row[PARENT] for row in draft.rows if row[PARENT]} - self.named.keys()
        self.outside: dict[str, set[str]] = defaultdict(set)
        for name, county in Unit.objects.filter(name__in=parents).values_list("name", "county_id"):
            self.outside[name].add(county)
        self.default = self._default()
        self.found: dict[str, str] = {}

    def _default(self) -> str:
        """The one county the file names by code, else the one county where its units are stored, else the installation's."""
        counties = set().union(*self.coded.values())
        if not counties:
            stored = Unit.objects.filter(name__in=self.named).order_by()
            counties = set(stored.values_list("county_id", flat=True).distinct()[:2])
        only: str = counties.pop() if len(counties) == 1 else settings.COUNTY_CODE
        return only

    def by_row(self) -> dict[int, UnitKey]:
        """The unit of each row; a row without a code whose name several counties have is an error."""
        keys: dict[int, UnitKey] = {}
        for name, rows in self.named.items():
            for row in rows:
                if row[DIVISION]:
                    keys[row.number] = UnitKey(row[DIVISION][:6], name)
                elif len(self.coded[name]) > 1:
                    self.draft.refuse(
                        row, DIVISION, _("多个县都有“%(name)s”，请填写行政区划代码") % {"name": name}
                    )
                else:
                    keys[row.number] = UnitKey(self._county(name), name)
        return keys

    def _county(self, name: str) -> str:
        """The county of a name: by its own code, its chain of parents, or the file's."""
        seen: list[str] = []
        current: str | None = name
        county = self.default
        while current is not None and current not in seen:
            seen.append(current)
            if current in self.found:
                county = self.found[current]
                break
            counties = self.coded.get(current) or self.outside.get(current) or set()
            if counties:
                county = self.default if self.default in counties else min(counties)
                if len(counties) == 1:
                    county = next(iter(counties))
                break
            current = next((row[PARENT] for row in self.named.get(current, []) if row[PARENT]), None)
        self.found.update(dict.fromkeys(seen, county))
        return county
