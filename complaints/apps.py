from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """What citizens report."""

    name = "complaints"
    verbose_name = "检举控告"

    def ready(self) -> None:
        """Say what waits, of what heads were cleared, and who handles reports; give titles to what is done."""
        from accounts.policies import register_handling
        from complaints import actions
        from complaints.policies import handles_reports
        from complaints.policies.rows import ROWS
        from complaints.presenters.chapters import CLARIFICATIONS
        from complaints.presenters.waiting import waiting as of_complaints
        from core.ledger import titles
        from core.rows.declared import register
        from supervision.presenters import waiting
        from supervision.selectors import timeline

        titles.register(actions.ACTIONS)
        register("complaints", ROWS)
        waiting.register(of_complaints)
        timeline.register(CLARIFICATIONS)
        register_handling(handles_reports)
