"""Major matters that citizens report (群众反映的重大问题, C24): before which county leaders they are put, and by when each has to say something."""

from dataclasses import dataclass

from rulebook.establishment import Function
from rulebook.types import LOCAL_DEFAULT, Limit

DEPUTY = "副"


@dataclass(frozen=True, slots=True)
class LeaderRule:
    """A county leader (县领导): of the body with `function`, on a post whose title has `word` in it."""

    function: Function
    word: str

    def holds(self, function: str, title: str) -> bool:
        """Whether a post of this title is the one; a deputy's only where the rule names a deputy."""
        return (
            function == self.function and self.word in title and (DEPUTY in self.word or DEPUTY not in title)
        )


# In this order, as many as LEADERS_NAMED says; who is concerned or related is passed over, and the next one takes the place.
LEADERS: tuple[LeaderRule, ...] = (
    LeaderRule(Function.COUNTY_COMMITTEE, "书记"),
    LeaderRule(Function.DISCIPLINE, "书记"),
    LeaderRule(Function.COUNTY_GOVERNMENT, "县长"),
    LeaderRule(Function.COUNTY_COMMITTEE, "副书记"),
)

LEADERS_NAMED = Limit(
    "major-leaders", "L61", "重大问题呈报的县领导人数（县委书记、县纪委书记，须回避的依次顺延）", 2, "人", LOCAL_DEFAULT, at_least=1,
    at_most=3,
)  # fmt: skip
ESCALATED_DAYS = Limit(
    "major-escalated-days", "L62", "定为重大问题后呈报县领导的期限", 3, "个工作日", LOCAL_DEFAULT, at_least=1, at_most=5
)  # fmt: skip
INSTRUCTION_DAYS = Limit(
    "major-instruction-days", "L63", "县领导收到呈报后批示的期限", 5, "个工作日", LOCAL_DEFAULT, at_least=1, at_most=10
)  # fmt: skip
REPEATED_DAYS = Limit(
    "major-repeated-days", "L64", "没有批示或者逾期没有结论的，再次呈报的间隔", 10, "天", LOCAL_DEFAULT, at_least=7, at_most=30
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (LEADERS_NAMED, ESCALATED_DAYS, INSTRUCTION_DAYS, REPEATED_DAYS)
