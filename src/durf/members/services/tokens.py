"""Tokens for programs: made and shown once, looked up by their hash, taken back."""

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from durf.members.models import Member, Token

PREFIX = "durf_"  # so that a program that looks for leaked secrets knows one
TOKENS_MOST = 20


class TokensFullError(Exception):
    """A member has as many tokens as they may have."""


@transaction.atomic
def token_make(*, member: Member, name: str, scope: str) -> tuple[Token, str]:
    """Make a token; the text is returned here and kept nowhere."""
    if Token.objects.filter(member=member).count() >= TOKENS_MOST:
        raise TokensFullError
    text = PREFIX + secrets.token_urlsafe(32)
    return Token.objects.create(member=member, name=name, scope=scope, token_hash=_hash(text)), text


@transaction.atomic
def token_end(*, token: Token) -> None:
    """Take a token back."""
    token.delete()


def token_find(*, text: str) -> Token | None:
    """Return the token of a member who is here, and note the day."""
    found = Token.objects.select_related("member").filter(token_hash=_hash(text)).first()
    if found is None or not (found.member.is_active and found.member.approved):
        return None
    today = timezone.localdate()
    if found.used_on != today:
        Token.objects.filter(pk=found.pk).update(used_on=today)
    return found


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
