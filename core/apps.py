"""The engines, and the administration site."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core import checks
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Engines without domain words."""

    default = True
    name = "core"
    verbose_name = "系统"

    def ready(self) -> None:
        """Watch the tasks; have evidence and rows follow every migration; tell every connection who reads; look at the secrets where it is deployed."""
        import_module("core.observing.tasks")
        post_migrate.connect(
            import_module("core.evidence.triggers").install, sender=self, dispatch_uid="evidence"
        )
        post_migrate.connect(import_module("core.rows.installing").install, sender=self, dispatch_uid="rows")
        connection_created.connect(
            import_module("core.rows.reading").tell_new_connection, dispatch_uid="reader"
        )
        checks.register(import_module("core.weak_secrets").weak_secrets, checks.Tags.security, deploy=True)


class AdministrationConfig(admin.AdminConfig):
    """The administration pages on the product's own site."""

    default = False
    default_site = "core.site.AdministrationSite"
