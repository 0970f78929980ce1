"""Reading settings from the environment: a safe default, or a clear line at start."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def text(name: str, default: str = "") -> str:
    """A plain text."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """Yes or no: `on`/`off`."""
    return choice(name, ("on", "off"), "on" if default else "off") == "on"


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """One word out of a few."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of: {', '.join(allowed)}.")
    return value


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within bounds."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number from {least} to {most}.")
    return int(value)


def numbers(name: str, default: str) -> tuple[int, ...]:
    """A few whole numbers, separated by commas."""
    value = text(name, default)
    try:
        found = tuple(int(part) for part in value.split(","))
    except ValueError:
        found = ()
    if not found or min(found) < 1:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be numbers from 1 up, such as {default}.")
    return found


def kept_secret(name: str, folder: Path, *, cipher: bool = False) -> str:
    """A secret from the environment, or one made once and kept in the data folder, readable by its owner only."""
    given = text(name)
    if given:
        return given
    file = folder / name.removeprefix("DURF_").lower()
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        secret = Fernet.generate_key().decode() if cipher else get_random_secret_key()
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return file.read_text().strip()
        with os.fdopen(handle, "w") as opened:
            opened.write(secret)
    return file.read_text().strip()


def database(address: str, folder: Path) -> dict[str, Any]:
    """Django's database entry for an empty address (SQLite in the data folder) or `postgresql://…`."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "durf.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # deferred transactions fail under several writers
                "timeout": 30,
                # The worker alone checkpoints: SQLite before 3.51.3 may corrupt a WAL with two checkpointers.
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON;PRAGMA wal_autocheckpoint=0;"
                "PRAGMA secure_delete=ON;",  # what is erased is overwritten, not only unlinked
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DURF_DATABASE must look like postgresql://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def mail(address: str) -> dict[str, Any]:
    """Django's mail settings for `smtp://user:password@host:port` (`smtps://` for implicit TLS)."""
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps"):
        raise ImproperlyConfigured("DURF_MAIL must look like smtp://user:password@host:587 (or smtps://…:465).")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in ("localhost", "127.0.0.1"),
        "EMAIL_TIMEOUT": 20,
    }
