"""Logging in, pages of one's own account, and how other systems are let in."""

from accounts.views.login import Login
from accounts.views.machines import for_machines
from accounts.views.password import PasswordChange

__all__ = ["Login", "PasswordChange", "for_machines"]
