"""Secret links: made for a mail, opened by reading, spent by one conditional update."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from durf.safety.models import Link

LIFETIME = {
    Link.Kind.DECISION: timedelta(days=30),
    Link.Kind.ACTION: timedelta(days=14),
    Link.Kind.UNSUBSCRIBE: timedelta(days=365),
    Link.Kind.HOST: timedelta(days=1),
}


class LinkUnusableError(Exception):
    """The link is unknown, expired or spent; `reason` says which, for the page that explains it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_make(*, kind: Link.Kind, purpose: str, target: str, holder: str = "") -> str:
    """Make a link and return its token: 256 random bits that are stored nowhere."""
    token = secrets.token_urlsafe(32)
    Link.objects.create(
        token_hash=_hash(token),
        kind=kind,
        purpose=purpose,
        target=target,
        holder=holder,
        expires_at=timezone.now() + LIFETIME[kind],
    )
    return token


def link_open(*, token: str, kind: Link.Kind, purpose: str, spent: bool = False) -> Link:
    """Return the live link without changing anything; `spent=True` also opens one already used."""
    link = Link.objects.filter(token_hash=_hash(token), kind=kind, purpose=purpose).first()
    if link is None:
        raise LinkUnusableError("unknown")
    if link.expires_at <= timezone.now():
        raise LinkUnusableError("expired")
    if link.spent_at is not None and not spent:
        raise LinkUnusableError("spent")
    return link


def link_spend(*, token: str, kind: Link.Kind, purpose: str) -> Link:
    """Use the link up; of two at the same moment only one succeeds."""
    link = link_open(token=token, kind=kind, purpose=purpose)
    if not Link.objects.filter(pk=link.pk, spent_at=None).update(spent_at=timezone.now()):
        raise LinkUnusableError("spent")
    return link


def links_end(*, target: str) -> None:
    """End every link to a thing that no longer exists or was withdrawn."""
    Link.objects.filter(target=target, spent_at=None).update(expires_at=timezone.now())
