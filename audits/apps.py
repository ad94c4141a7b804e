from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Audits of heads and handovers."""

    name = "audits"
    verbose_name = "经济责任审计和离任交接"

    def ready(self) -> None:
        """Offer the import of earlier audits, what is known of a post when it is left, what audits concluded, what waits, where findings lead; give titles to what is done."""
        from audits import actions
        from audits.presenters import chapters, handover_waiting, handovers
        from audits.presenters.imports import AUDITS as IMPORTED
        from audits.presenters.sources import find_member
        from audits.presenters.sources_stages import find_audit, find_issue
        from audits.presenters.waiting import waiting as parts
        from audits.presenters.waiting_stages import waiting as stages
        from audits.selectors.checking import MEMBERS
        from audits.selectors.conclusions import SOURCE as CONCLUSIONS
        from audits.selectors.handovers import known, registry
        from audits.selectors.signs import SIGNS
        from audits.selectors.stages import AUDITS, ISSUES, OF_UNITS
        from audits.services.handovers.opening import follow_leavings
        from audits.services.importing import import_audits
        from audits.services.stages import checking
        from core import jobs, rechecks
        from core.importing.background import importing
        from core.ledger import titles
        from integrity.selectors import origins
        from organisation.presenters import imports
        from organisation.services import leavings
        from supervision.presenters import sources, waiting
        from supervision.selectors import consulted, timeline

        titles.register(actions.ACTIONS)
        for provider in known.PROVIDERS:
            registry.register(provider)
        leavings.register(follow_leavings)
        jobs.register(IMPORTED.kind, importing(import_audits))
        imports.register(IMPORTED)
        rechecks.register(checking.OF_COUNTY, checking.check_stages_of)
        consulted.register(CONCLUSIONS)
        sources.register(MEMBERS, find_member)
        sources.register(known.SOURCE, handovers.find_handover)
        waiting.register(parts)
        waiting.register(handover_waiting.waiting)
        sources.register(AUDITS, find_audit)
        sources.register(OF_UNITS, find_audit)
        sources.register(ISSUES, find_issue)
        waiting.register(stages)
        origins.register(SIGNS)
        timeline.register(chapters.AUDITS)
        timeline.register(chapters.HANDOVERS)
