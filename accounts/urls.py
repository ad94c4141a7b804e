"""Logging in and out, the password, and the language of the interface."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from accounts.views import PasswordChange

ASKED_AND_SENT = ["get", "head", "post"]

urlpatterns = [
    path(
        "login/",
        auth.LoginView.as_view(template_name="accounts/login.html", http_method_names=ASKED_AND_SENT),
        name="login",
    ),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "account/password/", PasswordChange.as_view(http_method_names=ASKED_AND_SENT), name="password-change"
    ),
    path("language/", login_not_required(set_language), name="set_language"),
]
