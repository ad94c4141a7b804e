from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Collective decisions."""

    name = "decisions"
    verbose_name = "集体决策"

    def ready(self) -> None:
        """Offer what waits, where findings lead, and how the power is exercised."""
        from decisions.presenters.sources import find, find_bylaws
        from decisions.presenters.waiting import waiting as parts
        from decisions.selectors.checking import BYLAWS_OF, SOURCE
        from decisions.selectors.exercised import DECISIONS
        from supervision.presenters import sources, waiting
        from supervision.selectors import powers

        sources.register(SOURCE, find)
        sources.register(BYLAWS_OF, find_bylaws)
        waiting.register(parts)
        powers.register(DECISIONS)
