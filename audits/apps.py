from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Audits of heads and handovers."""

    name = "audits"
    verbose_name = "经济责任审计和离任交接"
