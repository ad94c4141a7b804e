"""The administration site: the stock one, in the county's words and in the order of the work."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

ORDER = ("organisation", "accounts", "supervision", "integrity", "decisions", "complaints", "core")


class AdministrationSite(admin.AdminSite):
    """基础数据管理."""

    site_title = _("一把手监督")
    site_header = _("一把手监督 · 基础数据管理")
    index_title = _("基础数据")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever holds a role that works here today; one that ran out lets nobody in any more."""
        apps = {model._meta.app_label for model in self._registry}
        return super().has_permission(request) and any(request.user.has_module_perms(app) for app in apps)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the one log-in there is, where passwords are not all that is asked."""
        return redirect_to_login(request.GET.get("next", reverse("admin:index")), reverse("login"))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """To the one page on which a password is changed."""
        return redirect("password-change")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Apps in the order of the work, their tables in the order they were registered."""
        apps: list[dict[str, Any]] = super().get_app_list(request, app_label)
        tables = [*self._registry]
        for app in apps:
            app["models"].sort(key=lambda table: tables.index(table["model"]))
        return sorted(
            apps, key=lambda app: ORDER.index(app["app_label"]) if app["app_label"] in ORDER else len(ORDER)
        )
