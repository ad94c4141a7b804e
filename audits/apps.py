from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Audits of heads and handovers."""

    name = "audits"
    verbose_name = "经济责任审计和离任交接"

    def ready(self) -> None:
        """Offer what waits and where findings lead."""
        from audits.presenters.sources import find_member
        from audits.presenters.waiting import waiting as parts
        from audits.selectors.checking import MEMBERS
        from supervision.presenters import sources, waiting

        sources.register(MEMBERS, find_member)
        waiting.register(parts)
