from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Collective decisions."""

    name = "decisions"
    verbose_name = "集体决策"
