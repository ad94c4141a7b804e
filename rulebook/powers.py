"""The six powers of a head (六项权力) that are supervised, and from how many like units on one may be compared with them."""

from rulebook.types import LOCAL_DEFAULT, Limit

POWERS: tuple[str, ...] = ("B1", "B2", "B3", "B4", "B5", "B6")

LEAST_LIKE = Limit(
    "least-like-units", "L37", "权力运行与同类单位比较，同类单位的最少数量", 5, "个单位", LOCAL_DEFAULT
)

LIMITS: tuple[Limit, ...] = (LEAST_LIKE,)
