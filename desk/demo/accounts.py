"""What the security administrator of the demo county proposed, and the second person has not confirmed: somebody who lost the password, a role."""

from datetime import date

from accounts.choices import RecoveryScope
from accounts.services.changes import propose_role
from accounts.services.recoveries import propose
from desk.demo.people import Cast
from organisation.models import Unit
from rulebook.roles import Role


def tell(cast: Cast, today: date) -> None:
    """Propose both; there is one security administrator, so that the head of the discipline body confirms (L83)."""
    by = cast.logins["anquan"]
    reason = "本人持工作证到县信息中心提出，已与单位办公室电话核实"
    propose(username="caiwu", scope=RecoveryScope.PASSWORD, reason=reason, by=by, on=today)
    propose_role(
        user=cast.logins["xianweiban"], role=Role.OVERSEER, body=Unit.objects.get(name="县委办公室"),
        reason="县委督查室主任分工调整，负责全县履职督查", by=by, on=today, since=today, until=None,
    )  # fmt: skip
