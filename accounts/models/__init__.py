"""Users, the roles they were given and how, what they log in with, their sessions, and how they were let in again."""

from accounts.models.changes import RoleChange
from accounts.models.factors import Factor, FormerPassword, RecoveryCode
from accounts.models.recoveries import AccountRecovery
from accounts.models.sessions import LoginSession
from accounts.models.users import ApiKey, RoleHeld, User

__all__ = [
    "AccountRecovery",
    "ApiKey",
    "Factor",
    "FormerPassword",
    "LoginSession",
    "RecoveryCode",
    "RoleChange",
    "RoleHeld",
    "User",
]
