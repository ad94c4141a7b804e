"""Pages of long lists, without counting millions of rows to show fifty."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 50
COUNTED = (
    10_000  # beyond this a list says "10,000+": nobody pages further, and counting on would cost seconds
)


class CappedPaginator(Paginator):
    """A paginator that stops counting at COUNTED rows; `is_capped` tells that there are more."""

    @cached_property
    def counted(self) -> int:
        """Number of rows, at most one more than COUNTED."""
        rows = self.object_list
        if isinstance(rows, QuerySet):
            return rows.order_by()[: COUNTED + 1].count()
        return len(rows)

    @cached_property
    def count(self) -> int:
        """Number of rows that can be paged to."""
        return min(self.counted, COUNTED)

    @property
    def is_capped(self) -> bool:
        """Whether the list goes on beyond what is counted."""
        return self.counted > COUNTED


def page_of(rows: Any, number: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """Return page `number` of `rows`; a number that is none, or lies outside, gives the first or the last page."""
    return CappedPaginator(rows, per_page).get_page(number)
