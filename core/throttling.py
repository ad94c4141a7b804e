"""How often something may be done in a while, counted for all processes together in the cache."""

from django.core.cache import cache

from core.clock import now


def within(key: str, *, most: int, seconds: int) -> bool:
    """Count one more use of `key`; whether there were at most `most` of them in the running stretch of `seconds`."""
    stretch = int(now().timestamp()) // seconds
    name = f"within:{key}:{stretch}"
    cache.add(name, 0, 2 * seconds)
    try:
        return int(cache.incr(name)) <= most
    except ValueError:  # the cache was emptied in between
        return True
