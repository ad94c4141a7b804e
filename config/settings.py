"""All settings, for every place the product runs. What differs between places comes from the environment alone.

MODE=local (what bin/run and bin/manage set) allows plain http on this machine; MODE=production, the default, does not.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from accounts import limits
from config import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.text("MODE", default="production")
LOCAL = MODE in {"local", "test"}
DATA_DIR = Path(env.text("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()


def _limit(name: str, limit: limits.Limit) -> int:
    """A number of accounts/limits.py, as far as the environment may move it."""
    return env.between(name, default=limit.default, least=limit.least, most=limit.most)


DEBUG = False
SECRET_KEY = env.text(
    "SECRET_KEY",
    hint="Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
)
# What receipt codes are looked up by, beside the code itself: without it a copy of the database does not even allow guessing.
CODE_KEY = env.text(
    "CODE_KEY",
    default=SECRET_KEY if LOCAL else None,
    hint="Made like SECRET_KEY, kept apart from it, never changed: codes handed out before would open nothing any more.",
)
# What trying one passphrase, one code costs: operations and bytes of memory of Argon2id.
PASSPHRASE_COST = (3, 256 * 1024 * 1024)
CODE_COST = (2, 64 * 1024 * 1024)
# A ClamAV daemon to ask about what citizens send: host:port or the path of a socket; empty where there is none.
CLAMD = env.text("CLAMD", default="")
# The mailbox of the body that receives reports, read every ten minutes; nothing is read where IMAP_HOST is empty.
IMAP_HOST = env.text("IMAP_HOST", default="")
IMAP_PORT = env.number("IMAP_PORT", default=993)
IMAP_USER = env.text(
    "IMAP_USER", default=None if IMAP_HOST else "", hint="The log-in of the mailbox that IMAP_HOST keeps."
)
IMAP_PASSWORD = env.text(
    "IMAP_PASSWORD",
    default=None if IMAP_HOST else "",
    hint="The password, or the authorisation code, of the mailbox that IMAP_HOST keeps.",
)
IMAP_FOLDER = env.text("IMAP_FOLDER", default="INBOX")
# Where mail goes that was taken in; empty: it is deleted there, since it is kept sealed here.
IMAP_DONE_FOLDER = env.text("IMAP_DONE_FOLDER", default="")
IMAP_TLS = env.flag("IMAP_TLS", default=True)
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS",
    default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else None,
    hint="Name the hosts people type into their browsers, separated by commas.",
)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", default=[])

OWN_APPS = [
    "core",
    "organisation",
    "accounts",
    "supervision",
    "integrity",
    "decisions",
    "appointments",
    "finance",
    "projects",
    "audits",
    "inspections",
    "appraisals",
    "complaints",
    "retention",
    "desk",
]
INSTALLED_APPS = [
    "core.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "axes",
    "guardian",
    "simple_history",
    *OWN_APPS,
]

MIDDLEWARE = [
    "core.observing.requests.ObservingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # around what leads on to an address with its slash, too
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.views.guard.LoginGuardMiddleware",
    "core.rows.middleware.ReaderMiddleware",
    "core.signing_in.SigningInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "desk.presenters.chrome",
            ],
            "builtins": [
                "core.templatetags.wording",
                "core.templatetags.components",
                "core.templatetags.fields",
                "core.templatetags.charts",
            ],
        },
    }
]

FORM_RENDERER = "core.form_rendering.Renderer"

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", hint="postgres://user:password@host:5432/name"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
# Compiling a statement pays only for those that read millions of rows; ours are short, and the planner overrates them.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The broker is only a doorbell: locally a folder of files, in production Redis. The database is the truth.
REDIS_URL = env.text("REDIS_URL", default="" if LOCAL else None, hint="redis://host:6379/0")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
        }
    }
    CELERY_BROKER_URL = REDIS_URL
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache_entries",
        },
    }
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA_DIR / "broker"),
        "data_folder_out": str(DATA_DIR / "broker"),
        "control_folder": str(DATA_DIR / "broker-control"),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE = env.text("TIME_ZONE", default="Asia/Shanghai")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "accounts.services.RoleBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": limits.PASSWORD_LEAST},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.checks.passwords.CommonPatternValidator"},
    {"NAME": "accounts.checks.passwords.PlaceValidator"},
    {"NAME": "accounts.checks.passwords.NotTakenBeforeValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = _limit("LOGIN_FAILURES", limits.FAILURES)
AXES_COOLOFF_TIME = timedelta(minutes=_limit("LOGIN_LOCKED_MINUTES", limits.LOCKED_MINUTES))
# A lock opens when its page says so, whoever goes on trying meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "accounts.views.locked.locked"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
SIMPLE_HISTORY_REVERT_DISABLED = True

# A session ends when it was not used for so long, sooner for who handles reports or rights, and in any case after so many hours.
IDLE = timedelta(minutes=_limit("SESSION_IDLE_MINUTES", limits.IDLE_MINUTES))
STRICT_IDLE = timedelta(minutes=_limit("SESSION_IDLE_MINUTES_STRICT", limits.STRICT_IDLE_MINUTES))
SESSION_LENGTH = timedelta(hours=_limit("SESSION_HOURS", limits.SESSION_HOURS))
SESSION_COOKIE_AGE = int(SESSION_LENGTH.total_seconds())
# Who handles reports or rights does nothing without a second factor, from that day on; for the known log-ins of a demo it is off.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=not LOCAL)
SECOND_FACTOR_FROM = env.day("SECOND_FACTOR_FROM")
# Single sign-on: there only where OIDC_ISSUER names a provider. It finds users by a claim and makes none.
OIDC_ISSUER = env.text("OIDC_ISSUER", default="")
_NAMED = None if OIDC_ISSUER else ""
OIDC_CLIENT_ID = env.text(
    "OIDC_CLIENT_ID", default=_NAMED, hint="As the provider of OIDC_ISSUER knows this product."
)
OIDC_CLIENT_SECRET = env.text(
    "OIDC_CLIENT_SECRET", default=_NAMED, hint="As the provider of OIDC_ISSUER gave it."
)
OIDC_NAME = env.text("OIDC_NAME", default="统一身份认证")
OIDC_SCOPE = env.text("OIDC_SCOPE", default="openid profile")
OIDC_CLAIM = env.text("OIDC_CLAIM", default="preferred_username")
OIDC_MATCH = env.text("OIDC_MATCH", default="username")  # or staff-no
OIDC_AMR = env.words("OIDC_AMR", default=["mfa"])
OIDC_ACR = env.words("OIDC_ACR", default=[])
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
# Browsers take cookies of these names only over TLS, and from this host alone.
SESSION_COOKIE_NAME = "sessionid" if LOCAL else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if LOCAL else "__Host-csrftoken"
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.text("STATIC_ROOT", default=str(DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.text("MEDIA_ROOT", default=str(DATA_DIR / "files")),
            "base_url": None,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = LOCAL

EMAIL_BACKEND = env.text("EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.text("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="noreply@localhost")

# The county this installation serves where a roster names no division: GB/T 2260 code, six digits. 610927 = 镇坪县.
COUNTY_CODE = env.text("COUNTY_CODE", default="610927")
SITE_ADDRESS = env.text("SITE_ADDRESS", default="http://127.0.0.1:8000")

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A lock-out follows the user name alone: keeping addresses would collect what no clause needs, and changing address would evade it.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

# Addresses of which no line is written and nothing counted: who reports or votes, and when, is nobody's business; probes are noise.
UNOBSERVED = ("/report/", "/ballot/", "/healthz", "/readyz", "/metrics")
# What a monitor must show to read /metrics; empty: only from this machine, past the proxy.
METRICS_TOKEN = env.text("METRICS_TOKEN", default="")
# A folder the processes of this machine count in together; emptied at every start of the machine. Empty: each counts by itself.
METRICS_DIR = env.text("METRICS_DIR", default="")
if METRICS_DIR:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = (
        METRICS_DIR  # read by prometheus_client when it is first imported
    )

# Encrypted backups (core/backups): made every night where a folder is named, to the key whose private half is kept elsewhere.
BACKUP_DIR = env.text("BACKUP_DIR", default="")
BACKUP_PUBLIC_KEY = env.text(
    "BACKUP_PUBLIC_KEY",
    default=None if BACKUP_DIR else "",
    hint="Make a pair with: manage.py backup_keys FILE",
)
BACKUP_KEEP_DAILY = env.number("BACKUP_KEEP_DAILY", default=14)
BACKUP_KEEP_WEEKLY = env.number("BACKUP_KEEP_WEEKLY", default=8)
# What the evidence is hashed with (core/evidence): sha256, or sm3 (GB/T 32905) where OpenSSL has it.
EVIDENCE_DIGEST = env.one_of("EVIDENCE_DIGEST", default="sha256", known=("sha256", "sm3"))
# PostgreSQL's programs as the launcher finds them: pg_dump, pg_restore, and a cluster to try a backup in.
POSTGRES_PROGRAMS = "config.local.programs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "core.observing.lines.JsonLine"}},
    "filters": {"not of the public": {"()": "core.observing.lines.NotOfThePublic"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["not of the public"]}
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", default="INFO")},
    # Django's own handlers would write a second, unguarded line, and mail errors with all that was sent.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
