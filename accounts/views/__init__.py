"""Pages of one's own account, and how other systems are let in."""

from accounts.views.machines import for_machines
from accounts.views.password import PasswordChange

__all__ = ["PasswordChange", "for_machines"]
