from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Mandates in force and the calendar of duties."""

    name = "supervision"
    verbose_name = "监督与履职日历"

    def ready(self) -> None:
        """Offer the import of divisions, what waits, where findings lead, and chapters of the integrity file; give titles to what is done."""
        from core import jobs
        from core.importing.background import importing
        from core.ledger import titles
        from core.rows.declared import register
        from organisation.presenters import imports
        from supervision import actions
        from supervision.policies.readers import READERS
        from supervision.presenters import chapters, division, exceptions, sources, waiting
        from supervision.presenters.imports import DIVISION
        from supervision.selectors import timeline
        from supervision.services.division import SOURCE, import_division

        titles.register(actions.ACTIONS)
        register("supervision", READERS)
        jobs.register(DIVISION.kind, importing(import_division))
        imports.register(DIVISION)
        sources.register(SOURCE, division.find)
        waiting.register(exceptions.waiting)
        timeline.register(chapters.POSTS)
        timeline.register(chapters.FINDINGS)
