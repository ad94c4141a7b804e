"""What is found in stored purchases: the same signs as in releases, and what only the product knows."""

from finance.checks.answering import answering
from finance.checks.findings import Judged, found_in, loaded
from finance.checks.releases import StoredReleases

__all__ = ["Judged", "StoredReleases", "answering", "found_in", "loaded"]
