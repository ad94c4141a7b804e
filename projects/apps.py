from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Building projects."""

    name = "projects"
    verbose_name = "工程项目"

    def ready(self) -> None:
        """Offer the import of projects, what waits, where findings lead, how the power is exercised, and judge what is paid; give titles to what is done."""
        from core import jobs, rechecks
        from core.importing.background import importing
        from core.ledger import titles
        from finance.presenters import paid_for
        from finance.services.funds import checking as funds
        from organisation.presenters import imports
        from projects import actions
        from projects.presenters.imports import PROJECTS as IMPORTED
        from projects.presenters.sources import find_match, find_project, page_of_part
        from projects.presenters.waiting import waiting as parts
        from projects.selectors.checking import MATCHES, SOURCE
        from projects.selectors.exercised import PROJECTS
        from projects.services import checking
        from projects.services.checking import recheck_paid
        from projects.services.importing import import_projects
        from supervision.presenters import sources, waiting
        from supervision.selectors import powers

        titles.register(actions.ACTIONS)
        jobs.register(IMPORTED.kind, importing(import_projects))
        imports.register(IMPORTED)
        rechecks.register(checking.OF_COUNTY, checking.check_projects_of)
        sources.register(SOURCE, find_project)
        sources.register(MATCHES, find_match)
        waiting.register(parts)
        powers.register(PROJECTS)
        funds.register(recheck_paid)
        paid_for.register(page_of_part)
