from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """The year-end appraisal of heads."""

    name = "appraisals"
    verbose_name = "年终双述双评"
