"""The live badge."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient
from pytest import MonkeyPatch

from durf.members.models import Member
from durf.members.services.accounts import member_suspend
from durf.network.services.ties import tie_propose
from durf.web import live
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: MonkeyPatch) -> Iterator[None]:
    """The clock of the stream, turned up; the thread that read the database lets go of it afterwards."""
    monkeypatch.setattr(live, "POLL_S", 0.02)
    monkeypatch.setattr(live, "HEARTBEAT_S", 0.2)
    yield
    asyncio.run(sync_to_async(connections.close_all)())


async def numbers(stream: AsyncIterator[int | None], wanted: int) -> list[int]:
    """The first so many numbers, heartbeats aside."""
    found: list[int] = []
    async for number in stream:
        if number is not None:
            found.append(number)
        if len(found) == wanted:
            break
    return found


def test_the_number_comes_at_once_and_again_when_something_waits() -> None:
    bob, alice = make_member("bob"), make_member("alice")

    async def listen() -> list[int]:
        stream = live.badge_numbers(bob.pk)
        first = await anext(stream)
        await asyncio.sleep(0.1)
        await sync_to_async(tie_propose)(proposer=alice, other=bob, how="known", openness="ask")
        assert first is not None
        return [first, *await asyncio.wait_for(numbers(stream, 1), 5)]

    assert asyncio.run(listen()) == [0, 1]


def test_many_listeners_share_one_poll() -> None:
    bob = make_member("bob")

    async def listen() -> int:
        streams = [live.badge_numbers(bob.pk) for _ in range(5)]
        for stream in streams:
            await anext(stream)
        polls = [task for task in asyncio.all_tasks() if "Hub._poll" in repr(task)]
        for stream in streams:
            await stream.aclose()  # type: ignore[attr-defined]
        return len(polls)

    assert asyncio.run(listen()) == 1


def test_the_stream_ends_when_the_member_may_no_longer_be_here() -> None:
    bob, hanna = make_member("bob"), make_member("hanna", is_host=True)

    async def listen() -> list[int | None]:
        stream = live.badge_numbers(bob.pk)
        first = await anext(stream)
        await sync_to_async(member_suspend)(member=bob, actor=hanna)
        return [first, *[number async for number in stream]]

    assert asyncio.run(asyncio.wait_for(listen(), 5))[0] == 0


def test_the_page_streams_events_uncompressed_and_uncached() -> None:
    bob = make_member("bob", language="en")
    client = AsyncClient(headers={"accept-encoding": "gzip"})
    sign_in(client, bob)  # type: ignore[arg-type]

    async def first_event() -> tuple[dict[str, str], str]:
        response = await client.get("/live/")
        stream = aiter(response.streaming_content)  # type: ignore[attr-defined]
        return dict(response.headers), (await anext(stream)).decode()

    headers, event = asyncio.run(first_event())
    assert headers["Content-Type"] == "text/event-stream"
    assert headers["X-Accel-Buffering"] == "no"
    assert headers["Cache-Control"] == "no-store"
    assert event.startswith("event: badge\ndata: <span")
    assert isinstance(bob, Member)
