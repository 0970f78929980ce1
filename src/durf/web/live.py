"""The live badge: one poll a process tells every listener whose number may have changed."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.db.models import Max

from durf.members.models import Member
from durf.notices.models import Notice
from durf.web.waiting import waiting_count

POLL_S = 2.0
HEARTBEAT_S = 15.0


class Hub:
    """Wakes the listeners of the members for whom a notice was written; polls only while somebody listens."""

    def __init__(self) -> None:
        self._events: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    def listen(self, member_id: int) -> asyncio.Event:
        """Start listening; the first listener starts the poll."""
        event = asyncio.Event()
        self._events[member_id].add(event)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._poll())
        return event

    def leave(self, member_id: int, event: asyncio.Event) -> None:
        """Stop listening."""
        self._events[member_id].discard(event)
        if not self._events[member_id]:
            del self._events[member_id]

    async def _poll(self) -> None:
        cursor = await sync_to_async(_newest)()
        while self._events:
            await asyncio.sleep(POLL_S)
            cursor, member_ids = await sync_to_async(_since)(cursor)
            for member_id in member_ids & self._events.keys():
                for event in self._events[member_id]:
                    event.set()


hub = Hub()


async def badge_numbers(member_id: int) -> AsyncIterator[int | None]:
    """Yield the member's number now and whenever it may have changed; None is a heartbeat.

    Ends when the member is gone.
    """
    event = hub.listen(member_id)
    shown: int | None = None
    try:
        while True:
            number = await sync_to_async(_number)(member_id)
            if number is None:
                return
            yield number if number != shown else None
            shown = number
            event.clear()
            try:
                await asyncio.wait_for(event.wait(), HEARTBEAT_S)
            except TimeoutError:
                continue
    finally:
        hub.leave(member_id, event)


def _number(member_id: int) -> int | None:
    try:
        member = Member.objects.active().filter(pk=member_id).first()
        return None if member is None else waiting_count(member)
    finally:
        close_old_connections()  # this thread lives longer than any request


def _newest() -> int:
    try:
        return Notice.objects.aggregate(newest=Max("pk"))["newest"] or 0
    finally:
        close_old_connections()


def _since(cursor: int) -> tuple[int, set[int]]:
    try:
        rows = list(Notice.objects.filter(pk__gt=cursor, member__isnull=False).values_list("pk", "member_id"))
    finally:
        close_old_connections()
    return max([cursor, *(pk for pk, _ in rows)]), {member_id for _, member_id in rows if member_id is not None}
