"""Settings of the site, read from the environment.  The README lists the variables."""

import logging
import warnings
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from newsroom.secret import read_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

# `manage.py demo` sets this for itself: plain http on loopback, its own database.
DEMO = env.bool("HAWASHI_DEMO", default=False)
TESTING = env.bool("HAWASHI_TEST", default=False)
DEBUG = env.bool("DEBUG", default=False)
PLAIN_HTTP = DEMO or TESTING or DEBUG

# --- Database -------------------------------------------------------------
_STATE_DIR = VAR_DIR / "demo" if DEMO else VAR_DIR
DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{_STATE_DIR / 'db.sqlite3'}")
try:
    with warnings.catch_warnings(action="ignore"):  # of what is refused below
        DATABASES = {"default": environ.Env.db_url_config(DATABASE_URL)}
except Exception as error:
    raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
if not DATABASES["default"].get("ENGINE"):
    raise ImproperlyConfigured("DATABASE_URL names no database: it begins with sqlite:/// or postgres://.")
ON_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if ON_SQLITE and DATABASES["default"]["NAME"] == ":memory:":
    # Every process would have a database of its own, and `demo` serves from another one than it fills.
    raise ImproperlyConfigured("DATABASE_URL names no file: write sqlite:///folder/name.sqlite3.")

if ON_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        # A write lock taken at BEGIN waits its turn; one taken later fails at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a commit that was acknowledged survives kill -9 and power loss.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000;",
    }
    # Each thread keeps its connection: opening one, with what Django teaches it, costs nearly 1 ms a request.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    # A file in tests too: an in-memory database shared by threads locks whole tables.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test" / "db.sqlite3")}
    _file = DATABASES["default"]["TEST"]["NAME"] if TESTING else DATABASES["default"]["NAME"]
    Path(_file).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if TESTING:  # a thread of the live server that keeps its connection keeps the test database from going
    DATABASES["default"]["CONN_MAX_AGE"] = 0
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Copies ---------------------------------------------------------------
BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(_STATE_DIR / "backups")))

# --- Secrets and hosts ----------------------------------------------------
SECRET_KEY = read_secret_key(
    env.str("SECRET_KEY", default=""),
    fallback_file=VAR_DIR / "secret_key" if ON_SQLITE else None,
    debug=DEBUG,
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- Applications ---------------------------------------------------------
INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "newsroom.accounts.apps.AccountsConfig",
    "annotations.apps.AnnotationsConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.HealthMiddleware",
    # Django pads what it compresses at random, which takes the ground from BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "newsroom.middleware.SizeLimitMiddleware",
    "newsroom.middleware.BusyDatabaseMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

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
                "newsroom.context_processors.site",
            ],
        },
    },
]

# --- People ---------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "newsroom:article_list"
LOGOUT_REDIRECT_URL = "newsroom:article_list"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Anyone may read unless this closes the site to people without an account.
PUBLIC_READING = env.bool("PUBLIC_READING", default=True)

# Lock-out after repeated failures, per person and address: one attacker cannot lock everybody out.
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURE_LIMIT", default=6)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Its lists are in English and of no use here: a lock-out ends by itself, or by a new password.
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.addresses.client_address"
AXES_USERNAME_CALLABLE = "newsroom.accounts.names.counted_name"
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", default=None)

# --- Language and time ----------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
FORMAT_MODULE_PATH = ["newsroom.formats"]

# --- Static files ---------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("HAWASHI_STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.staticfiles.ManifestStorage"
    },
}
WHITENOISE_MAX_AGE = 3600
# Every page names its files by hash; compressing the others too would double the time of the first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
if TESTING:  # no test reads a compressed file, and making them takes longer than most tests
    WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "svg", "txt", "html", "json", "md"]

# --- Security -------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
# The page's scripts read this cookie to send X-CSRFToken after a new login.
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "newsroom.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not PLAIN_HTTP)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else env.int("HSTS_SECONDS", default=60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
# Sub-domains and the preload list belong to whoever owns the domain: they decide, the site does not warn.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if env.bool("TRUST_PROXY_HEADERS", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The largest form is a quotation with its note; articles come by file.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# --- Mail -----------------------------------------------------------------
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_CONFIGURED = bool(EMAIL_URL)
vars().update(environ.Env.email_url_config(EMAIL_URL or "consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="hawashi@localhost")

# --- Log ------------------------------------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING").upper()
if LOG_LEVEL not in logging.getLevelNamesMapping():
    raise ImproperlyConfigured(f"LOG_LEVEL is {LOG_LEVEL!r}: it may be DEBUG, INFO, WARNING, ERROR or CRITICAL.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "newsroom.logs.RequestFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False},
        "axes": {"level": "WARNING"},
    },
}
