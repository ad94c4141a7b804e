from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Building projects."""

    name = "projects"
    verbose_name = "工程项目"

    def ready(self) -> None:
        """Offer what waits, and where findings lead."""
        from projects.presenters.sources import find_match, find_project
        from projects.presenters.waiting import waiting as parts
        from projects.selectors.checking import MATCHES, SOURCE
        from supervision.presenters import sources, waiting

        sources.register(SOURCE, find_project)
        sources.register(MATCHES, find_match)
        waiting.register(parts)
