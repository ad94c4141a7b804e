"""Finding the row of a bidder or supplier, or making it."""

from collections.abc import Iterable

from core.writing import create_with_history
from finance.models import Supplier
from finance.procedure.parties import Known


def suppliers_of(county: str, wanted: Iterable[Known]) -> dict[str, Supplier]:
    """The rows of `wanted` in a county, by key, made where they are new; two queries for any number that is known.

    One that was known by its name is found by it again where its code is told for the first time.
    """
    by_key = {one.key: one for one in wanted}
    found = {row.key: row for row in Supplier.objects.filter(county=county, key__in=by_key)}
    missing = [one for key, one in by_key.items() if key not in found]
    named = {one.name: one for one in missing if one.credit_code}
    for row in Supplier.objects.filter(county=county, key__in=named, credit_code=""):
        row.credit_code = row.key = named[row.key].credit_code
        row.save()
        found[row.key] = row
    new = [
        Supplier(county_id=county, name=one.name, credit_code=one.credit_code, key=one.key)
        for one in missing
        if one.key not in found
    ]
    for row in new:
        row.derive()
    create_with_history(new, by=None)
    return found | {row.key: row for row in new}
