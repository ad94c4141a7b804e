"""The administration site: the stock one, in the county's words and in the order of the work."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

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

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Apps in the order of the work, their tables in the order they were registered."""
        apps: list[dict[str, Any]] = super().get_app_list(request, app_label)
        tables = [*self._registry]
        for app in apps:
            app["models"].sort(key=lambda table: tables.index(table["model"]))
        return sorted(
            apps, key=lambda app: ORDER.index(app["app_label"]) if app["app_label"] in ORDER else len(ORDER)
        )
