from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Collective decisions."""

    name = "decisions"
    verbose_name = "集体决策"

    def ready(self) -> None:
        """Offer the import of decisions, what waits, where findings lead, and how the power is exercised; give titles to what is done."""
        from core import jobs
        from core.importing.background import importing
        from core.ledger import titles
        from decisions import actions
        from decisions.presenters.chapters import ACCOUNTABILITY
        from decisions.presenters.imports import DECISIONS as IMPORTED
        from decisions.presenters.sources import find, find_bylaws, find_minutes
        from decisions.presenters.waiting import waiting as parts
        from decisions.selectors.checking import BYLAWS_OF, MINUTES_OF, SOURCE
        from decisions.selectors.exercised import DECISIONS
        from decisions.services.importing.files import import_decision_file
        from organisation.presenters import imports
        from supervision.presenters import sources, waiting
        from supervision.selectors import powers, timeline

        titles.register(actions.ACTIONS)
        jobs.register(IMPORTED.kind, importing(import_decision_file))
        imports.register(IMPORTED)
        sources.register(SOURCE, find)
        sources.register(BYLAWS_OF, find_bylaws)
        sources.register(MINUTES_OF, find_minutes)
        waiting.register(parts)
        powers.register(DECISIONS)
        timeline.register(ACCOUNTABILITY)
