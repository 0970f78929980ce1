"""Every route: a policy that is kept, a sample address that answers, and the headers that protect it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from durf.safety.routes import Policy, route
from tests.cast import make_member, sign_in
from tests.samples import arguments, samples
from tests.world import World, build_world


@dataclass(frozen=True)
class Route:
    """One route as it was registered."""

    name: str
    pattern: str
    policy: Policy | None
    sample: dict[str, str]
    wanted: frozenset[str]


def walk(patterns: list[Any], prefix: str = "") -> Iterator[Route]:
    """Every route below these patterns."""
    for entry in patterns:
        text = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, text)
        elif isinstance(entry, URLPattern):
            yield Route(
                name=entry.name or "",
                pattern=text,
                policy=getattr(entry.callback, "policy", None),
                sample=getattr(entry.callback, "sample", {}),
                wanted=frozenset(entry.pattern.converters),
            )


def every_route() -> list[Route]:
    return list(walk(get_resolver().url_patterns))


def faults(routes: list[Route]) -> list[str]:
    """Routes without name or policy, or whose sample does not fill their arguments."""
    return [
        found.pattern for found in routes if not found.name or found.policy is None or set(found.sample) != found.wanted
    ]


def test_every_route_has_a_name_a_policy_and_a_sample_for_each_argument() -> None:
    assert faults(every_route()) == []


def test_a_route_without_policy_or_sample_is_found() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    planted = [
        path("bare/", view, name="bare"),
        route("half/<slug:x>/", view, name="half", policy=Policy.PUBLIC),
        route("whole/<slug:x>/", view, name="whole", policy=Policy.PUBLIC, sample={"x": "wish"}),
    ]
    assert faults(list(walk(planted))) == ["bare/", "half/<slug:x>/"]


def address(found: Route, values: dict[str, str]) -> str:
    return reverse(found.name, kwargs=arguments(found.sample, values))


@pytest.fixture
def world(db: None, memory_channel: Any) -> World:
    return build_world()


SIGN_IN = "/account/login/"


@pytest.mark.django_db
def test_a_visitor_gets_what_each_policy_promises(world: World) -> None:
    values = samples(world)
    for found in every_route():
        response = Client().get(address(found, values))
        location = response.headers.get("Location", "")
        if found.policy in (Policy.MEMBER, Policy.FRESH, Policy.HOST):
            assert location.startswith(SIGN_IN), found.pattern
        else:
            assert response.status_code < 500, found.pattern


@pytest.mark.django_db
def test_where_pages_are_for_members_a_visitor_is_asked_to_sign_in(world: World, settings: Any) -> None:
    settings.COMMUNITY_PAGES = "members"
    values = samples(world)
    for found in every_route():
        if found.policy is Policy.COMMUNITY:
            response = Client().get(address(found, values))
            assert response.headers.get("Location", "").startswith(SIGN_IN), found.pattern


@pytest.mark.django_db
@pytest.mark.parametrize("handle", ["alice", "bob", "charlie", "dora", "hanna"])
def test_no_member_ever_meets_a_fault_and_only_the_host_meets_the_hosts_pages(world: World, handle: str) -> None:
    values = samples(world)
    client = sign_in(Client(), getattr(world, handle))
    for found in every_route():
        if found.name == "live":
            continue  # an endless stream; tests/web/test_live.py reads it
        response = client.get(address(found, values))
        if found.policy is Policy.TOKEN:
            assert response.status_code in (401, 405), found.pattern  # no cookie opens the API
            continue
        assert response.status_code in (200, 302, 303, 400, 403, 404, 405, 410), found.pattern
        if found.policy is Policy.HOST:
            assert (response.status_code == 403) == (handle != "hanna"), found.pattern
        if found.name == "account_logout":
            client = sign_in(Client(), getattr(world, handle))


@pytest.mark.django_db
def test_someone_who_waits_at_the_door_sees_no_members_page(world: World) -> None:
    client = sign_in(Client(), make_member("walter", approved=False))
    values = samples(world)
    for found in every_route():
        if found.policy in (Policy.MEMBER, Policy.HOST):
            assert client.get(address(found, values)).headers.get("Location", "").startswith("/waiting/"), found.pattern


@pytest.mark.django_db
def test_an_old_sign_in_is_asked_for_again_before_export_and_erasure(world: World) -> None:
    client = sign_in(Client(), world.alice, minutes_ago=16)
    values = samples(world)
    for found in every_route():
        if found.policy is Policy.FRESH:
            assert client.get(address(found, values)).status_code == 302, found.pattern


@pytest.mark.django_db
def test_every_answer_carries_the_protecting_headers(world: World) -> None:
    values = samples(world)
    client = sign_in(Client(), world.alice)
    addresses = [address(found, values) for found in every_route() if found.name not in ("live", "account_logout")]
    for url in [*addresses, "/nothing-here/", reverse("host")]:
        headers = client.get(url).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, url
        assert "default-src 'none'" in policy, url
        assert headers["X-Content-Type-Options"] == "nosniff", url
        assert headers["X-Frame-Options"] == "DENY", url
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), url
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", url


@pytest.mark.django_db
def test_pages_behind_a_secret_link_stay_out_of_caches_referrers_and_search(world: World) -> None:
    values = samples(world)
    linked = [found for found in every_route() if found.policy is Policy.LINK]
    assert linked
    for found in linked:
        headers = Client().get(address(found, values)).headers
        assert headers["Referrer-Policy"] == "no-referrer", found.pattern
        assert headers["Cache-Control"] == "no-store", found.pattern
        assert headers["X-Robots-Tag"] == "noindex", found.pattern
