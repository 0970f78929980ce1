"""The standing cast: alice asks, bob knows alice, charlie knows bob, dora is a stranger, erik has no account."""

import time as clock
from collections.abc import Iterable
from datetime import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory

from durf.members.models import Member
from durf.members.services.accounts import member_create, member_update
from durf.members.services.traits import traits_set

Trait = str | tuple[str, str]


def make_member(
    handle: str,
    *,
    name: str = "",
    email: str = "",
    language: str = "nl",
    approved: bool = True,
    is_host: bool = False,
    strengths: Iterable[Trait] = (),
    limits: Iterable[Trait] = (),
    **profile: Any,
) -> Member:
    """Make a member without quiet hours; a strength or limit is a text for everyone, or (text, audience)."""
    member = member_create(
        email=email or f"{handle}@example.org",
        name=name or handle.capitalize(),
        language=language,
        handle=handle,
        approved=approved,
    )
    member_update(member=member, **{"quiet_from": time(0), "quiet_until": time(0), **profile})
    if is_host:
        member.is_host = True
        member.save(update_fields=["is_host"])
    if strengths or limits:
        traits_set(member=member, strengths=_rows(strengths), limits=_rows(limits))
    return member


def sign_in(client: Client, member: Member, *, minutes_ago: int = 0) -> Client:
    """Sign a member in; within 15 minutes the pages that want a fresh sign-in open too."""
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, member, method="code")
    records = request.session["account_authentication_methods"]
    records[-1]["at"] = clock.time() - 60 * minutes_ago
    request.session["account_authentication_methods"] = records
    request.session.save()
    return client


def _rows(traits: Iterable[Trait]) -> list[tuple[str, str]]:
    return [(trait, "everyone") if isinstance(trait, str) else trait for trait in traits]
