"""Every setting of Durf, read from the environment (`DURF_…`); docs/settings.md explains each."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from durf.config import environment

DATA = Path(environment.text("DURF_DATA", "data")).resolve()
DEMO = environment.flag("DURF_DEMO", (DATA / "demo").exists())

# The community
COMMUNITY_NAME = environment.text("DURF_NAME", "Durf")
COMMUNITY_CONTACT = environment.text("DURF_CONTACT", "")  # who is responsible, for /privacy/
COMMUNITY_JOINING = environment.choice("DURF_JOINING", ("open", "invited", "approved"), "open")
COMMUNITY_PAGES = environment.choice("DURF_PAGES", ("public", "members"), "public")
SMALL_NUMBERS = environment.choice("DURF_SMALL_NUMBERS", ("exact", "none"), "none")  # below 50 members
SERVER_SENDS = environment.flag("DURF_SERVER_SENDS", DEMO)  # may a connector let Durf send the one message
NOTEBOOKS = environment.flag("DURF_NOTEBOOKS", True)  # off: a file of contacts is compared and forgotten
NUDGES_A_WISH = environment.number("DURF_NUDGES_A_WISH", 15, least=1, most=100)
NUDGE_WAVES = environment.numbers("DURF_NUDGE_WAVES", "3,5,8")
NUDGE_WAVE_HOURS = environment.number("DURF_NUDGE_WAVE_HOURS", 24, least=1, most=336)

# Where it lives
PUBLIC_URL = environment.text("DURF_URL", "http://localhost:8000").rstrip("/")
_address = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = [_address.hostname or "localhost", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE = _address.scheme == "https"
SECRET_KEY = environment.kept_secret("DURF_SECRET_KEY", DATA)
NOTEBOOK_KEY = environment.kept_secret("DURF_NOTEBOOK_KEY", DATA, cipher=True)
SUPPRESSION_KEY = environment.kept_secret("DURF_SUPPRESSION_KEY", DATA)
DATABASES = {"default": environment.database(environment.text("DURF_DATABASE"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False

# Rooms, upward calls by dotted name
INSTALLED_APPS = [
    *(["durf.demo"] if DEMO else []),
    "durf.web",
    "durf.mail",
    "durf.operations",
    "durf.introductions",
    "durf.wishes",
    "durf.reach",
    "durf.network",
    "durf.notices",
    "durf.members",
    "durf.safety",
    "durf.changes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
NOTICE_CHANNELS = ["durf.mail.channel.MailChannel"]
NOTICE_SOURCES = {
    "members": "durf.members.notices.letter",
    "network": "durf.network.notices.letter",
    "wishes": "durf.wishes.notices.letter",
    "introductions": "durf.introductions.notices.letter",
    "web": "durf.web.digest.letter",
}
WORKER_SWEEPS = [
    "durf.safety.services.erasures.erasures_sweep",  # first: whom a restored backup brought back is gone again
    "durf.notices.services.outbox.deliveries_send",
    "durf.wishes.services.waves.waves_send",
    "durf.wishes.services.notebooks.notebooks_tell",
    "durf.wishes.services.lasting.wishes_last",
    "durf.wishes.services.stories.look_back_ask",
    "durf.wishes.services.forgetting.wishes_anonymise",
    "durf.introductions.services.silence.introductions_sweep",
    "durf.introductions.services.silence.introductions_forget",
    "durf.introductions.visitors.asking.questions_forget",
    "durf.introductions.services.coffees.coffees_sweep",
    "durf.introductions.remote.remote_forget",
    "durf.network.services.ties.ties_forget",
    "durf.network.services.invitations.invitations_forget",
    "durf.network.services.importing.imports_forget",
    "durf.network.services.asking.contact_asks_pass",
    "durf.web.digest.digests_send",
    "durf.members.services.accounts.pauses_end",
    "durf.members.services.accounts.signups_forget",
    "durf.reach.services.index_keep",
    "durf.operations.upkeep.upkeep_sweep",
]
NOTIFY = "durf.notices.services.notify.notify"
LETTER_TO_MEMBER = "durf.notices.letters.to_member"
MAIL_GROUPS_WANTED = "durf.notices.services.choices.mail_groups_wanted"
MAIL_CHOOSE = "durf.notices.services.choices.mail_choose"
BLOCK_FOLLOWERS = [
    "durf.network.services.ties.tie_end_between",
    "durf.introductions.services.silence.introductions_end_between",
]
NOTEBOOK_FOLLOWERS = ["durf.introductions.services.contacts.contacts_leave"]
INDEX_FILE: Path | None = DATA / "index.durf"  # kept by the worker, so that the next start need not build it anew
ERASED_FILE: Path | None = DATA / "erased"  # survives a database that is put back
ERASED_AGAIN = {
    "member": "durf.members.services.erasure.member_erase_again",
    "contact": "durf.introductions.services.contacts.contact_forget_again",
    "never": "durf.safety.services.suppression.suppress_again",
    "removed": "durf.network.services.contacts.contact_remove_again",
    "address": "durf.introductions.remote.remote_erase_again",
}
NETWORK_OPENED = "durf.network.seen.opened"
WISH_INTRODUCED = "durf.introductions.queries.introduced"
REACH_SOURCES = ["durf.members.reach.MemberSource", "durf.wishes.reach.WishSource"]
PERSONAL_DATA = [
    "durf.safety.personal.SafetyData",
    "durf.members.personal.MemberData",
    "durf.network.personal.NetworkData",
    "durf.notices.personal.NoticeData",
    "durf.wishes.personal.WishData",
    "durf.introductions.personal.IntroductionData",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "durf.members.middleware.member_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "durf.config.urls"
ASGI_APPLICATION = "durf.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "durf.web.context.community",
            ],
            "builtins": ["django.templatetags.i18n", "durf.web.templatetags.durf"],
        },
    }
]

# Sign-in
AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "durf.members.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "login": "durf.members.forms.entrance.LoginForm",
    "signup": "durf.members.forms.entrance.SignupForm",
    "confirm_login_code": "durf.members.forms.entrance.LoginCodeForm",
    "confirm_email_verification_code": "durf.members.forms.entrance.EmailCodeForm",
    "add_email": "durf.members.forms.entrance.EmailForm",
}
MFA_FORMS = {"add_webauthn": "durf.members.forms.entrance.PasskeyForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "durf.members.forms.signup.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger typing an address is no reason to write to it
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change of address is told to the old one
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {"signup": "60/h/ip", "request_login_code": "60/h/ip,5/10m/key"}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = False  # it would write at every page that is only read
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144  # 256 KiB: TRUST.md, doors
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # contacts touch no other disk
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 << 20  # a larger file is not taken; imports allow 10 MiB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

# Language and time
LANGUAGE_CODE = environment.choice("DURF_LANGUAGE", ("nl", "en"), "nl")
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
TIME_ZONE = environment.text("DURF_TIME_ZONE", "Europe/Amsterdam")
USE_TZ = True

# Mail
DEFAULT_FROM_EMAIL = environment.text("DURF_MAIL_FROM", "durf@localhost")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if environment.text("DURF_MAIL"):
    globals().update(environment.mail(environment.text("DURF_MAIL")))
if DEMO:
    EMAIL_BACKEND = "durf.demo.mailbox.MailboxBackend"

# Static files: collected into the data folder when the server starts
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "durf.operations.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": environment.text("DURF_LOG_LEVEL", "WARNING")},
    "loggers": {
        "durf": {"level": environment.text("DURF_LOG_LEVEL", "INFO")},
        # Django would log the address of a refused request, and secret links are addresses.
        "django.request": {"level": "ERROR"},
    },
}
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
SILENCED_SYSTEM_CHECKS: list[str] = []
