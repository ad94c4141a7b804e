from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Building projects."""

    name = "projects"
    verbose_name = "工程项目"
