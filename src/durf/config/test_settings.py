"""Settings of the test suite: a data folder of its own, mail kept in memory, no compiled static files."""

import os
import tempfile

os.environ["DURF_DATA"] = tempfile.mkdtemp(prefix="durf-tests-")
os.environ.setdefault("DURF_LOG_LEVEL", "WARNING")

from durf.config import environment
from durf.config import settings as base
from durf.config.settings import *  # noqa: F403

if environment.text("DURF_TEST_DATABASE"):
    DATABASES = {"default": environment.database(environment.text("DURF_TEST_DATABASE"), base.DATA)}
else:
    # A file, as in life: several threads can then write at once. What survives a power cut is tested apart.
    sqlite = base.DATABASES["default"]
    hasty = sqlite["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES = {
        "default": {
            **sqlite,
            "OPTIONS": {**sqlite["OPTIONS"], "init_command": hasty},
            "TEST": {"NAME": str(base.DATA / "test.sqlite3")},
        }
    }
INDEX_FILE = None
ERASED_FILE = None
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = {}
