from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """What citizens report, sealed."""

    name = "complaints"
    verbose_name = "检举控告"

    def ready(self) -> None:
        """Say what waits, and of what heads were cleared."""
        from complaints.presenters.chapters import CLARIFICATIONS
        from complaints.presenters.waiting import waiting as of_complaints
        from supervision.presenters import waiting
        from supervision.selectors import timeline

        waiting.register(of_complaints)
        timeline.register(CLARIFICATIONS)
