"""Logging in and out, what one logs in with, where one is logged in, letting others in again, giving roles, the log, the language of the interface."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from accounts.views import Login, PasswordChange, changes, factors, log, oidc, recoveries, second, sessions

ASKED_AND_SENT = ["get", "head", "post"]

urlpatterns = [
    path("login/", Login.as_view(http_method_names=ASKED_AND_SENT), name="login"),
    path("login/second/", second.second, name="login-second"),
    path("login/oidc/", oidc.start, name="login-oidc"),
    path("login/oidc/back/", oidc.back, name="login-oidc-back"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "account/password/", PasswordChange.as_view(http_method_names=ASKED_AND_SENT), name="password-change"
    ),
    path("account/security/", factors.security, name="account-security"),
    path("account/security/app/", factors.app, name="account-app"),
    path("account/security/passkey/", factors.passkey, name="account-passkey"),
    path("account/security/codes/", factors.codes, name="account-codes"),
    path("account/security/<int:pk>/remove/", factors.remove, name="account-factor-remove"),
    path("account/sessions/", sessions.session_list, name="account-sessions"),
    path("account/sessions/<int:pk>/end/", sessions.session_end, name="session-end"),
    path("account/sessions/end/", sessions.sessions_end, name="sessions-end"),
    path("account/sessions/left/", sessions.session_left, name="session-left"),
    path("accounts/recoveries/", recoveries.recovery_list, name="recovery-list"),
    path("accounts/recoveries/new/", recoveries.recovery_new, name="recovery-new"),
    path("accounts/recoveries/<int:pk>/answer/", recoveries.recovery_answer, name="recovery-answer"),
    path("accounts/roles/", changes.role_list, name="role-list"),
    path("accounts/roles/<int:pk>/end/", changes.role_end, name="role-end"),
    path("accounts/roles/changes/", changes.change_list, name="role-change-list"),
    path("accounts/roles/changes/new/", changes.change_new, name="role-change-new"),
    path("accounts/roles/changes/<int:pk>/", changes.change, name="role-change"),
    path("accounts/roles/changes/<int:pk>/answer/", changes.change_answer, name="role-change-answer"),
    path("log/<slug:key>/", log.log, name="log"),
    path("log/<slug:key>/export/", log.log_export, name="log-export"),
    path("language/", login_not_required(set_language), name="set_language"),
]
