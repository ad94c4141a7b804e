"""What is found in stored purchases: the same signs as in releases, and what only the product knows."""

from finance.checks.answering import answering
from finance.checks.findings import Judged, found_in
from finance.checks.releases import loaded, release_of, releases

__all__ = ["Judged", "answering", "found_in", "loaded", "release_of", "releases"]
