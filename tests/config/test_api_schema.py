"""The API under random requests: never a fault, always as described, never anybody else's."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from durf.members.services.tokens import token_make
from tests.samples import samples
from tests.world import World, build_world

SAMPLED = {"match": "match", "wish": "open_wish", "introduction": "introduction", "handle": "member", "tie": "tie"}
SAMPLED |= {"contact": "contact", "offer": "offer", "nudge": "nudge", "thanks": "thanks"}
FOREIGN = {  # alice and charlie agreed to meet; nobody else may be reached
    "alice": ("Erik Visser", "erik@example.org", "bob@example.org", "dora@example.org", "greta@example.org"),
    "dora": ("Erik Visser", "erik@example.org", "alice@example.org", "bob@example.org", "charlie@example.org"),
}


@pytest.fixture
def world(db: None, memory_channel: Any) -> World:
    return build_world()


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Let a request keep the connection of the test, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["alice", "dora"])
def test_no_request_meets_a_fault_or_anything_foreign(world: World, who: str) -> None:
    values = samples(world)
    token = token_make(member=getattr(world, who), name="x", scope="write")[1]
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
    schema: Any = schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())

    def tried(operation: Any) -> None:
        @settings(
            max_examples=12,
            deadline=None,
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), really=st.booleans())
        def run(case: Any, really: bool) -> None:
            if really:
                case.path_parameters = {name: values[SAMPLED[name]] for name in case.path_parameters or {}}
            response = case.call(headers=headers)
            case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
            assert [text for text in FOREIGN[who] if text in response.text] == []

        run()

    for found in schema.get_all_operations():
        tried(found.ok())
