from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """What citizens report, sealed."""

    name = "complaints"
    verbose_name = "检举控告"

    def ready(self) -> None:
        """Say what waits, and who handles reports."""
        from accounts.policies import register_handling
        from complaints.policies import handles_reports
        from complaints.presenters.waiting import waiting as of_complaints
        from supervision.presenters import waiting

        waiting.register(of_complaints)
        register_handling(handles_reports)
