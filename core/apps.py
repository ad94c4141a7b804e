from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Engines without domain words."""

    name = "core"
    verbose_name = "系统"
