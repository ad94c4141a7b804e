"""Forms for users, the roles they are given, the keys that act for them, and of logging in."""

from accounts.forms.administration import KeyForm, KnownUserForm, NewUserForm
from accounts.forms.changes import (
    RoleAnswerForm,
    RoleChangeFilterForm,
    RoleChangeForm,
    RoleEndForm,
    RoleHeldFilterForm,
)
from accounts.forms.factors import AppForm, CodeForm, OwnPassword, PasskeyForm
from accounts.forms.log import LogForm
from accounts.forms.login import LoginForm, OwnPasswordForm
from accounts.forms.recoveries import RecoveryForm

__all__ = [
    "AppForm",
    "CodeForm",
    "KeyForm",
    "KnownUserForm",
    "LogForm",
    "LoginForm",
    "NewUserForm",
    "OwnPassword",
    "OwnPasswordForm",
    "PasskeyForm",
    "RecoveryForm",
    "RoleAnswerForm",
    "RoleChangeFilterForm",
    "RoleChangeForm",
    "RoleEndForm",
    "RoleHeldFilterForm",
]
