"""What a decision that caused a loss shows: the loss, the case over it (C11)."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from decisions.models import AccountabilityCase, Loss, Matter
from decisions.policies import losable_matters, visible_cases


@dataclass(frozen=True, slots=True)
class Traced:
    """A matter's loss and case, as far as the user may see them, and whether a loss may be recorded."""

    loss: Loss | None
    case: AccountabilityCase | None
    may_record: bool

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        return self.loss is not None or self.may_record


def traced_loss(user: User, matter: Matter, on: date) -> Traced:
    """What `user` may see and do about a loss that `matter` caused."""
    return Traced(
        loss=Loss.objects.filter(matter=matter).first(),
        case=visible_cases(user, on).filter(matter=matter).first(),
        may_record=losable_matters(user, on).filter(pk=matter.pk).exists(),
    )
