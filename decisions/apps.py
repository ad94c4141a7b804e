from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Collective decisions."""

    name = "decisions"
    verbose_name = "集体决策"

    def ready(self) -> None:
        """Offer what waits, where findings lead, and how the power is exercised."""
        from decisions.presenters.sources import find, find_bylaws, find_minutes
        from decisions.presenters.waiting import waiting as parts
        from decisions.selectors.checking import BYLAWS_OF, MINUTES_OF, SOURCE
        from decisions.selectors.exercised import DECISIONS
        from supervision.presenters import sources, waiting
        from supervision.selectors import powers

        sources.register(SOURCE, find)
        sources.register(BYLAWS_OF, find_bylaws)
        sources.register(MINUTES_OF, find_minutes)
        waiting.register(parts)
        powers.register(DECISIONS)
