from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """Duty reports, reminder talks and integrity forums."""

    name = "integrity"
    verbose_name = "履职与廉政"

    def ready(self) -> None:
        """Offer the import of past records, what waits, and where findings lead."""
        from core import jobs
        from core.importing.background import importing
        from integrity.presenters import responsibilities
        from integrity.presenters import sources as leads
        from integrity.presenters.records import PAST_RECORDS
        from integrity.presenters.waiting import waiting as parts
        from integrity.selectors import declarations, gifts, incidents, lists
        from integrity.services.past_records import import_records
        from organisation.presenters import imports
        from supervision.presenters import sources, waiting

        jobs.register(PAST_RECORDS.kind, importing(import_records))
        imports.register(PAST_RECORDS)
        waiting.register(parts)
        waiting.register(responsibilities.waiting)
        sources.register(lists.SOURCE, leads.list_of)
        sources.register(incidents.SOURCE, leads.incident_of)
        sources.register(gifts.SOURCE, leads.gift_of)
        sources.register(declarations.SOURCE, leads.declaration_of)
        sources.register(declarations.YEARLY, leads.yearly_of)
