from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who logs in and what they may see."""

    name = "accounts"
    verbose_name = "用户与权限"

    def ready(self) -> None:
        """Say whose roster an account keeps, and who reads; note where people log in and out; give titles to what is done."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out
        from django.core import checks

        from accounts import actions
        from accounts.checks.superusers import superusers_left
        from accounts.policies.readers import READERS
        from accounts.services import sessions
        from accounts.services.backend import counties_kept, imports_cases, imports_roster
        from core.ledger import titles
        from core.rows.declared import register
        from organisation.policies import register_counties, register_imports

        titles.register(actions.ACTIONS)
        register("accounts", READERS)
        register_counties(counties_kept)
        register_imports(lambda user, of_cases: imports_cases(user) if of_cases else imports_roster(user))
        checks.register(superusers_left, checks.Tags.security, deploy=True)
        user_logged_in.connect(
            lambda request, user, **_told: sessions.begin(request, user),
            weak=False,
            dispatch_uid="session-begins",
        )
        user_logged_out.connect(
            lambda request, **_told: sessions.logged_out(request), weak=False, dispatch_uid="session-ends"
        )
