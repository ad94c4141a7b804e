from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """What citizens report, sealed."""

    name = "complaints"
    verbose_name = "检举控告"
