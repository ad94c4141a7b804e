"""Somebody of the demo county who lost the password: proposed by one administrator, waiting for the other."""

from datetime import date

from accounts.choices import RecoveryScope
from accounts.services.recoveries import propose
from desk.demo.people import Cast


def tell(cast: Cast, today: date) -> None:
    """Propose it; until the other confirms, the log-in goes on as printed."""
    reason = "本人持工作证到县信息中心提出，已与单位办公室电话核实"
    propose(username="caiwu", scope=RecoveryScope.PASSWORD, reason=reason, by=cast.logins["admin"], on=today)
