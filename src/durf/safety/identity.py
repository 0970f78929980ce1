"""Random public ids: what addresses and links show instead of row numbers."""

import secrets

from django.db import models


def new_id() -> str:
    """Return 96 random bits as 16 characters that are safe in an address."""
    return secrets.token_urlsafe(12)


class Identified(models.Model):
    """A row that the outside knows by a random id; a foreign id answers like a missing one."""

    public_id = models.CharField(max_length=16, unique=True, default=new_id, editable=False)

    class Meta:
        abstract = True
