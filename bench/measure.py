"""Timing two ways of doing one thing in turns, so that a noisy machine disturbs both alike."""

import resource
import time
from collections.abc import Callable
from statistics import median


def paired(
    ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int, before: Callable[[], None]
) -> str:
    """Run both `rounds` times in turn, `before` each; return a line of medians in milliseconds and their ratio."""
    seconds: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(rounds):
        for name, work in (("theirs", theirs), ("ours", ours)):
            before()
            started = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - started)
    mine, hand = median(seconds["ours"]), median(seconds["theirs"])
    return f"{hand * 1000:10.1f} ms by hand {mine * 1000:10.1f} ms ours   ratio {mine / hand:5.2f}"


def middle(work: Callable[[], object], rounds: int) -> float:
    """The median of `rounds` runs, in milliseconds."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return median(seconds) * 1000


def peak_memory() -> float:
    """Peak memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
