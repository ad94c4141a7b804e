from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who logs in and what they may see."""

    name = "accounts"
    verbose_name = "用户与权限"

    def ready(self) -> None:
        """Say whose roster an account keeps; note where people log in and out."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from accounts.services import sessions
        from accounts.services.backend import counties_kept
        from organisation.policies import register_counties

        register_counties(counties_kept)
        user_logged_in.connect(
            lambda request, user, **_told: sessions.begin(request, user),
            weak=False,
            dispatch_uid="session-begins",
        )
        user_logged_out.connect(
            lambda request, **_told: sessions.logged_out(request), weak=False, dispatch_uid="session-ends"
        )
