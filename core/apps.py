"""The engines, and the administration site."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Engines without domain words."""

    default = True
    name = "core"
    verbose_name = "系统"

    def ready(self) -> None:
        """Watch the tasks; have the evidence follow every migration."""
        import_module("core.observing.tasks")
        post_migrate.connect(
            import_module("core.evidence.triggers").install, sender=self, dispatch_uid="evidence"
        )


class AdministrationConfig(admin.AdminConfig):
    """The administration pages on the product's own site."""

    default = False
    default_site = "core.site.AdministrationSite"
