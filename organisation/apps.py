from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Who was where, from when to when."""

    name = "organisation"
    verbose_name = "机构与人员"
