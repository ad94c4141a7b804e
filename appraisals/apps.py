from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """The year-end appraisal of heads."""

    name = "appraisals"
    verbose_name = "年终双述双评"

    def ready(self) -> None:
        """Say who makes out slips."""
        from appraisals.services.slips import KIND, make_out
        from core import jobs

        jobs.register(KIND, make_out)
