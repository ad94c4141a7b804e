from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """Duty reports, reminder talks and integrity forums."""

    name = "integrity"
    verbose_name = "履职与廉政"

    def ready(self) -> None:
        """Offer the import of past records, what waits, where findings lead, how the power is exercised, what heads are asked because of; give titles to what is done."""
        from core import jobs
        from core.importing.background import importing
        from core.ledger import titles
        from integrity import actions
        from integrity.presenters import inquiries_waiting, responsibilities
        from integrity.presenters import sources as leads
        from integrity.presenters.chapters import CHAPTERS
        from integrity.presenters.chapters_declared import DECLARED
        from integrity.presenters.file_consulted import SOURCE as FILE
        from integrity.presenters.files_waiting import waiting as files
        from integrity.presenters.records import PAST_RECORDS
        from integrity.presenters.waiting import waiting as parts
        from integrity.selectors import declarations, exercised, incidents, inquiries, origins
        from integrity.services.past_records import import_records
        from organisation.presenters import imports
        from supervision.presenters import sources, waiting
        from supervision.selectors import consulted, powers, timeline

        titles.register(actions.ACTIONS)
        jobs.register(PAST_RECORDS.kind, importing(import_records))
        imports.register(PAST_RECORDS)
        waiting.register(parts)
        waiting.register(responsibilities.waiting)
        sources.register(exercised.LISTS.source, leads.list_of)
        sources.register(incidents.SOURCE, leads.incident_of)
        sources.register(exercised.GIFTS.source, leads.gift_of)
        sources.register(declarations.SOURCE, leads.declaration_of)
        sources.register(declarations.YEARLY, leads.yearly_of)
        powers.register(exercised.LISTS)
        powers.register(exercised.GIFTS)
        waiting.register(inquiries_waiting.waiting)
        sources.register(inquiries.SOURCE, inquiries_waiting.inquiry_of)
        sources.register(inquiries.OF_BODY, inquiries_waiting.inquiry_of)
        origins.register(origins.FINDING)
        waiting.register(files)
        consulted.register(FILE)
        for chapter in (*CHAPTERS, *DECLARED):
            timeline.register(chapter)
