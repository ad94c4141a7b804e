from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Inspections by deputies."""

    name = "inspections"
    verbose_name = "“两代一委”视察"

    def ready(self) -> None:
        """Tell what waits, where findings lead, what heads may be asked because of; give titles to what is done."""
        from core.ledger import titles
        from inspections import actions
        from inspections.presenters.chapters import INSPECTIONS
        from inspections.presenters.waiting import inspection_of
        from inspections.presenters.waiting import waiting as parts
        from inspections.selectors.checking import SOURCE
        from inspections.selectors.signs import SIGNS
        from integrity.selectors import origins
        from supervision.presenters import sources, waiting
        from supervision.selectors import timeline

        titles.register(actions.ACTIONS)
        sources.register(SOURCE, inspection_of)
        waiting.register(parts)
        origins.register(SIGNS)
        timeline.register(INSPECTIONS)
