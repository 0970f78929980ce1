"""Text kept encrypted at rest: a notebook belongs to its owner."""

import hashlib
import hmac
from functools import cache
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


@cache
def _cipher(key: str) -> Fernet:
    return Fernet(key.encode())


def keyed_mark(text: str) -> str:
    """Return a mark by which the same text is known again, unreadable without `DURF_NOTEBOOK_KEY`."""
    return hmac.new(settings.NOTEBOOK_KEY.encode(), text.strip().lower().encode(), hashlib.sha256).hexdigest()


if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField  # subscriptable for the type checker only


class SecretField(TextField):
    """A text encrypted with `DURF_NOTEBOOK_KEY`, which is in no backup; it cannot be searched."""

    def get_prep_value(self, value: str | None) -> str | None:
        if not value:
            return value
        return _cipher(settings.NOTEBOOK_KEY).encrypt(value.encode()).decode()

    def from_db_value(self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper) -> str | None:
        if not value:
            return value
        return _cipher(settings.NOTEBOOK_KEY).decrypt(value.encode()).decode()
