"""What members say where the files give them no words of their own, and who of them does what at which item. Invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from decisions.choices import View, Vote
from decisions.selectors.meetings import ProposedSeat
from desk.demo.decisions.timeline import rows
from rulebook.procedures.decisions import MatterCategory

AGREED: dict[str, tuple[str, ...]] = {
    MatterCategory.POLICY: (
        "同意，执行中注意听取基层意见。",
        "同意，建议实行半年后评估一次。",
        "赞成，条文已经比较成熟。",
        "同意，印发前再核对与上级规定是否一致。",
        "同意，宣传解释要跟上。",
    ),
    MatterCategory.PROJECT: (
        "同意，严格按程序招标。",
        "同意，工期和安全要抓紧。",
        "赞成，建议加强过程监督和质量验收。",
        "同意，资金按进度拨付，不得超概算。",
        "同意，施工期间做好群众出行保障。",
    ),
    MatterCategory.PERSONNEL: (
        "同意，该同志业务熟悉、群众基础好。",
        "同意，程序规范，没有不良反映。",
        "赞成，任职后加强培养。",
        "同意，符合任职条件。",
    ),
    MatterCategory.FUNDS: (
        "同意，支出要凭据齐全。",
        "同意，资金使用情况按期公示。",
        "赞成，按政府采购规定办理。",
        "同意，建议结余资金收回统筹。",
        "同意，验收合格后再支付。",
    ),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One member at one item: there or not and why, withdrew and why, spoke in which place, opinion, words, votes by candidate."""

    seat: ProposedSeat
    absent: str = ""
    recused: str = ""
    spoke: int | None = None
    view: str = ""
    words: str = ""
    marks: tuple[str, ...] = ()
    named: bool = False

    @property
    def takes_part(self) -> bool:
        """Whether the member neither stayed away nor withdrew."""
        return not (self.absent or self.recused)

    def votes(self, questions: Sequence[int | None]) -> dict[int | None, str]:
        """The votes by question; one mark stands for all of them."""
        marks = self.marks * len(questions) if len(self.marks) == 1 else self.marks
        return dict(zip(questions, marks, strict=True))


def voices(meeting: str, matter: str, category: str, seats: Sequence[ProposedSeat]) -> list[Voice]:
    """What the members of `seats` did at an item, in the order of their seats; the head speaks last unless the files say otherwise."""
    written = {
        row["成员"]: row for row in rows("stances.csv") if (row["会议"], row["事项"]) == (meeting, matter)
    }
    draw = Random(f"{meeting} {matter}")  # noqa: S311
    words = draw.sample(AGREED[category], k=len(AGREED[category]))
    found: list[Voice] = []
    for place, seat in enumerate(seats):
        row = written.get(seat.name)
        if row is None:
            text = words[place % len(words)] if place % 3 or seat.is_head else ""
            found.append(
                Voice(
                    seat,
                    spoke=_place(place, seats),
                    view=View.AGREE.value,
                    words=text,
                    marks=(Vote.FOR.value,),
                )
            )
            continue
        said = row["次序"]
        found.append(
            Voice(
                seat, absent=row["到会"], recused=row["回避"], spoke=int(said) if said else _place(place, seats),
                view=row["意见"], words=row["发言"], marks=tuple(row["表决"].split("|")) if row["表决"] else (), named=True,
            )
        )  # fmt: skip
    return found


def _place(place: int, seats: Sequence[ProposedSeat]) -> int:
    """The place in the order of speaking: the head, who sits first, comes last."""
    return place or len(seats)
