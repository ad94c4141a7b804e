from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Collective decisions."""

    name = "decisions"
    verbose_name = "集体决策"

    def ready(self) -> None:
        """Offer what waits, and where findings lead."""
        from decisions.presenters.sources import find
        from decisions.presenters.waiting import waiting as parts
        from decisions.selectors.checking import SOURCE
        from supervision.presenters import sources, waiting

        sources.register(SOURCE, find)
        waiting.register(parts)
