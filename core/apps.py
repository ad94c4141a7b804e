"""The engines, and the administration site."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class CoreConfig(AppConfig):
    """Engines without domain words."""

    default = True
    name = "core"
    verbose_name = "系统"

    def ready(self) -> None:
        """Watch the tasks."""
        import_module("core.observing.tasks")


class AdministrationConfig(admin.AdminConfig):
    """The administration pages on the product's own site."""

    default = False
    default_site = "core.site.AdministrationSite"
