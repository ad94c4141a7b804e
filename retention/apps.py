from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """How long things are kept, what stops their deletion, what was deleted; and a person's copy of what is kept about them."""

    name = "retention"
    verbose_name = "保存期限和个人信息"

    def ready(self) -> None:
        """Tell what waits; make copies for whoever asks; give titles to what is done."""
        from core import jobs
        from core.ledger import titles
        from retention import actions
        from retention.presenters.waiting import waiting as parts
        from retention.services.copies import KIND, make_copy
        from supervision.presenters import waiting

        titles.register(actions.ACTIONS)
        waiting.register(parts)
        jobs.register(KIND, make_copy)
